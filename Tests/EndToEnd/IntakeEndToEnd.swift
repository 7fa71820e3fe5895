import Applications
import Intake
import Kernel
import Server
import Storage
import TestServers
import Testing

/// Applications that come by mail (A48).
@Suite struct IntakeEndToEnd {
    private static let address = "intake@harbourstreet.example"

    private func office() async throws -> TestOffice {
        try await TestOffice { folder in
            var files = TestOffice.localMaildirs(folder)
            files["intake"] = [
                "address": .string(Self.address),
                "receive": ["source": "maildir", "folder": .string("\(folder)/intake"), "purpose": "intake"],
            ]
            return files
        }
    }

    private func mail(_ id: String, _ subject: String, _ parts: [(name: String, body: String)]) -> [UInt8] {
        var text = """
            From: Partner <partner@brokerage.example>\r
            To: \(Self.address)\r
            Subject: \(subject)\r
            Message-ID: <\(id)@brokerage.example>\r
            MIME-Version: 1.0\r
            Content-Type: multipart/mixed; boundary=b\r
            \r
            --b\r
            Content-Type: text/plain\r
            \r
            Please take a look.\r

            """
        for part in parts {
            text += """
                --b\r
                Content-Type: application/octet-stream; name="\(part.name)"\r
                Content-Disposition: attachment; filename="\(part.name)"\r
                \r
                \(part.body)\r

                """
        }
        return Array((text + "--b--\r\n").utf8)
    }

    private func receive(_ mails: [[UInt8]], _ test: TestOffice) async throws {
        let box = LocalMaildir(path: "\(test.folder.path)/intake")
        for (number, bytes) in mails.enumerated() { try box.deliver(bytes, number: number) }
        try await test.fetch()
    }

    private func items(_ test: TestOffice, _ state: String = "open") async throws -> [Value] {
        try await test.caller.call(.get, "/intake?state=\(state)", as: test.broker)["items"]?.list ?? []
    }

    private static let pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"

    @Test func `A48 a mail with PDFs becomes one application with its files, and only once`() async throws {
        let test = try await office()
        let bytes = mail(
            "1", "Fwd: New deal - Quarry Row Masonry LLC",
            [
                ("Application.pdf", Self.pdf), ("Bank statement.pdf", Self.pdf + " "), ("virus.exe", "MZ"),
                ("broken.pdf", "no PDF"),
            ])
        // The same mail twice is one.
        try await receive([bytes, bytes], test)
        #expect(try await test.count("application") == 0, "nothing is made without a person")
        let waiting = try await items(test)
        #expect(waiting.count == 1)
        let id = try #require(waiting.first?["id"]?.text)
        let shown = try await test.caller.call(.get, "/intake/\(id)", as: test.broker)
        #expect(shown["proposed_name"]?.text == "Quarry Row Masonry LLC")
        #expect(
            shown["papers"]?.list?.compactMap { $0["document"]?.text } == ["application", "bank_statements", "other"])

        let form: Value = ["legal_name": "Quarry Row Masonry LLC", "state": "NY"]
        let made = try await test.caller.call(.post, "/intake/\(id)/application", form, as: test.broker)
        #expect(made.status == 201 && made["files"]?.integer == 2)
        #expect(made["left_out"]?.list?.compactMap(\.text) == ["broken.pdf"])
        await #expect(throws: (any Error).self) {
            _ = try await test.caller.call(.post, "/intake/\(id)/application", form, as: test.broker)
        }
        #expect(try await test.count("application") == 1)
        #expect(try await test.count("application_file WHERE document IN ('application', 'bank_statements')") == 2)
        #expect(try await items(test).isEmpty)
        #expect(try await items(test, "made").count == 1)
        // What answers funders' mails has not seen it.
        #expect(try await test.count("review_item") == 0)
    }

    @Test func `A48 the rows of a table that came by mail are imported, each with its answer`() async throws {
        let test = try await office()
        let csv = "legal_name,state,source_system,external_id\nHeron Tile LLC,NY,crm,1\nElm Gym Inc,NJ,crm,2"
        let wrong = "[{\"legal_name\": \"\", \"state\": \"ZZ\"}]"
        let one = "[{\"legal_name\": \"Oak Cafe LLC\", \"state\": \"NY\"}]"
        try await receive(
            [
                mail("1", "two", [("rows.csv", csv)]), mail("2", "wrong", [("rows.json", wrong)]),
                mail("3", "one", [("row.json", one), ("App.pdf", Self.pdf)]), mail("4", "nothing", []),
            ], test)
        let waiting = try await items(test)
        #expect(waiting.count == 4)
        func id(_ subject: String) throws -> String {
            try #require(waiting.first { $0["subject"]?.text == subject }?["id"]?.text)
        }
        let two = try await test.caller.call(.post, "/intake/\(try id("two"))/import", as: test.broker)
        #expect(two["counts"]?["created"]?.integer == 2, "\(two.value.json)")
        let refused = try await test.caller.call(.post, "/intake/\(try id("wrong"))/import", as: test.broker)
        #expect(refused["counts"]?["refused"]?.integer == 1)
        _ = try await test.caller.call(.post, "/intake/\(try id("one"))/import", as: test.broker)
        #expect(try await test.count("application") == 3)
        #expect(try await test.count("application_file") == 1)
        await #expect(throws: IntakeRefusal.self) {
            _ = try await test.caller.call(.post, "/intake/\(try id("nothing"))/import", as: test.broker)
        }
        // What was wrong still waits, and can be put away and taken out again.
        #expect(Set(try await items(test).compactMap { $0["subject"]?.text }) == ["wrong", "nothing"])
        let away = try id("nothing")
        _ = try await test.caller.call(.post, "/intake/\(away)/dismissal", as: test.broker)
        #expect(try await items(test).count == 1)
        _ = try await test.caller.call(.post, "/intake/\(away)/reopening", as: test.broker)
        #expect(try await items(test).count == 2)
        #expect(try await Program.run("replay", office: test).status == 0, "\(test.log.suffix(600))")
    }
}
