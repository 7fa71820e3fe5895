import Kernel
import People
import Storage
import Testing

@testable import Server

/// Texts that would run as script, stored in every text field and received in mails.
@Suite(.serialized)
struct VectorsBrowser {
    @Test func `K16 no page shows a stored text as markup`() async throws {
        try await inOffice { office in
            let store = VectorStore(office: office, caller: try await office.caller([.admin]))
            try await store.fill()
            var wrong: [String] = []
            let paths = try await store.paths()
            for path in paths {
                let told = try await store.caller.get(path)
                let foreign = Markup(told.body).foreign
                if told.status >= 500 || !foreign.isEmpty {
                    wrong.append("\(path): \(told.status) \(foreign.prefix(3))")
                }
            }
            #expect(wrong.isEmpty, "\(wrong.prefix(12).joined(separator: "\n"))")
            #expect(paths.count > 150)
            try await attachments(store)
            if Driver.isThere { try await inChromium(office, paths) }
        }
    }

    /// What came with a mail is saved, never shown (K15).
    private func attachments(_ store: VectorStore) async throws {
        let id: String = try #require(
            try await store.office.value(
                "SELECT message_id FROM message_attachment WHERE content_type = 'text/html' LIMIT 1"))
        let told = try await store.caller.get("/messages/\(id)/attachments/1")
        #expect(told.status == 200)
        #expect(told["x-content-type-options"] == "nosniff")
        #expect(told["content-disposition"]?.hasPrefix("attachment") == true)
        let source = try await store.caller.get("/messages/\(id)/source")
        #expect(source["content-disposition"]?.hasPrefix("attachment") == true)
        #expect(source["x-content-type-options"] == "nosniff")
    }

    private func inChromium(_ office: OpenOffice, _ paths: [String]) async throws {
        try await inBrowser(office, as: office.password) { browser in
            // Every kind of page, and of each kind several.
            for path in paths.enumerated().filter({ $0.offset % 9 == 0 || !$0.element.dropFirst().contains("/") }).map(
                \.element)
            {
                try await browser.go(path)
                // An alert that were open would make this fail.
                let injected = try await browser.evaluate(
                    """
                    return [...document.querySelectorAll("script, x-injected, iframe, svg, style, [onerror], [onload], [onfocus]")]
                      .filter((element) => !(element.src || "").startsWith(location.origin + "/assets/"))
                      .map((element) => element.outerHTML.slice(0, 80));
                    """)
                #expect(injected == [], "\(path)")
            }
            let complaints = try await browser.complaints().filter { !$0.contains("status of 4") }
            #expect(complaints == [])
        }
    }
}

/// Puts the vectors into the office.
struct VectorStore {
    let office: OpenOffice
    let caller: Caller

