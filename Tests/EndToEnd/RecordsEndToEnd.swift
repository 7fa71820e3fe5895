import Applications
import Correspondence
import Deals
import Funders
import Kernel
import Submissions
import TestDatabases
import TestServers
import Testing

@testable import Server
@testable import Storage
@testable import Web

/// What stands in the records, as the rows of the list of features say it.
@Suite struct RecordsEndToEnd {
    @Test func `A50 an empty file gets every table at once, and a second run changes nothing`() async throws {
        let folder = try TemporaryFolder()
        let database = try TestDatabases.open("\(folder.path)/empty.db")
        let now = Moment(seconds: 1_800_000_000)
        #expect(try await database.migrate(JoinedSchema.migrations, at: now).count == JoinedSchema.migrations.count)
        #expect(try await database.migrate(JoinedSchema.migrations, at: now).isEmpty)
    }

    @Test func `A02 A06 there are neither brands nor tables of compliance`() async throws {
        let desk = try await AnsweredOffice()
        let names = try await desk.test.database.read { try TestDatabases.tables($0) }
        #expect(names.contains("funder"))
        for word in ["brand", "agreement", "disclosure", "compliance", "nda"] {
            #expect(!names.contains { $0.contains(word) }, "\(word)")
        }
        let columns = try await desk.test.database.read { try $0.session.columns(of: "funder") }
        #expect(columns.contains("name") && !columns.contains { $0.contains("parent") })
    }

    @Test func `A34 the shortlist names each funder's state, missing documents, last submission and block`()
        async throws
    {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        _ = try await desk.addFunder()
        let tenant = desk.test.tenant
        let (who, now) = (desk.test.broker.who, desk.clock.now())
        try await desk.test.database.write { db in
            let funder = try Funder.add(FunderInput(name: "Without Contact"), tenant: tenant, by: who, at: now, db)
            _ = try Guideline.save(
                try Criteria.read(["required_docs": ["tax_returns", "void_check"]]), version: nil, of: funder.id,
                tenant: tenant, by: who, at: now, db)
        }
        let list = try await desk.test.caller.call(
            .get, "/shortlist?application=\(made.application)", as: desk.test.broker)
        let lines = list["funders"]?.list ?? []
        #expect(lines.count == 3)
        for line in lines {
            #expect(line["status"]?.text == "active")
            #expect(line["is_selectable"]?.flag != nil)
        }
        let sent = try #require(lines.first { $0["id"] == Value(made.funder) })
        #expect(sent["last"]?["submission"] == Value(made.submission))
        #expect(sent["block"]?["code"]?.text == "just_sent")
        let silent = try #require(lines.first { $0["name"]?.text == "Without Contact" })
        #expect(silent["is_selectable"]?.flag == false)
        #expect(silent["block"]?["reason"]?.text?.isEmpty == false)
        let wanted = silent["missing_documents"]?.list?.compactMap { $0["document"]?.text ?? $0["code"]?.text }
        #expect(wanted == ["tax_returns", "void_check"])
    }

    @Test
    func `A40 record, mail and outbox row stand together before any connection, and sent only after the server's word`()
        async throws
    {
        let desk = try await AnsweredOffice()
        let made = try await desk.queue()
        for table in ["submission", "message", "outbox", "submission_message"] as [SQL] {
            #expect(try await desk.test.count(table) == 1)
        }
        let types = { () async throws -> [EventType] in
            let tenant = desk.test.tenant
            return try await desk.test.database.read { db in
                try SubmissionEvent.of(made.submission, tenant: tenant, db).map(\.type)
            }
        }
        #expect(try await types() == [.queued])
        try await desk.test.drainOutbox()
        #expect(try await types() == [.queued, .sent])
    }

    @Test func `A43 the events of the list are all there`() {
        let wanted = [
            "sent", "opened", "replied", "requested_docs", "declined", "offered", "queued", "bounced", "auto_reply",
            "acknowledged", "question", "contract_sent", "funded", "commission_notice", "withdrawn", "reviewed",
            "resent", "uncertain",
        ]
        for name in wanted { #expect(EventType(rawValue: name) != nil, "\(name)") }
    }

    @Test func `A44 every mail out and in is a row with ids, addresses and files that open`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let received = try #require(try await desk.answer(made, "Thanks, got it."))
        let own = try await desk.test.ownMail(of: made.submission)
        let tenant = desk.test.tenant
        let (mail, files) = try await desk.test.database.read { db in
            (
                try Message.find(received.message, tenant: tenant, db),
                try Message.attachments(of: own.id, tenant: tenant, db)
            )
        }
        #expect(mail.threadKey == own.threadKey)
        #expect(mail.from.address == made.funderAddress)
        #expect(!files.isEmpty)
        for file in files { #expect(desk.test.office.blobs.contains(file.sha256)) }
        #expect(try await desk.test.isWhole())
    }

    @Test func `E07 an offer bears the mail's date beside the moment it came`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        try await desk.answer(made, "Approved: $40,000 at 1.38, 9 months, weekly payments, 8 points to you.")
        let tenant = desk.test.tenant
        let offer = try await desk.test.database.read { try Offer.of(made.submission, tenant: tenant, $0).first }
        #expect(offer?.offeredAt == Moment(seconds: 1_799_935_200), "Thu, 14 Jan 2027 09:00:00 -0500")
        #expect(offer?.receivedAt != offer?.offeredAt)
    }

