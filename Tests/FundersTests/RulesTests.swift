import Classification
import Kernel
import People
import Storage
import Testing
import Web

@testable import Funders

@Suite struct RulesTests {
    @Test func `A07 a funder has one contact with one address`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        let made = try await desk.post("\(path)/contact", ["email": "Ann@RAPID.example", "name": "Ann"])
        #expect(made["email"] == "Ann@rapid.example")
        #expect(try await code { try await desk.post("\(path)/contact", ["email": "b@c.example"]) } == "contact_exists")
        let changed = try await desk.post("\(path)/contact", ["email": "b@c.example", "version": 1])
        #expect(changed["email"] == "b@c.example" && changed["version"] == 2)
        #expect(
            try await code { try await desk.post("\(path)/contact", ["email": "b@c.example", "version": 1]) }
                == "changed_meanwhile")
        for email in ["", "no at", "a@b.example, c@d.example", "a@b.example\r\nBcc: x@y.example"] {
            let body: Value = ["email": Value(email), "version": 2]
            #expect(try await code { try await desk.post("\(path)/contact", body) } != nil, "\(email)")
        }
    }

    // swift-format-ignore
    @Test(arguments: [
        // contact, to, cc, excludes contact, expected To, expected CC
        ("c@f.example", [],                             [],                             false, ["c@f.example"],                ""),
        ("c@f.example", ["desk@f.example"],             ["ae@f.example"],               false, ["desk@f.example", "c@f.example"], "ae@f.example"),
        ("c@f.example", ["desk@f.example"],             [],                             true,  ["desk@f.example"],             ""),
        ("c@f.example", ["desk@f.example", "C@F.example"], [],                          false, ["desk@f.example", "C@f.example"], ""),
        ("c@f.example", ["desk@f.example"],             ["C@f.example"],                false, ["desk@f.example"],             "C@f.example"),
        (nil,           ["a@f.example", "A@F.example"], ["a@f.example", "b@f.example"], false, ["a@f.example"],                "b@f.example"),
    ] as [(String?, [String], [String], Bool, [String], String)])
    func `A08 A10 To and CC are gathered without doubles, and rules go before the contact`(
        contact: String?, to: [String], cc: [String], isExcluded: Bool, expectedTo: [String], expectedCC: String
    ) async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        if let contact { _ = try await desk.post("\(path)/contact", ["email": Value(contact)]) }
        _ = try await desk.post(
            "\(path)/rules",
            [
                "to_emails": .list(to.map { Value($0) }), "cc_emails": .list(cc.map { Value($0) }),
                "excludes_contact": Value(isExcluded),
            ])
        let recipients = try await desk.dossier(path).recipients()
        #expect(recipients.to == expectedTo && recipients.cc.joined(separator: " ") == expectedCC)
    }

    @Test func `A08 at most 20 addresses each, the contact among them`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        let many = (1...20).map { Value("a\($0)@f.example") }
        _ = try await desk.post("\(path)/rules", ["to_emails": .list(many), "cc_emails": "x@f.example\ny@f.example"])
        let contact: Value = ["email": "one.more@f.example"]
        #expect(try await code { try await desk.post("\(path)/contact", contact) } == "too_many_recipients")
        let more: Value = ["to_emails": .list(many + ["b@f.example"]), "version": 1]
        #expect(try await code { try await desk.post("\(path)/rules", more) } == "too_many")
    }

    @Test func `A12 a funder with neither rules nor contact cannot be selected`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        #expect(try await desk.dossier(path).block(sentInWeek: 0, at: desk.clock.now()) == .noRecipient)
        #expect(try await desk.show(path)["block_reason"]?.text?.contains("neither") == true)
        _ = try await desk.post("\(path)/contact", ["email": "a@f.example"])
        #expect(try await desk.dossier(path).block(sentInWeek: 0, at: desk.clock.now()) == nil)
    }

    @Test func `A09 rules are one per channel and change by version`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        let first = try await desk.post("\(path)/rules", ["to_emails": ["a@f.example"]])
        #expect(first["version"] == 1)
        let body: Value = ["to_emails": ["b@f.example"]]
        #expect(try await code { try await desk.post("\(path)/rules", body) } == "changed_meanwhile")
        let second = try await desk.post("\(path)/rules", body.adding("version", 1))
        #expect(second["id"] == first["id"] && second["version"] == 2 && second["to_emails"] == ["b@f.example"])
    }

    @Test(arguments: [
        ("subject_template", "Deal {{merchant.legal_name}} ({{application.reference}})", nil),
        ("subject_template", "Deal {{merchant.ssn}}", "unknown_variable"),
        ("subject_template", "Deal {{merchant.legal_name", "malformed_template"),
        ("subject_template", "Deal {{>other}}", "unknown_partial"),
        ("body_template", "{{#documents}}- {{label}}\n{{/documents}}", nil),
        ("body_template", "{{password}}", "unknown_variable"),
        ("file_name_template", "{{merchant.legal_name}} {{document.label}}", nil),
        ("file_name_template", "{{broker.email}}", "unknown_variable"),
    ])
    func `A11 a template may use the closed list of variables only`(
        field: String, source: String, expected: String?
    ) async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        let body = Value.object(Value.Fields()).adding(field, Value(source))
        #expect(try await code { try await desk.post("\(path)/rules", body) } == expected)
    }

    @Test func `A11 a hole without a value is refused, and a file's name is harmless`() throws {
        let values: Value = ["merchant": ["legal_name": "A/B: \"C\"\r\nX"], "document": ["label": "Statements"]]
        #expect(throws: (any Error).self) { try MailVariables.line("{{application.reference}}", values) }
        #expect(try MailVariables.line("{{merchant.legal_name}}", values) == "A/B: \"C\"  X")
        let name = try MailVariables.fileName("{{merchant.legal_name}} {{document.label}}", ending: "pdf", values)
        #expect(name == "A-B- -C-  X Statements.pdf")
    }

    @Test func `D01 the lookup of decline reasons is the project's label list`() async throws {
        let desk = try await Desk()
        let items = try await desk.show("/decline-reasons")["items"]?.list ?? []
        let rows = items.map { [$0["code"]?.text, $0["label"]?.text, $0["category"]?.text] }
        let labels = DeclineReason.allCases.map { [$0.rawValue, $0.label, $0.category.rawValue] as [String?] }
        #expect(rows == labels && rows.count >= 20)
        await #expect(throws: StorageFault.self) {
            try await desk.database.write {
                try $0.run("INSERT INTO decline_reason (id, code, label, category) VALUES (99, 'other', 'x', 'y')")
            }
        }
    }
}
