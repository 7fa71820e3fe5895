import Kernel
import Testing

@Suite struct CSVReaderTests {
    // swift-format-ignore
    @Test(arguments: [
        ("a,b\r\n1,2\r\n",          [["a", "b"], ["1", "2"]]),
        ("a,b\n1,\n",               [["a", "b"], ["1", ""]]),
        ("\"a,\"\"b\"\"\",c\n",     [["a,\"b\"", "c"]]),
        ("\"line\r\nend\",x",       [["line\r\nend", "x"]]),
        ("\u{FEFF}a\n\nb\n",        [["a"], ["b"]]),
        ("\"\",\"\"\n",             [["", ""]]),
        ("a\rb\r\nc\nd",            [["a"], ["b"], ["c"], ["d"]]),
    ])
    func `CSV is read as RFC 4180 says`(text: String, records: [[String]]) throws {
        #expect(try CSVReader.records(Array(text.utf8)).map(\.fields) == records)
    }

    @Test(arguments: [
        ("a,\"b", 1), ("a,b\n\"c\"d,e", 2), ("a\nb\"c", 2), ("a,\"b\nc\"x\n", 2), ("a\r\"b\rc\"x\n", 3),
    ])
    func `broken CSV is refused with its line`(text: String, line: Int) {
        do {
            _ = try CSVReader.records(Array(text.utf8))
            Issue.record("\(text) was taken")
        } catch {
            guard case CSVRefusal.malformed(line, _) = error else {
                Issue.record("\(error) for \(text)")
                return
            }
        }
    }

    /// A text separated by semicolons, the records that can be read, and the lines that cannot.
    @Test(arguments: [
        ("a;b\nc\"d;e\nf;g\n", [["a", "b"], ["f", "g"]], [2]),
        ("a;b\n\"open;c\nd;e\nf;\"g\"\n", [["a", "b"], ["d", "e"], ["f", "g"]], [2]),
        ("\"x\"y;1\r\n2;3", [["2", "3"]], [1]), ("\"never closed", [], [1]),
    ]) func `a reader goes on behind a broken line`(text: String, records: [[String]], broken: [Int]) {
        var reader = CSVReader(Array(text.utf8), separator: UInt8(ascii: ";"))
        var read: [[String]] = []
        var lines: [Int] = []
        while true {
            let line = reader.line
            do {
                guard let record = try reader.next() else { break }
                read.append(record.fields)
            } catch {
                lines.append(line)
            }
        }
        #expect(read == records && lines == broken)
    }
}
