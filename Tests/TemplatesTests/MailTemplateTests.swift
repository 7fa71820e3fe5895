import Kernel
import Testing

@testable import Templates

@Suite struct MailTemplateTests {
    static let source = """
        Subject: {{merchant.name}}: {{amount}}
        X-Note:\tfixed

        Dear {{funder}},

        {{#note}}Note: {{note}}
        {{/note}}
        -- {{> sign}}

        """
    static let context: Value = [
        "merchant": ["name": "Müller & Söhne"], "amount": "$85,000", "funder": "Capital \"One-off\"", "note": "",
    ]

    static func partials() throws -> Template.Partials {
        let sign = try Template("The desk\n", name: "sign")
        return { name, _ in name == "sign" ? sign : nil }
    }

    @Test func `a mail is header lines, an empty line and the body`() throws {
        let mail = try MailTemplate(Self.source, name: "mail/application")
        let filled = try mail.render(Self.context, partials: Self.partials())
        #expect(filled.fields.map(\.name) == ["Subject", "X-Note"])
        #expect(filled["subject"] == "Müller & Söhne: $85,000")
        #expect(filled["X-Note"] == "fixed")
        #expect(String(decoding: filled.body, as: UTF8.self) == "Dear Capital \"One-off\",\n\n-- The desk\n\n")
        #expect(mail.holes.map(\.name) == ["merchant.name", "amount", "funder", "note", "note"])
    }

    @Test(arguments: ["a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\u{0}b", "a\r\n\r\nbody"])
    func `a value cannot begin another header line`(value: String) throws {
        let filled = try MailTemplate("Subject: {{v}}{{{v}}}{{> p}}\n\n{{v}}", name: "m").render(
            ["v": .string(value)], partials: { [part = try Template("{{v}}\n{{v}}", name: "p")] _, _ in part })
        let subject = try #require(filled["Subject"])
        #expect(filled.fields.count == 1)
        #expect(subject.utf8.allSatisfy { $0 >= 32 && $0 != 127 })
        #expect(String(decoding: filled.body, as: UTF8.self) == value)
    }

    @Test(arguments: ["Subject: {{gone}}\n\nx", "Subject: x\n\n{{gone}}"])
    func `A11 a mail with an empty hole is never filled`(source: String) throws {
        for context: Value in [[:], ["gone": nil], ["gone": ""]] {
            let error = #expect(throws: TemplateError.self) { try MailTemplate(source, name: "m").render(context) }
            #expect(error?.problem == .valueless("gone"))
        }
    }

    @Test func `A11 an unknown variable is refused in header and body, with its line in the file`() throws {
        let allowed: Set = ["merchant.name", "amount", "note"]
        let error = #expect(throws: TemplateError.self) {
            try MailTemplate(Self.source, name: "mail/application").check(allowed: allowed, partials: Self.partials())
        }
        #expect(error?.code == "unknown_variable")
        #expect(error?.line == 4)
        let inHeader = #expect(throws: TemplateError.self) {
            try MailTemplate("X: 1\nSubject: {{b}}\n\n", name: "m").check(allowed: [])
        }
        #expect(inHeader?.line == 2)
    }

    @Test(arguments: ["no field\n\nbody", ": x\n\n", "Sub ject: x\n\n", "{{#a}}X: y\n\n{{/a}}", "X: y\n folded\n\n"])
    func `a header that is none is refused`(source: String) {
        let error = #expect(throws: TemplateError.self) { try MailTemplate(source, name: "m") }
        #expect(error?.problem == .noField)
    }

    @Test func `a library reads files that end in mail as mails`() throws {
        let scratch = try LibraryTests.Scratch([
            "mail/a.mail": Self.source, "mail/sign.txt": "x", "mail/plain.txt": "y",
        ])
        let library = try TemplateLibrary(folder: scratch.path)
        #expect(try library.mail("mail/a", Self.context)["Subject"] == "Müller & Söhne: $85,000")
        let error = #expect(throws: TemplateError.self) { try library.mail("mail/plain", [:]) }
        #expect(error?.problem == .noMail)
        let broken = try LibraryTests.Scratch(["mail/b.mail": "body only"])
        #expect(throws: TemplateError.self) { try TemplateLibrary(folder: broken.path) }
    }
}
