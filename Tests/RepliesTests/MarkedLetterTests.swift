import Kernel
import Testing

@testable import Replies

@Suite struct MarkedLetterTests {
    /// Blocks as text: `+` new, `-` old; marks in brackets.
    private func shown(_ body: String, _ words: [(String, String)]) -> [String] {
        let evidence: [Value] = words.compactMap { word, what in
            body.firstRange(of: word).map { range in
                let start = body.utf8.distance(from: body.utf8.startIndex, to: range.lowerBound)
                return [
                    "what": .string(what), "rule": "r", "start": Value(start), "end": Value(start + word.utf8.count),
                ]
            }
        }
        return (MarkedLetter(body, evidence: evidence).value.list ?? []).map { block in
            let text = (block["passages"]?.list ?? []).map { passage in
                let text = passage["text"]?.text ?? ""
                return passage["is_evidence"] == true ? "[\(text)|\(passage["what"]?.text ?? "")]" : text
            }
            return (block["is_old"] == true ? "-" : "+") + text.joined()
        }
    }

    @Test func `N01 the newest text stands with its evidence marked, what it quotes is folded`() {
        let body =
            "Declined, too many NSFs.\n\nOn Mon, Jan 5, 2026 at 9:00 AM Desk <a@b.example> wrote:\n> Please see the file.\n> Thanks\n"
        let blocks = shown(body, [("Declined", "outcome:declined"), ("NSFs", "reason:negative_days")])
        #expect(blocks.first == "+[Declined|outcome:declined], too many [NSFs|reason:negative_days].")
        #expect(blocks.count == 2 && blocks[1].hasPrefix("-On Mon") && blocks[1].hasSuffix("> Thanks"))
    }

    @Test func `N01 marks that overlap are one, and a quoted line with a mark is shown`() {
        let blocks = shown("> é 104 NSF\n", [("104 NSF", "a"), ("NSF", "b")])
        #expect(blocks == ["+> é [104 NSF|a, b]"])
    }

    @Test func `N01 spans beyond the text are passed over`() {
        let evidence: [Value] = [["what": "x", "rule": "r", "start": 3, "end": 900], ["start": -1, "end": 2]]
        #expect(MarkedLetter("Hello", evidence: evidence).value.list?.count == 1)
        #expect(MarkedLetter("", evidence: evidence).value.list?.isEmpty == true)
    }
}
