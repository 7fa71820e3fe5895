import Testing

@testable import MIME

@Suite struct AddressListTests {
    // swift-format-ignore
    private static let rows: [(header: String, expected: String)] = [
        // header                                                       name <address> | ...
        ("Ann Lee <ann@funder.example>",                                "Ann Lee <ann@funder.example>"),
        ("ann@funder.example (Ann Lee)",                                "Ann Lee <ann@funder.example>"),
        ("\"Lee, Ann\" <ann@funder.example>, bo@funder.example",        "Lee, Ann <ann@funder.example> | - <bo@funder.example>"),
        ("ann@funder.example <ann@funder.example>",                     "ann@funder.example <ann@funder.example>"),
        ("'Ann' <mailto:ann@funder.example>",                           "'Ann' <ann@funder.example>"),
        ("Desk: ann@funder.example, Bo <bo@funder.example>; c@d.example", "- <ann@funder.example> | Bo <bo@funder.example> | - <c@d.example>"),
        ("undisclosed-recipients:;",                                    ""),
        ("Ann <ann@funder.example> Bo <bo@funder.example>",             "Ann <ann@funder.example> | Bo <bo@funder.example>"),
        ("Ann <ann@funder.example",                                     "Ann <ann@funder.example>"),
        ("Ann <ann@funder.example, Bo <bo@funder.example>",             "Ann <ann@funder.example> | Bo <bo@funder.example>"),
        ("<@relay.example:ann@funder.example>",                         "- <ann@funder.example>"),
        ("ann @ funder . example",                                      "- <ann@funder.example>"),
        ("=?utf-8?q?J=C3=B6rg?= <j@funder.example>",                    "Jörg <j@funder.example>"),
        ("\"=?utf-8?b?SsO2cmc=?=\" <j@funder.example>",                 "Jörg <j@funder.example>"),
        ("\"O\\\"Neil\" <o@funder.example>",                            "O\"Neil <o@funder.example>"),
        ("ann@[IPv6:2001:db8::1]",                                      "- <ann@[IPv6:2001:db8::1]>"),
        ("<>",                                                          ""),
        (",, ,",                                                        ""),
        ("postmaster",                                                  "- <postmaster>"),
    ]

    @Test(arguments: rows)
    func `C03 address headers are read with names, groups and what is broken`(header: String, expected: String) {
        let found = AddressList.parse(Array(header.utf8)).map { "\($0.name ?? "-") <\($0.address)>" }
        #expect(found.joined(separator: " | ") == expected)
    }

    @Test func `a header of eight thousand colons, brackets or quotes is read in linear time`() {
        for sign in [":", "<", "(", "\"", "a:<", "=?", "@ ", "a,"] {
            _ = AddressList.parse(Array(String(repeating: sign, count: 8_000).utf8))
        }
    }

    @Test func `the domain is in lower case and what lacks one has none`() {
        #expect(MailAddress(address: "Ann@Funder.EXAMPLE").domain == "funder.example")
        #expect(MailAddress(address: "postmaster").domain == nil)
    }
}
