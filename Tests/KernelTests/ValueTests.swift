import Testing

@testable import Kernel

@Suite struct ValueTests {
    @Test func `a tree is written as JSON with members in their order`() {
        let value: Value = [
            "b": 1, "a": [nil, true, false, "x"], "c": .decimal("1.50"), "empty": .object(Value.Fields()), "none": [],
        ]
        #expect(value.json == #"{"b":1,"a":[null,true,false,"x"],"c":1.50,"empty":{},"none":[]}"#)
    }

    @Test func `canonical bytes sort the members at every depth`() throws {
        let left = try Value(parsing: Array(#"{"b":{"y":1,"x":2},"a":[{"d":1,"c":2}]}"#.utf8))
        let right = try Value(parsing: Array(#" { "a" : [ { "c" : 2 , "d" : 1 } ] , "b" : { "x":2, "y":1 } } "#.utf8))
        #expect(left.canonicalBytes == right.canonicalBytes)
        #expect(String(decoding: left.canonicalBytes, as: UTF8.self) == #"{"a":[{"c":2,"d":1}],"b":{"x":2,"y":1}}"#)
        #expect(left.jsonBytes != right.jsonBytes)
    }

    @Test func `control characters, quotes and backslashes are escaped, everything else stands as it is`() {
        let text = "\u{0}\u{1}\u{1F}\n\r\t\"\\/\u{7F}é€😀\u{2028}"
        #expect(
            Value.string(text).json == #""\u0000\u0001\u001f\n\r\t\"\\/"# + "\u{7F}é€😀\u{2028}\"")
    }

    @Test func `every character of the first plane's start and some beyond reads back`() throws {
        var text = ""
        for number in [UInt32](0..<0x800) + [0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF] {
            if let scalar = Unicode.Scalar(number) { text.unicodeScalars.append(scalar) }
        }
        let value = Value.string(text)
        #expect(try Value(parsing: value.jsonBytes).text?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    }

    @Test(arguments: [3, 24, 25, 26, 200]) func `many fields behave as few do`(count: Int) {
        var fields = Value.Fields()
        for number in 0..<count { fields["n\(number)"] = Value(number) }
        #expect(fields.names == (0..<count).map { "n\($0)" })
        fields["n1"] = "other"
        fields["n0"] = nil
        fields["absent"] = nil
        #expect(fields["n0"] == nil && fields["n1"] == "other" && fields.names.first == "n1")
        #expect(fields["n\(count - 1)"] == Value(count - 1) && fields.members.count == count - 1)
        fields["n0"] = 0
        #expect(fields.names.last == "n0")
        var same = Value.Fields()
        for (name, value) in fields.members { same[name] = value }
        #expect(same == fields && same.hashValue == fields.hashValue)
        var turned = Value.Fields()
        for (name, value) in fields.members.reversed() { turned[name] = value }
        #expect(turned != fields, "the order counts")
    }

    @Test func `fields keep their order, change in place and go`() {
        var fields = Value.Fields()
        #expect(fields.isEmpty)
        fields["a"] = 1
        fields["b"] = 2
        fields["a"] = 3
        #expect(fields.names == ["a", "b"])
        #expect(fields["a"] == 3)
        fields["a"] = nil
        fields["none"] = nil
        #expect(fields.names == ["b"])
        #expect(fields.members.map(\.name) == ["b"])
    }

    @Test func `a value gives what it is and nothing else`() {
        let value: Value = ["text": "x", "int": 5, "flag": true, "list": [1], "none": nil]
        #expect(value["text"]?.text == "x")
        #expect(value["int"]?.integer == 5)
        #expect(value["flag"]?.flag == true)
        #expect(value["list"]?.list == [1])
        #expect(value["none"]?.isNull == true)
        #expect(value["missing"] == nil)
        #expect(value["int"]?.text == nil)
        #expect(value["text"]?.integer == nil)
        #expect(value["int"]?.flag == nil)
        #expect(value["text"]?.list == nil)
        #expect(value["text"]?.fields == nil)
        #expect(Value.string("x")["text"] == nil)
    }

    @Test func `what is absent becomes null`() {
        #expect(Value(nil as String?).isNull)
        #expect(Value(nil as Int?).isNull)
        #expect(Value(nil as Moment?).isNull)
        #expect(Value(nil as Day?).isNull)
        #expect(Value(nil as PersonID?).isNull)
        #expect(Value(Moment(seconds: 0)).text == "1970-01-01T00:00:00Z")
        #expect(Value(Day("2026-11-20")).text == "2026-11-20")
        #expect(Value(PersonID(bits: 0)).text == "00000000000000000000000000")
        #expect(Value(UInt16(7)) == 7)
    }
}
