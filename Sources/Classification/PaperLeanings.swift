import Glibc

/// Which papers the sentences of a mail ask for, learned from labelled mails, in which a paper is wanted by at least one sentence.
struct PaperLeanings {
    let table: SignTable

    /// How likely a paper is wanted, from 0 to 1, and the place of the sentence that asks for it most.
    struct Share {
        var share = 0.0
        var range = 0..<0
    }

    /// In the order of `DocumentCode.allCases`.
    func shares(_ signs: PaperSigns<HashedPart>) -> [Share] {
        var shares = [Share](repeating: Share(), count: DocumentCode.allCases.count)
        guard !table.isEmpty else { return shares }
        var (unlikely, most) = (shares.map { _ in 1.0 }, shares.map { _ in 0.0 })
        for sentence in signs.sentences.indices {
            let scores = table.scores { signs.each(of: sentence, $0) }
            for (place, score) in scores.enumerated() {
                let share = 1 / (1 + exp(-score))
                unlikely[place] *= 1 - share
                if share > most[place] { (most[place], shares[place].range) = (share, signs.range(of: sentence)) }
            }
        }
        for place in shares.indices { shares[place].share = 1 - unlikely[place] }
        return shares
    }
}
