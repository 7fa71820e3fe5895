import Applications
import Correspondence
import Kernel
import Outbox
import Storage
import Submissions
import TestDatabases
import TestServers
import Testing
import Web

/// What goes to a funder after the submission, in the same thread.
@Suite struct ThreadEndToEnd {
    private func post(_ desk: AnsweredOffice, _ path: String, _ body: Value, key: String) async throws -> Value {
        try await desk.test.caller.call(.post, path, body, as: desk.test.broker, key: key).value
    }

    private func head(_ mail: [UInt8]) -> [String: String] {
        let text = String(decoding: mail, as: UTF8.self).replacing("\r\n", with: "\n")
        let lines = text.split(separator: "\n\n", maxSplits: 1)[0].replacing("\n ", with: " ").split(separator: "\n")
        return Dictionary(
            lines.compactMap { line -> (String, String)? in
                guard let colon = line.firstIndex(of: ":") else { return nil }
                return (line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " }))
            }, uniquingKeysWith: { first, _ in first })
    }

    @Test func `A55 the wanted documents go out in the same thread, once, and nothing else does`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let answer = try await desk.reply(to: made, "Please send the last 3 months of bank statements.")
        _ = try await desk.receive(answer)
        #expect(try await desk.test.picture(of: made.submission).documents == ["bank_statements"])
        let paper = TestOffice.Paper.pdf("March.pdf", FileCode(.bankStatements), bytes: 900, seed: 9)
        try await desk.test.add(paper, to: made.application)
        let path = "/submissions/\(made.submission)/follow-up"
        let form = try await desk.test.caller.call(.get, path, as: desk.test.broker).value
        let offered = form["files"]?.list?.first { $0["is_wanted"]?.flag == true }
        #expect(offered?["name"]?.text == "March.pdf", "what is wanted and new is chosen already")
        let order: Value = ["files": [offered?["id"] ?? .null], "documents": ["bank_statements"]]
        let first = try await post(desk, path, order, key: "documents")
        #expect(try await post(desk, path, order, key: "documents") == first, "the key sends once")
        #expect(
            try await desk.test.picture(of: made.submission).documents == ["bank_statements"], "not before it is sent")
        try await desk.test.drainOutbox()
        let mails = desk.mailbox(of: made.funderAddress)
        #expect(mails.count == 2)
        let mail = try #require(mails.first { self.head($0)["in-reply-to"] != nil })
        let own = try await desk.test.ownMail(of: made.submission)
        let head = head(mail)
        #expect(head["in-reply-to"] == "<\(answer.messageID ?? "")>")
        #expect(head["references"]?.contains(own.key) == true)
        #expect(head["subject"] == "Re: \(own.subject)")
        let text = String(decoding: mail, as: UTF8.self)
        #expect(text.contains("March.pdf"))
        #expect(!text.contains("application.pdf"), "what the funder has is not sent again")
        let picture = try await desk.test.picture(of: made.submission)
        #expect(picture.documents == [])
        #expect(picture.events.contains("docs_sent"))
    }

    @Test func `A55 documents are refused where nobody waits for them, and nothing is written`() async throws {
        let desk = try await AnsweredOffice()
        let (made, other) = (try await desk.send(), try await desk.send())
        let files = try await desk.test.database.read { [tenant = desk.test.tenant] db in
            (
                try ApplicationFile.list(of: made.application, tenant: tenant, db)[0].id,
                try ApplicationFile.list(of: other.application, tenant: tenant, db)[0].id
            )
        }
        let path = "/submissions/\(made.submission)/follow-up"
        let before = try await desk.test.count("message")
        let cases: [(Value, String)] = [
            (["files": []], "no_files"), (["files": [Value(files.1)]], "not_found"),
            (["files": [Value(files.0)], "documents": ["voided_check"]], "unknown_document"),
        ]
        for (body, code) in cases {
            let error = await #expect(throws: (any Error).self) {
                try await self.post(desk, path, body, key: "bad \(code)")
            }
            #expect((error as? any Refusal)?.code == code)
        }
        try await desk.answer(made, "Unfortunately we must decline this file: too many NSFs.")
        let refusal = await #expect(throws: SubmissionRefusal.self) {
            try await self.post(desk, path, ["files": [Value(files.0)]], key: "late")
        }
        #expect(refusal?.code == "submission_not_open")
        #expect(try await desk.test.count("message WHERE direction = 'out'") == before)
    }

    @Test func `A56 one click tells every funder that may still answer, each once, and cancels what has not left`()
        async throws
    {
        let desk = try await AnsweredOffice(undoSeconds: 10)
        let application = try await desk.addApplication()
        let funders = [try await desk.addFunder(), try await desk.addFunder(), try await desk.addFunder()]
        var made: [Submission.ID] = []
        for (id, _) in funders[..<2] {
            made += desk.test.submissions(try await desk.test.order(application, [id])).compactMap(\.self)
        }
        desk.clock.advance(.seconds(11))
        try await desk.test.drainOutbox()
        // The third one waits still: there is time to take it back.
        made += desk.test.submissions(try await desk.test.order(application, [funders[2].0])).compactMap(\.self)
        let order: Value = ["application": Value(application), "reason": "closed with a bank"]
        let answers = try await AtOnce.all(12) { [self] _ in
            try await post(desk, "/submissions/withdrawal", order, key: "closed")
        }
        let first = answers[0]
        #expect(answers.allSatisfy { $0 == first })
        #expect(first["lines"]?.list?.compactMap { $0["state"]?.text } == ["told", "told", "cancelled"])
        desk.clock.advance(.seconds(11))
        try await desk.test.drainOutbox()
        #expect(funders.map { desk.mailbox(of: $0.1).count } == [2, 2, 0])
        for (_, address) in funders[..<2] {
            let text = desk.mailbox(of: address).map { String(decoding: $0, as: UTF8.self) }.joined()
            #expect(text.contains("has found its funding elsewhere"))
            #expect(!text.contains("closed with a bank"), "the reason is ours")
        }
        let states = try await made.asyncMap { try await desk.test.picture(of: $0).status }
        #expect(states == ["merchant_withdrawn", "merchant_withdrawn", "cancelled"])
        let refusal = await #expect(throws: SubmissionRefusal.self) {
            try await self.post(desk, "/submissions/withdrawal", order, key: "again")
        }
        #expect(refusal == .nothingOpen(application))
    }

    @Test func `A56 a single withdrawal tells its funder where that is asked for, and nobody else`() async throws {
        let desk = try await AnsweredOffice()
        let (told, silent) = (try await desk.send(), try await desk.send())
        _ = try await post(
            desk, "/submissions/\(told.submission)/withdrawal", ["reason": "slow", "notice": true], key: "a")
        _ = try await post(desk, "/submissions/\(silent.submission)/withdrawal", ["reason": "slow"], key: "b")
        try await desk.test.drainOutbox()
        #expect(desk.mailbox(of: told.funderAddress).count == 2)
        #expect(desk.mailbox(of: silent.funderAddress).count == 1)
        for id in [told.submission, silent.submission] {
            #expect(try await desk.test.picture(of: id).status == "merchant_withdrawn")
        }
    }
}

extension Array where Element: Sendable {
    func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var all: [T] = []
        for element in self { all.append(try await transform(element)) }
        return all
    }
}
