import Testing

@testable import MIME

@Suite struct FlowedTextTests {
    // swift-format-ignore
    private static let rows: [(text: String, deletesSpaces: Bool, expected: String)] = [
        ("one \ntwo\nthree",            false, "one two\nthree"),
        ("one \ntwo\n",                 false, "one two\n"),
        ("one \ntwo",                   true,  "onetwo"),
        ("> a \n> b\nc",                false, "> a b\nc"),
        ("> a \n>> b",                  false, "> a \n>> b"),
        (">> a \n>> b",                 false, ">> a b"),
        (" From here \n on",            false, "From here on"),
        ("one \n-- \nAnn",              false, "one \n-- \nAnn"),
        ("",                            false, ""),
    ]

    @Test(arguments: rows)
    func `flowed lines are joined within their depth of quotation`(text: String, deletesSpaces: Bool, expected: String)
    {
        #expect(FlowedText(deletesSpaces: deletesSpaces).unflowed(text) == expected)
    }
}
