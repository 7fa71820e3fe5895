import Kernel
import Testing

@testable import IMAP

@Suite struct `public cases of server responses` {
    @Test(.enabled(if: Corpus.isThere("imap/responses.json")))
    func `C07 at least 97 in 100 responses of other clients' tests are read as they read them`() throws {
        let cases = try Corpus.cases("imap/responses.json")
        var wrong: [String] = []
        for row in cases {
            let name = row["id"]?.text ?? "?"
            let input = Array((row["input"]?.text ?? "").utf8)
            let read = (try? Response(parsing: input)).map { ResponseTerms.of($0) }
            if row["refuse"]?.flag == true {
                if read != nil { wrong.append(name) }
            } else if !isRight(read, row["expected"] ?? .null) {
                wrong.append(name)
            }
        }
        print("responses: \(cases.count - wrong.count) of \(cases.count) read right; other: \(wrong)")
        #expect(cases.count >= 260)
        #expect(wrong.count * 100 <= cases.count * 3, "\(wrong)")
    }

    /// Where net-imap notes an error beside the unparsed rest of a code, the rest must be ours too.
    private func isRight(_ read: Value?, _ expected: Value) -> Bool {
        guard let read else { return false }
        if read.isSame(as: expected) { return true }
        guard let code = expected["data"]?["code"], let data = code["data"], data["parse_error"] != nil,
            let ours = read["data"]?["code"]
        else { return false }
        return ours["name"] == code["name"] && ours["data"] == data["unparsed_data"]
            && read["data"]?["text"] == expected["data"]?["text"]
    }

    @Test(.enabled(if: Corpus.isThere("imap/responses.json")))
    func `no beginning of a response and no changed octet of it crashes the grammar`() throws {
        var generator = Chance(state: 7)
        var readCount = 0
        for row in try Corpus.cases("imap/responses.json") {
            let input = Array((row["input"]?.text ?? "").utf8.prefix(600))
            for end in 0..<input.count where (try? Response(parsing: Array(input[..<end]))) != nil { readCount += 1 }
            for _ in 0..<40 {
                var changed = input
                changed[Int(generator.next() % UInt64(changed.count))] = Self.octets[Int(generator.next() % 16)]
                if (try? Response(parsing: changed)) != nil { readCount += 1 }
            }
        }
        #expect(readCount > 1000)
    }

    private static let octets = Array("()[]{}<>\"\\ 0*\r\n\0".utf8)
}

/// Numbers without pattern, the same in every run (SplitMix64).
struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