    @Test func `E09 several offers stand beside each other, and one of an application is accepted`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let other = try await desk.addFunder()
        let lines = try await desk.test.order(made.application, [other.0])
        let second = try #require(desk.test.submissions(lines).first ?? nil)
        try await desk.test.drainOutbox()
        func offer(_ submission: Submission.ID, _ amount: Value) async throws -> Value {
            try await desk.test.caller.call(
                .post, "/submissions/\(submission)/offers", ["amount": amount], as: desk.test.broker)["id"] ?? .null
        }
        let (first, rival) = (try await offer(made.submission, "40000"), try await offer(second, "60000"))
        _ = try await desk.test.caller.call(
            .post, "/offers/\(first.text ?? "")/acceptance", as: desk.test.broker)
        await #expect(throws: OfferRefusal.self) {
            try await desk.test.caller.call(.post, "/offers/\(rival.text ?? "")/acceptance", as: desk.test.broker)
        }
        #expect(try await desk.test.picture(of: made.submission).offers == ["40000 accepted"])
        #expect(try await desk.test.picture(of: second).offers == ["60000 pending"])
    }

    @Test func `J23 J31 the page of the main job, its actions, and the queues of today are there`() async throws {
        let desk = try await AnsweredOffice()
        let routes = Set(JoinedRoutes.table(desk.test.office).map { "\($0.method) \($0.pattern)".lowercased() })
        for route in [
            "get /submit-to-funders", "post /submissions", "get /funders", "get /applications/recent",
        ] {
            #expect(routes.contains(route), "\(route)")
        }
        let (tenant, now) = (desk.test.tenant, desk.clock.now())
        let queues = try await desk.test.database.read { try WaitingCounts.queues(tenant: tenant, at: now, $0) }
        #expect(Set(queues.map(\.name)).isSuperset(of: ["reviews", "quarantine", "uncertain", "failed", "overdue"]))
    }

    @Test func `C28 read again from the archive, every mail gives the record that is stored`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let texts = [
            "Thanks, got it. I have this in front of underwriting.",
            "Please send the last three months of bank statements and a voided check.",
            "Approved: $40,000 at 1.38, 9 months, weekly payments, 8 points to you.",
        ]
        for text in texts { try await desk.answer(made, text) }
        let again = try await Rereading.run(desk.test.office, accounts: desk.test.accounts)
        #expect(again.count == texts.count)
        #expect(again.differences.isEmpty)
        // A record that says otherwise than its mail is found.
        try await desk.test.database.write { db in
            try TestDatabases.dropGuards(of: "message_text", db)
            try db.run(
                "UPDATE message_text SET body = 'Declined.' WHERE message_id IN (SELECT message_id FROM reading)")
        }
        let changed = try await Rereading.run(desk.test.office, accounts: desk.test.accounts)
        #expect(changed.differences.map(\.part) == Array(repeating: "record", count: texts.count))
    }

    /// What mails try in order to run in a reader's browser.
    static let vectors = [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
        "<iframe src=javascript:alert(1)>", "<a href=\"javascript:alert(1)\">x</a>", "\"><script>alert(1)</script>",
        "'><img src=https://tracker.example/p.gif>", "<style>@import 'https://x.example/a.css'</style>",
        "<base href=https://evil.example/>", "<form action=https://evil.example><input name=a></form>",
        "</pre><script>alert(1)</script>", "</mark></pre><object data=x>", "<meta http-equiv=refresh content=0>",
        "{{#page}}{{csrf}}{{/page}}", "<math><mtext></mtext><script>alert(1)</script></math>",
    ]

    @Test func `K16 what a mail brings is shown as text, in its body, its subject and its sender's name`() async throws
    {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let renderer = PageRenderer(
            desk.test.office, assets: JoinedRoutes.assets(desk.test.office),
            routes: JoinedRoutes.table(desk.test.office))
        for (index, vector) in Self.vectors.enumerated() {
            let isHTML = index.isMultiple(of: 2)
            var mail = try await desk.reply(to: made, vector + " Approved: $40,000 at 1.38, 9 months, weekly.")
            mail.subject = vector
            mail.from = "\"\(vector.filter { $0 != "\"" })\" <\(made.funderAddress)>"
            if isHTML { mail.lines.append("Content-Type: text/html; charset=utf-8") }
            let received = try #require(try await desk.receive(mail))
            let value = try await desk.test.caller.call(
                .get, "/messages/\(received.message)", as: desk.test.broker
            ).value
            let page = try renderer.render(
                View("replies/message", value, title: value["subject"]?.text), try Self.request(desk))
            let text = String(decoding: page, as: UTF8.self)
            let letter = text.split(separator: "<main", maxSplits: 1).last.map(String.init) ?? text
            for word in ["<script", "<img", "<svg", "<iframe", "<object", "<base", "<meta", "<style", "<math"] {
                #expect(!letter.contains(word), "\(vector): \(word)")
            }
            #expect(!letter.contains("evil.example/\""), "\(vector)")
        }
    }

    private static func request(_ desk: AnsweredOffice) throws -> Request {
        let head = RequestHead(
            method: .get, path: "/messages/x", segments: ["messages", "x"], query: Query([]), headers: Headers([]),
            cookies: Cookies([]), clientAddress: "127.0.0.1", requestID: "r")
        return Request(
            head: head, principal: desk.test.broker, pattern: "/messages/{id}", parameters: [:], value: .null,
            files: [],
            idempotencyKey: nil, bodyBytes: [])
    }
}
