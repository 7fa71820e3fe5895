/// The charsets of an RTF document's fonts.
struct RTFFonts {
    private var document = "windows-1252"
    private var charsets: [Int: String] = [:]

    mutating func declare(codePage: Int) {
        if let charset = CodePage.charset(codePage) { document = charset }
    }

    /// `number` is a `\fcharset`.
    mutating func declare(_ font: Int?, _ number: Int) {
        if let font, let charset = CodePage.ofFont(number) { charsets[font] = charset }
    }

    func charset(_ font: Int?) -> String { font.flatMap { charsets[$0] } ?? document }
}

/// RTF control words that give a sign, and those that open what is not the text.
enum RTFWords {
    // swift-format-ignore
    static let signs: [String: Unicode.Scalar] = [
        "par":       "\n",       "line":      "\n",       "sect":      "\n",       "page":      "\n",
        "row":       "\n",       "tab":       "\t",       "cell":      "\t",       "emdash":    "\u{2014}",
        "endash":    "\u{2013}", "bullet":    "\u{2022}", "lquote":    "\u{2018}", "rquote":    "\u{2019}",
        "ldblquote": "\u{201C}", "rdblquote": "\u{201D}", "emspace":   "\u{2003}", "enspace":   "\u{2002}",
    ]

    static let passedOver: Set<String> = [
        "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
        "footerl", "footerr", "footerf", "fldinst", "themedata", "colorschememapping", "datastore", "listtable",
        "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "filetbl", "revtbl", "latentstyles", "bkmkstart",
        "bkmkend", "mhtmltag",
    ]
}
