import Testing

@testable import Kernel

@Suite struct JSONTests {
    static func read(_ text: String, as notation: Value.Notation = .json) throws(JSONError) -> Value {
        try Value(parsing: Array(text.utf8), as: notation)
    }

    @Test func `texts of RFC 8259 are read`() throws {
        let table = TextTable(
            #"""
            text                          written
            null                          null
            true                          true
            false                         false
            0                             0
            -0                            0
            -12                           -12
            9223372036854775807           9223372036854775807
            -9223372036854775808          -9223372036854775808
            9223372036854775808           9223372036854775808
            123456789012345678901234567   123456789012345678901234567
            0.10                          0.10
            1.350000000000000000001       1.350000000000000000001
            1e5                           1e5
            -1.5E+300                     -1.5E+300
            1e-400                        1e-400
            "a"                           "a"
            "\u0041\u00e9\u20AC"          "Aé€"
            "\ud83d\ude00"                "😀"
            "\"\\\/\b\f\n\r\t"            "\"\\/\u0008\u000c\n\r\t"
            "\u0000"                      "\u0000"
            []                            []
            {}                            {}
            [ ]                           []
            { }                           {}
            [1,[2,{"a":[]}]]              [1,[2,{"a":[]}]]
            {"":0,"a":null}               {"":0,"a":null}
            """#)
        for row in table.rows { #expect(try Self.read(row["text"]).json == row["written"], "\(row)") }
        #expect(try Self.read(" \t\r\n[1 , 2]\n").json == "[1,2]")
    }

    @Test func `numbers are integers where they fit, and decimal text where they do not`() throws {
        #expect(try Self.read("9223372036854775807") == .int(.max))
        #expect(try Self.read("-9223372036854775808") == .int(.min))
        #expect(try Self.read("9223372036854775808") == .decimal("9223372036854775808"))
        #expect(try Self.read("1.0") == .decimal("1.0"))
        #expect(try Self.read("1e2") == .decimal("1e2"))
    }

    @Test(arguments: [
        "", " ", "nul", "nulll", "True", "tru e", "undefined", "NaN", "Infinity", "-Infinity", "+1", "-", "--1", "01",
        "-01", "1.", ".5", "-.5", "1.e5", "1e", "1e+", "0x10", "1_000", "1 2", "1,", "[", "]", "[1", "[1,", "[1,]",
        "[,]",
        "[,1]", "[1,,2]", "[1 2]", "{", "}", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1,,\"b\":2}",
        "{\"a\" 1}",
        "{a:1}", "{1:1}", "{'a':1}", "{\"a\":1 \"b\":2}", "[1}", "{\"a\":1]", "'a'", "\"", "\"a", "\"\\\"", "\"\\x41\"",
        "\"\\'\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\U0041\"", "\"\t\"", "\"\n\"", "\"\u{0}\"", "\"\u{1F}\"", "// c\n1",
        "/* c */1", "1 /", "\u{FEFF}1", "\u{A0}1", "[1]x", "null null",
    ])
    func `a text that is no JSON is refused`(_ text: String) {
        #expect(throws: JSONError.self) { try Self.read(text) }
    }

    @Test(arguments: [
        #""\ud83d""#, #""\ude00""#, #""\ude00\ud83d""#, #""\ud83d\ud83d""#, #""\ud83dx""#, #""\ud83d\n""#,
        #""\ud83d\u0041""#, #""\ud83d\u""#,
    ])
    func `half a surrogate pair is refused`(_ text: String) {
        #expect(throws: JSONError.self) { try Self.read(text) }
        #expect(throws: JSONError.self) { try Self.read(text, as: .json5) }
    }

    @Test(arguments: [
        [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
        [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x80], [0xEF, 0xBB, 0xBF, 0x31],
    ])
    func `bytes that are no UTF-8 are refused`(_ bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try Value(parsing: bytes) }
    }

    @Test(arguments: [#"{"a":1,"a":2}"#, #"{"a":1,"\u0061":1}"#, #"[{"x":{"a":null,"b":1,"a":null}}]"#])
    func `a member name that stands twice is refused`(_ text: String) {
        let error = #expect(throws: JSONError.self) { try Self.read(text) }
        #expect(error?.expected == "each member name once")
        #expect(throws: JSONError.self) { try Self.read(text, as: .json5) }
    }

    @Test func `64 levels are read and no more, however deep the text goes`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try Self.read(nested(64)).json == nested(64))
        for depth in [65, 100_000] { #expect(throws: JSONError.self) { try Self.read(nested(depth)) } }
        #expect(throws: JSONError.self) { try Self.read(String(repeating: #"{"a":"#, count: 100_000)) }
    }

    @Test func `an error names the byte and what was expected, never the text`() {
        let error = #expect(throws: JSONError.self) { try Self.read(#"{"ssn":"078-05-1120" "x":1}"#) }
        #expect(error == JSONError(expected: "a comma or }", offset: 21))
        #expect(error?.kind == .malformed)
        #expect(error?.reason == "the JSON text is broken at byte 21: expected a comma or }")
    }

    @Test func `JSON5 has comments, trailing commas, names without quotes and single quotes`() throws {
        let table = TextTable(
            #"""
            text                                 written
            [1,]                                 [1]
            {"a":1,}                             {"a":1}
            {a:1,$b_2:2}                         {"a":1,"$b_2":2}
            {'a b':'c "d"'}                      {"a b":"c \"d\""}
            'it\'s'                              "it's"
            /* one */ [1, /* two */ 2] // end    [1,2]
            /***/1                               1
            [/* ] */]                            []
            """#)
        for row in table.rows { #expect(try Self.read(row["text"], as: .json5).json == row["written"], "\(row)") }
        #expect(try Self.read("// first\n{\n  a: 1, // one\n}\n", as: .json5).json == #"{"a":1}"#)
    }

    @Test(arguments: [
        "[,]", "{,}", "[1,,]", "{a:1,,}", "/* open", "/*/", "/", "1 /", "{a b:1}", "{é:1}", "'a\"", "\"a'", "",
    ])
    func `a text that is no JSON5 is refused`(_ text: String) {
        #expect(throws: JSONError.self) { try Self.read(text, as: .json5) }
    }

    @Test func `a text cut off anywhere is refused and does not stop the program`() throws {
        let text = Array(#"{"a":[1,-2.5e+3,"x\u00e9\ud83d\ude00\n",{"b":null,"c":true}],"d":{}}"#.utf8)
        _ = try Value(parsing: text)
        for count in 0..<text.count {
            #expect(throws: JSONError.self, "\(count) bytes") { try Value(parsing: Array(text.prefix(count))) }
            #expect(throws: JSONError.self) { try Value(parsing: Array(text.prefix(count)), as: .json5) }
        }
    }

    @Test func `random bytes never stop the program, and what is read is written so that it reads back`() throws {
        var generator = Seeded(state: 7)
        let alphabet = Array(#"{}[]",:0123456789.eE+-truefalsn \u'/*"#.utf8) + [0, 9, 10, 0xC3, 0xA9, 0xFF]
        for _ in 0..<20_000 {
            let length = Int.random(in: 1...14, using: &generator)
            let bytes = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
            guard let value = try? Value(parsing: bytes, as: .json5) else { continue }
            #expect(try Value(parsing: value.jsonBytes) == value)
        }
    }
}

/// SplitMix64: the same numbers on every run.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
