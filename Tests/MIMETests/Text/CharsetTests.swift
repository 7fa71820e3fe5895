import Testing

@testable import MIME

@Suite struct CharsetTests {
    // swift-format-ignore
    private static let rows: [(declared: String?, bytes: [UInt8], text: String, defect: MessageDefect?)] = [
        (nil,             [0x47, 0x72, 0xC3, 0xBC],             "Grü",   nil),
        (nil,             [0x47, 0x72, 0xFC],                   "Grü",   .undecodableBytes),
        ("us-ascii",      [0x47, 0x72, 0xC3, 0xBC],             "Grü",   nil),
        ("utf-8",         [0x47, 0xFC, 0xDF],                   "Güß",   .undecodableBytes),
        ("utf-8",         [0xC3, 0xBC, 0xC3, 0xBC, 0xC3],       "üü\u{FFFD}", .undecodableBytes),
        ("ISO-8859-1",    [0x80, 0x93, 0xFC],                   "€“ü",   nil),
        ("'latin1'",      [0xE9],                               "é",     nil),
        ("iso-8859-15",   [0xA4],                               "€",     nil),
        ("windows-1251",  [0xCF, 0xF0],                         "Пр",    nil),
        ("koi8-r",        [0xF0, 0xD2],                         "Пр",    nil),
        ("gb2312",        [0xD6, 0xD0, 0x81, 0x40],             "中丂",  nil),
        ("gb18030",       [0x81, 0x30, 0x81, 0x30],             "\u{80}", nil),
        ("big5",          [0xA4, 0xA4],                         "中",    nil),
        ("shift_jis",     [0x93, 0xFA],                         "日",    nil),
        ("euc-jp",        [0xC6, 0xFC],                         "日",    nil),
        ("ks_c_5601-1987", [0xC7, 0xD1],                        "한",    nil),
        ("utf-7",         Array("+APw-ber".utf8),               "über",  nil),
        ("unicode-1-1-utf-7", Array("Hi +ZeVnLIqe-".utf8),      "Hi 日本語", nil),
        ("iso-2022-jp",   [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日", nil),
        (nil,             [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日", nil),
        ("utf-16le",      [0x47, 0x00, 0xFC, 0x00],             "Gü",    nil),
        ("x-martian",     [0x47, 0xC3, 0xBC],                   "Gü",    .unknownCharset),
        ("x-martian",     [0x47, 0xFC],                         "Gü",    .unknownCharset),
        ("../../etc//x",  [0x47],                               "G",     .unknownCharset),
        ("euc-jp",        [0x41, 0xFF, 0x42],                   "A\u{FFFD}B", .undecodableBytes),
    ]

    @Test(arguments: rows)
    func `C24 no charset, known or not, loses a letter in silence`(
        declared: String?, bytes: [UInt8], text: String, defect: MessageDefect?
    ) {
        let reading = Charset.decode(bytes, declared: declared)
        #expect(reading.text == text)
        #expect(reading.defect == defect)
    }
}
