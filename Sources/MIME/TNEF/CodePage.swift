/// Windows' numbers of charsets, to the names that `Charset` reads.
enum CodePage {
    /// Nil for 0, which says nothing.
    static func charset(_ number: Int) -> String? {
        switch number {
        case 0: nil
        case 1250...1258: "windows-\(number)"
        case 28591...28606: "iso-8859-\(number - 28590)"
        default: table[number] ?? "cp\(number)"
        }
    }

    // swift-format-ignore
    private static let table: [Int: String] = [
        950:   "big5",        1200:  "utf-16le",    10000: "macintosh",   20127: "us-ascii",    20866: "koi8-r",
        20932: "euc-jp",      21866: "koi8-u",      38598: "iso-8859-8",  50220: "iso-2022-jp", 50221: "iso-2022-jp",
        50222: "iso-2022-jp", 50225: "iso-2022-kr", 51932: "euc-jp",      51936: "gb18030",     51949: "euc-kr",
        52936: "hz",          54936: "gb18030",     65000: "utf-7",       65001: "utf-8",
    ]

    /// The charset of an RTF font by its `\fcharset` number; nil for the document's own.
    static func ofFont(_ number: Int) -> String? { fonts[number].flatMap(charset) }

    // swift-format-ignore
    private static let fonts: [Int: Int] = [
        77:  10000,  128: 932,    129: 949,    134: 936,    136: 950,    161: 1253,   162: 1254,   163: 1258,
        177: 1255,   178: 1256,   186: 1257,   204: 1251,   222: 874,    238: 1250,
    ]
}
