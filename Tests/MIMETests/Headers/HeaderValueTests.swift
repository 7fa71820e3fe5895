import Testing

@testable import MIME

@Suite struct HeaderValueTests {
    // swift-format-ignore
    private static let words: [(raw: String, expected: String)] = [
        ("Plain subject",                                               "Plain subject"),
        (" folded\r\n\tsubject ",                                       "folded\tsubject"),
        ("=?utf-8?b?w7w=?= =?utf-8?b?w7x4?=",                           "üüx"),
        ("=?utf-8?q?=C3?= =?utf-8?q?=BC?=",                             "ü"),
        ("=?utf-8?B?w7w=?=\r\n =?iso-8859-1?Q?=FC?=",                   "üü"),
        ("a =?utf-8?q?b?= c =?utf-8?q?d?=",                             "a b c d"),
        ("=?utf-8*en?q?one_word?=",                                     "one word"),
        ("=?utf-8?q?with space?=",                                      "with space"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=",                          "日本"),
        ("=?gb2312?B?1tDOxA==?=",                                       "中文"),
        ("=?us-ascii?q?caf=E9?=",                                       "café"),
        ("=?x-none?q?caf=C3=A9?=",                                      "café"),
        ("=?utf-8?q?open",                                              "=?utf-8?q?open"),
        ("=?utf-8?z?what?=",                                            "=?utf-8?z?what?="),
        ("2 =? 3",                                                      "2 =? 3"),
    ]

    @Test(arguments: words)
    func `C02 encoded words are decoded without losing a letter`(raw: String, expected: String) {
        #expect(EncodedWords.decode(raw.utf8) == expected)
    }

    @Test func `bytes above 127 without encoded words are UTF-8, else windows-1252`() {
        #expect(EncodedWords.decode(Array("Grüße".utf8)) == "Grüße")
        #expect(EncodedWords.decode([0x47, 0x72, 0xFC, 0xDF, 0x65]) == "Grüße")
    }

    // swift-format-ignore
    private static let names: [(raw: String, parameter: String, expected: String)] = [
        ("attachment; filename=\"offer.pdf\"",                          "filename", "offer.pdf"),
        ("attachment; filename=my offer.pdf",                           "filename", "my offer.pdf"),
        ("attachment; filename=my offer.pdf; size=3",                   "filename", "my offer.pdf"),
        ("attachment; filename*=utf-8''%C3%BCber.pdf",                  "filename", "über.pdf"),
        ("attachment; filename=\"uber.pdf\"; filename*=utf-8''%C3%BCber.pdf", "filename", "über.pdf"),
        ("attachment; filename*0*=utf-8''%C3%BC; filename*1=\"ber \"; filename*2*=%E4%B8%AD.pdf", "filename", "über 中.pdf"),
        ("attachment; filename*1=b.pdf; filename*0=a",                  "filename", "ab.pdf"),
        ("attachment; filename*0*=utf-8''%E4%B8; filename*1*=%AD.pdf",  "filename", "中.pdf"),
        ("attachment; filename=\"=?utf-8?q?=C3=BCber.pdf?=\"",          "filename", "über.pdf"),
        ("attachment; filename=\"=?utf-8?b?w7w=?=\r\n =?utf-8?b?w7wucGRm?=\"", "filename", "üü.pdf"),
        ("attachment; filename=\"a\\\"b\\\\c.pdf\"",                    "filename", "a\"b\\c.pdf"),
        ("application/pdf\r\n name=\"offer.pdf\"",                      "name",     "offer.pdf"),
        ("text/plain; charset = us-ascii (as ever)",                    "charset",  "us-ascii"),
    ]

    @Test(arguments: names)
    func `B16 names of files are read in every form that mailers write`(
        raw: String, parameter: String, expected: String
    ) {
        #expect(ContentParameters(Array(raw.utf8))[parameter] == expected)
    }

    @Test func `a long name in 40 pieces is joined in the order of their numbers`() {
        let pieces = (0..<40).reversed().map { "name*\($0)*=\($0 == 0 ? "utf-8''" : "")\($0 % 10)%C3%BC" }
        let parameters = ContentParameters(Array("application/pdf; \(pieces.joined(separator: ";\r\n "))".utf8))
        #expect(parameters["name"] == (0..<40).map { "\($0 % 10)ü" }.joined())
        #expect(parameters.value == "application/pdf")
    }

    // swift-format-ignore
    private static let identifiers: [(raw: String, expected: [String])] = [
        ("<a.B@c.example>",                         ["a.B@c.example"]),
        (" < a.B@c.\r\n example > ",                ["a.B@c.example"]),
        ("<a@c.example> <b@c.example>",             ["a@c.example", "b@c.example"]),
        ("<a@c.example>,<b@c.example>",             ["a@c.example", "b@c.example"]),
        ("a@c.example",                             ["a@c.example"]),
        ("Your message of Tuesday <a@c.example>",   ["a@c.example"]),
        ("<<a@c.example>>",                         ["a@c.example"]),
        ("<>",                                      []),
        ("",                                        []),
        ("no id at all",                            []),
    ]

    @Test(arguments: identifiers)
    func `C02 message ids lose brackets and white space, keep their case, and empty ones are none`(
        raw: String, expected: [String]
    ) {
        #expect(MessageIDHeader.parse(Array(raw.utf8)) == expected)
        #expect(MessageIDHeader.normalised(raw) == expected.first)
    }

    // swift-format-ignore
    private static let dates: [(raw: String, expected: String?)] = [
        ("Fri, 20 Nov 2026 22:22:00 +0100",         "2026-11-20T21:22:00Z"),
        ("20 Nov 26 21:22 GMT",                     "2026-11-20T21:22:00Z"),
        ("Fri, 20 Nov 2026 16:22:00 EST",           "2026-11-20T21:22:00Z"),
        ("Fri Nov 20 21:22:00 2026",                "2026-11-20T21:22:00Z"),
        ("Fri, 20-Nov-2026 21:22:00 UTC",           "2026-11-20T21:22:00Z"),
        ("2026-11-20T22:22:00+01:00",               "2026-11-20T21:22:00Z"),
        ("Fri, 20 November 2026 9:22 PM",           "2026-11-20T21:22:00Z"),
        ("Fri, 20 Nov 2026 21:22:00 -0000 (UTC)",   "2026-11-20T21:22:00Z"),
        ("Fri, 20 Nov 2026 22:22:00 GMT+0100",      "2026-11-20T21:22:00Z"),
        ("Fri, 31 Nov 2026 21:22:00 +0000",         nil),
        ("20 Nov",                                  nil),
        ("soon",                                    nil),
    ]

    @Test(arguments: dates)
    func `dates are read in the forms that mail bears, or not at all`(raw: String, expected: String?) {
        #expect(DateHeader.parse(Array(raw.utf8))?.description == expected)
    }
}
