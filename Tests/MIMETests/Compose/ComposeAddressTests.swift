import MIME
import Testing

struct ComposeAddressTests {
    // swift-format-ignore
    @Test(arguments: [
        ("bob@funder.example",              "bob@funder.example"),
        ("Bob.Smith@Funder.EXAMPLE",        "Bob.Smith@funder.example"),
        ("a+b=c@x-y.example",               "a+b=c@x-y.example"),
        ("\"two words\"@funder.example",    "\"two words\"@funder.example"),
        ("\"a@b\"@funder.example",          "\"a@b\"@funder.example"),
        ("o'neil@localhost",                "o'neil@localhost"),
        ("jürgen@bücher.example",           "jürgen@bücher.example"),
    ])
    func `an address that SMTP takes is taken`(_ text: String, _ written: String) throws {
        let address = try MailboxAddress(text)
        #expect(address.address == written)
        #expect(address.needsSMTPUTF8 == !written.utf8.allSatisfy { $0 < 128 })
    }

    // swift-format-ignore
    @Test(arguments: [
        ("",                                     AddressRefusal.empty),
        ("bob",                                  .noDomain),
        ("@funder.example",                      .localPart),
        ("@a.example,@b.example:c@d.example",    .localPart),
        ("a..b@funder.example",                  .localPart),
        (".a@funder.example",                    .localPart),
        ("a.@funder.example",                    .localPart),
        ("a b@funder.example",                   .localPart),
        ("a@b@funder.example",                   .localPart),
        ("\"a@funder.example",                   .localPart),
        ("\"a\"b\"@funder.example",              .localPart),
        ("\"a\\\"@funder.example",               .localPart),
        ("Bob <bob@funder.example>",             .localPart),
        ("bob@",                                 .domain),
        ("bob@funder..example",                  .domain),
        ("bob@-funder.example",                  .domain),
        ("bob@funder_x.example",                 .domain),
        ("bob@[127.0.0.1]",                      .domain),
        ("bob@funder.example.",                  .domain),
        ("bob@funder.example>",                  .domain),
        ("bob@funder.example\r\nBcc: x@y",       .controlCharacter),
        ("bob\u{0}@funder.example",              .controlCharacter),
        ("bob\u{202E}@funder.example",           .controlCharacter),
        ("bob\u{A0}@funder.example",             .controlCharacter),
    ])
    func `an address that SMTP would not take is refused`(_ text: String, _ refusal: AddressRefusal) {
        #expect(throws: refusal) { try MailboxAddress(text) }
    }

    @Test func `lengths and names are checked`() throws {
        let label = String(repeating: "d", count: 60)
        #expect(throws: AddressRefusal.localPart) {
            try MailboxAddress(String(repeating: "a", count: 65) + "@b.example")
        }
        #expect(throws: AddressRefusal.domain) {
            try MailboxAddress("a@" + String(repeating: "d", count: 64) + ".example")
        }
        #expect(throws: AddressRefusal.tooLong) {
            try MailboxAddress("abcdefghijkl@\(label).\(label).\(label).\(label)")
        }
        #expect(throws: AddressRefusal.lineEndInName) { try MailboxAddress("a@b.example", name: "x\ny") }
        #expect(try MailboxAddress("desk@broker.example").tagged("abc").address == "desk+abc@broker.example")
    }
}
