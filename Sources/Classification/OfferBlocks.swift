/// The blocks of a passage: its paragraphs, parted again where a line names an option.
struct OfferBlocks {
    private var blocks: [Int] = []
    /// The last sentence of each block that holds a sum of money.
    private var lastMoney: [Int] = []
    /// The first line that is hardly more than a telephone number or an address; the count of sentences where there is none.
    let contact: Int

    init(_ passage: Passage) {
        contact =
            passage.sentences.indices.first { $0 > 0 && Self.isContact(passage.sentences[$0], passage) }
            ?? passage.sentences.count
        blocks.reserveCapacity(passage.sentences.count)
        var paragraph = -1
        for (index, sentence) in passage.sentences.enumerated() {
            if sentence.paragraph != paragraph || Self.namesOption(sentence, passage) { lastMoney.append(-1) }
            paragraph = sentence.paragraph
            blocks.append(lastMoney.count - 1)
            if sentence.words.contains(where: { passage.words[$0].isMoney }) { lastMoney[lastMoney.count - 1] = index }
        }
    }

    func block(of sentence: Int) -> Int { blocks[sentence] }

    /// Whether the block of a sentence goes on to a sum of money.
    func hasMoney(after sentence: Int) -> Bool { lastMoney[blocks[sentence]] > sentence }

    private static func isContact(_ sentence: Passage.Sentence, _ passage: Passage) -> Bool {
        guard sentence.words.count <= 8 else { return false }
        return sentence.words.contains {
            passage.words[$0].kind == .opaque && passage.words[$0].end - passage.words[$0].start >= 10
        }
            && !sentence.words.contains { passage.words[$0].isMoney || passage.words[$0].suffix == .percent }
    }

    /// `Option 2`, `OFFER B:`, `Choice #1`: a line of little else.
    private static func namesOption(_ sentence: Passage.Sentence, _ passage: Passage) -> Bool {
        guard let first = sentence.words.first, passage.words[first].kind == .word,
            TermWords.options.contains(passage.words[first].number), sentence.words.count > 1
        else { return false }
        let next = passage.words[first + 1]
        let isMark = next.kind == .opaque || next.kind == .number && !next.isMoney || next.end - next.start == 1
        return isMark && (sentence.words.count == 2 || passage.words[first + 2].beginsClause)
    }
}
