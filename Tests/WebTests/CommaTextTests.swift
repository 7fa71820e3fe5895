import Testing
import Web

@Suite struct CommaTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""), ("=1+1", "'=1+1"),
        ("@x", "'@x"), ("-5,0", "\"'-5,0\""), ("two\nlines", "\"two\nlines\""), ("", ""),
        ("-5.00", "-5.00"), ("-5+cmd", "'-5+cmd"), ("\n=1", "\"'\n=1\""),
    ]) func `L04 a spreadsheet runs nothing that stands in a cell`(text: String, cell: String) {
        #expect(CommaText.cell(text) == cell)
    }
}