    func fill() async throws {
        let funders = try await applicationsAndFunders()
        try await people()
        try await receive(funders)
        for _ in 0..<6_000 {
            let count: Int =
                try await office.value(
                    "SELECT count(*) FROM message WHERE direction = 'in' AND message_key LIKE 'vector%'") ?? 0
            if count >= 20 { break }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private func applicationsAndFunders() async throws -> [String] {
        var funders: [String] = []
        for batch in 0..<20 {
            // A text with a null is refused; without it it is stored.
            let text = Hostile.vectors[(batch * 10)..<(batch * 10 + 10)].map { vector in
                Value.string(String(String.UnicodeScalarView(vector.unicodeScalars.filter { $0.value > 0 })))
            }
            let made = try await caller.ask(
                "POST", "/applications",
                [
                    "legal_name": text[0], "trade_name": text[1], "industry_name": text[2], "street": text[3],
                    "city": text[4], "use_of_funds": text[5], "website": text[9], "requested_amount": "50000",
                    "owners": [["name": text[6], "title": text[7], "address": text[8]]],
                    "advances": [["funder": text[0]]],
                ])
            #expect(made.status == 201, "\(made.text)")
            let application = try Value(parsing: made.body)["id"] ?? .null
            let funder = try await caller.ask(
                "POST", "/funders",
                [
                    "name": .string("\(batch) \(text[1].text ?? "")"), "typical_terms": text[2],
                    "domains": [.string("v\(batch).example")],
                ])
            #expect(funder.status == 201, "\(funder.text)")
            let id = try Value(parsing: funder.body)["id"]?.text ?? ""
            funders.append(id)
            for (noun, body) in [
                ("contact", ["name": text[3], "email": .string("desk@v\(batch).example")]),
                ("notes", ["text": text[4]]),
                ("calls", ["note": text[5]]), ("rules", ["subject_template": text[6], "body_template": text[7]]),
            ] as [(String, Value)] {
                _ = try await caller.ask("POST", "/funders/\(id)/\(noun)", body)
            }
            _ = try await caller.ask(
                "POST", "/submissions", headers: [("Idempotency-Key", "vector-\(batch)")],
                ["application": application, "funders": [.string(id)], "override_reason": text[8]])
            _ = try await caller.ask(
                "POST", "/funders/\(id)/status", ["status": "paused", "reason": text[9], "version": 1])
        }
        return funders
    }

    private func people() async throws {
        for (number, vector) in Hostile.vectors.prefix(10).enumerated() {
            _ = try await caller.ask(
                "POST", "/users",
                ["email": .string("v\(number)@x.example"), "name": .string(vector), "roles": ["broker"]])
        }
    }

    /// Mails whose subject, sender, text and file names are vectors; every other one answers a mail of ours.
    private func receive(_ funders: [String]) async throws {
        for number in 0..<20 {
            let text = Hostile.vectors[(number * 10)..<(number * 10 + 10)].map { vector in
                String(String.UnicodeScalarView(vector.unicodeScalars.filter { $0.value > 0 }))
            }
            let key: String? =
                number.isMultiple(of: 2)
                ? try await office.value(
                    "SELECT message_key FROM message WHERE direction = 'out' ORDER BY id DESC LIMIT 1") : nil
            let mail = """
                From: "\(text[0].replacing("\\", with: "").replacing("\"", with: "\\\""))" <desk@v\(number).example>
                To: \(DemoOffice.address)
                Subject: \(text[1])
                Message-ID: <vector\(number)@v\(number).example>
                Date: Sat, 21 Nov 2026 01:00:00 +0000
                MIME-Version: 1.0\(key.map { "\nIn-Reply-To: <\($0)>" } ?? "")
                Content-Type: multipart/mixed; boundary=cut

                --cut
                Content-Type: text/plain; charset=utf-8

                \(text[2]) \(text[3])
                Decline: \(text[4])
                --cut
                Content-Type: text/html; name="\(text[5].replacing("\\", with: "").replacing("\"", with: "\\\""))"
                Content-Disposition: attachment

                \(text[6])
                --cut--

                """
            let path = "\(office.demo.place.incoming)/new/vector\(number)"
            try LocalFile.write(Array(mail.utf8), to: path)
        }
    }

    /// Pages of everything that bears a vector, and pages that are asked for with one.
    func paths() async throws -> [String] {
        // swift-format-ignore
        let kinds: [(before: String, after: String, ids: SQL)] = [
            ("/applications/",                 "",            "SELECT id FROM application ORDER BY id DESC LIMIT 20"),
            ("/applications/",                 "/edit",       "SELECT id FROM application ORDER BY id DESC LIMIT 20"),
            ("/submit-to-funders?application=", "",           "SELECT id FROM application ORDER BY id DESC LIMIT 6"),
            ("/funders/",                      "",            "SELECT id FROM funder ORDER BY id DESC LIMIT 20"),
            ("/funders/",                      "/edit",       "SELECT id FROM funder ORDER BY id DESC LIMIT 20"),
            ("/submissions/",                  "",            "SELECT id FROM submission ORDER BY id DESC LIMIT 20"),
            ("/outbox/",                       "",            "SELECT id FROM outbox ORDER BY id DESC LIMIT 20"),
            ("/messages/",                     "",            "SELECT id FROM message ORDER BY id DESC LIMIT 30"),
            ("/review/",                       "",            "SELECT id FROM review_item ORDER BY id DESC LIMIT 20"),
            ("/users/",                        "",            "SELECT id FROM person ORDER BY id DESC LIMIT 10"),
        ]
        var paths = [
            "/", "/applications", "/applications/recent", "/funders", "/submissions", "/inbox", "/review", "/outbox",
            "/outbox?state=sent", "/users", "/submit-to-funders",
        ]
        for (before, after, sql) in kinds {
            let ids: [String] = try await office.office.database.read { try $0.rows(sql).map { try $0.first() } }
            paths += ids.map { before + $0 + after }
        }
        for vector in Hostile.vectors.prefix(15).map({ Caller.escaped($0) }) {
            paths += [
                "/applications?q=\(vector)", "/sign-in?next=\(vector)", "/submissions?status=\(vector)",
                "/nothing/\(vector)",
            ]
        }
        return paths
    }
}
