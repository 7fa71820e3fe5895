import Kernel
import People
import TestServers
import Testing

@testable import Server

/// Texts that would end a header line, in every field that reaches one.
@Suite(.serialized)
struct HeadersBrowser {
    // swift-format-ignore
    private static let mailHeaders: Set<String> = [
        "date", "from", "to", "cc", "reply-to", "subject", "message-id", "mime-version", "content-type",
        "content-transfer-encoding", "content-disposition", "user-agent", "x-mailer", "auto-submitted", "content-language",
    ]

    @Test func `J28 B15 no field of a form adds a header to the mail that is sent`() async throws {
        try await inOffice { office in
            let caller = try await office.caller([.admin])
            var applications: [String] = []
            for (number, text) in Hostile.headers.enumerated() {
                for field in ["legal_name", "trade_name", "use_of_funds"] {
                    let plain: Value = [
                        "legal_name": .string("Acme \(number) \(field) LLC"), "requested_amount": "50000",
                    ]
                    let told = try await caller.ask(
                        "POST", "/applications", plain.with(field, .string("Acme \(number)\(text)")))
                    #expect([201, 422].contains(told.status))
                    if let id = try Value(parsing: told.body)["id"]?.text { applications.append(id) }
                }
            }
            let funders = try await self.funders(caller)
            #expect(applications.count >= Hostile.headers.count && funders.count > Hostile.headers.count)
            try await upload(to: applications, caller)
            for (number, application) in applications.enumerated() {
                let funder = funders[number % funders.count]
                let told = try await caller.ask(
                    "POST", "/submissions", headers: [("Idempotency-Key", "send-\(number)")],
                    ["application": .string(application), "funders": [.string(funder)]])
                #expect(told.status < 500)
            }
            for _ in 0..<6_000 {
                let waiting: Int =
                    try await office.value("SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')") ?? 0
                if waiting == 0 { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            let mails = Self.mails(office)
            #expect(mails.count >= applications.count / 2, "\(mails.count) mails went out")
            let wrong = mails.flatMap { Self.wrong($0) }
            #expect(wrong.isEmpty, "\(wrong.prefix(10))")
            let boxes = Files.names(in: office.demo.place.outgoing)
            #expect(!boxes.contains { $0.contains("evil") }, "nothing goes to a recipient that nobody named")
        }
    }

    /// Funders, each with one field that is hostile; what is refused stays plain.
    private func funders(_ caller: Caller) async throws -> [String] {
        var funders: [String] = []
        for (number, text) in Hostile.headers.enumerated() {
            for (kind, field) in [
                ("", "name"), ("contact", "name"), ("rules", "to_emails"), ("rules", "subject_template"),
                ("rules", "file_name_template"),
            ] {
                let name = "Funder \(number) \(kind) \(field)"
                let made = try await caller.ask(
                    "POST", "/funders",
                    [
                        "name": .string(kind.isEmpty ? name + text : name),
                        "domains": [.string("f\(funders.count).example")],
                    ])
                guard let id = try Value(parsing: made.body)["id"]?.text else { continue }
                let contact: Value = [
                    "name": .string(kind == "contact" ? "Desk" + text : "Desk"),
                    "email": .string("desk@f\(funders.count).example"),
                ]
                let saved = try await caller.ask("POST", "/funders/\(id)/contact", contact)
                if saved.status >= 400 {
                    _ = try await caller.ask("POST", "/funders/\(id)/contact", contact.with("name", "Desk"))
                }
                let value =
                    field == "to_emails"
                    ? "second@f.example" + text
                    : "{{merchant.legal_name}} {{merchant.trade_name}} {{application.use_of_funds}}\(field == "name" ? "" : text)"
                let rule = field == "name" ? "subject_template" : field
                _ = try await caller.ask("POST", "/funders/\(id)/rules", ([:] as Value).with(rule, .string(value)))
                funders.append(id)
            }
        }
        return funders
    }

    private func upload(to applications: [String], _ caller: Caller) async throws {
        for (id, text) in zip(applications, Hostile.headers) {
            let told = try await caller.post(
                "/applications/\(id)/files", form: [("document", "bank_statements")],
                files: [(name: "a\(text).pdf", bytes: Array("%PDF-1.4\n%%EOF\n".utf8))])
            #expect(told.status < 500)
        }
    }

    private static func mails(_ office: OpenOffice) -> [[UInt8]] {
        let folder = office.demo.place.outgoing
        return Files.names(in: folder).flatMap { box in
            ["new", "cur"].flatMap { part in
                Files.names(in: "\(folder)/\(box)/\(part)").compactMap { Files.read("\(folder)/\(box)/\(part)/\($0)") }
            }
        }
    }

    /// Headers that nobody of ours writes, and line ends that are none; of the mail and of its parts.
    private static func wrong(_ mail: [UInt8]) -> [String] {
        var wrong: [String] = []
        var isHead = true
        var lines = 0
        for line in mail.split(separator: 10, omittingEmptySubsequences: false) {
            lines += 1
            let text = line.last == 13 ? line.dropLast() : line
            if text.contains(13) { wrong.append("a bare CR in line \(lines)") }
            if text.isEmpty {
                isHead = false
            } else if text.starts(with: Array("--fundgate".utf8)) {
                isHead = true
            } else if isHead, text.first != 32, text.first != 9 {
                let name = String(decoding: text.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
                if !mailHeaders.contains(name) { wrong.append("a header \(name)") }
            }
        }
        return wrong
    }
}
