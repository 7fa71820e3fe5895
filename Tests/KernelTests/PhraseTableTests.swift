import Kernel
import Testing

@Suite struct PhraseTableTests {
    /// Texts with the phrases of a table that stand in them, as a plain search finds them.
    private static let phrases = ["a", "no", "not", "nota", "é", "wrote", "sent:", "sole discretion", "日本", "zz"]

    @Test(arguments: phrases) func `each phrase is found at the beginning, within and at the end of a text`(
        phrase: String
    ) {
        let table = PhraseTable([Array(phrase.utf8)])
        for text in [phrase, phrase + "??", "??" + phrase, "?" + phrase + "?", phrase + phrase] {
            #expect(table.stands(in: Array(text.utf8)), "\(phrase) in \(text)")
        }
        for text in ["", "?", String(phrase.dropLast()), String(phrase.dropFirst()), "Q" + phrase.dropFirst()] {
            #expect(!table.stands(in: Array(text.utf8)), "\(phrase) in \(text)")
        }
    }

    @Test func `a table agrees with a search for each of its phrases on texts of few letters`() {
        let words: [[UInt8]] = ["ab", "ba", "aab", "bbb", "abab", "baaa"].map { Array($0.utf8) }
        let table = PhraseTable(words)
        for number in 0..<2048 {
            let text = (0..<11).map { UInt8(ascii: "a") + UInt8(number >> $0 & 1) } + Array("c".utf8)
            for length in 0...text.count {
                let wanted = words.contains { word in
                    text.indices.contains { $0 + word.count <= length && Array(text[$0..<$0 + word.count]) == word }
                }
                #expect(text.withUnsafeBufferPointer { table.stands(in: $0, 0..<length) } == wanted)
            }
        }
    }

    @Test func `a table of long phrases agrees with a search for each wherever they begin`() {
        let words = ["confidential", "unsubscribe", "intended recipient", "sent from my"].map { Array($0.utf8) }
        let table = PhraseTable(words)
        let around = Array("The confident intend to subscribe; sent from your confidentiality, unsubscribed".utf8)
        for word in words + words.map({ $0.dropLast() + [UInt8(ascii: "?")] }) {
            for place in around.indices {
                let text = Array(around[..<place] + word)
                let wanted = words.contains { word in
                    text.indices.contains { $0 + word.count <= text.count && Array(text[$0..<$0 + word.count]) == word }
                }
                #expect(table.stands(in: text) == wanted)
            }
        }
    }

    @Test func `a phrase that goes on behind the range is not found`() {
        let table: PhraseTable = ["wrote"]
        let text = Array("he wrote".utf8)
        #expect(text.withUnsafeBufferPointer { table.stands(in: $0, 0..<8) })
        #expect(!text.withUnsafeBufferPointer { table.stands(in: $0, 0..<7) })
        #expect(!text.withUnsafeBufferPointer { table.begins(at: 3, of: $0, before: 7) })
    }

    @Test func `the lines of a table and several tables together are one table`() {
        let table = PhraseTable([PhraseTable(lines: "one\n\ntwo"), ["three"]])
        let found = ["one", "two", "three", "four", ""].map { table.stands(in: Array($0.utf8)) }
        #expect(found == [true, true, true, false, false])
    }
}
