import Deals
import Kernel

/// Holds a funder's lines against what it is expected to pay. Nothing is guessed: where two answers are possible, the
/// line is a person's.
package struct RemittanceMatcher: Sendable {
    /// What a person said about a line.
    package struct Word: Hashable, Sendable {
        package var deal: FundedDeal.ID?
        /// It is to be booked though it differs.
        package var isAccepted = false

        package init(deal: FundedDeal.ID? = nil, isAccepted: Bool = false) {
            self.deal = deal
            self.isAccepted = isAccepted
        }
    }

    private let deals: [RemittanceExpectation]
    private let names: RemittanceNames
    private let ground: RemittanceAccount.Ground

    /// `traces` are the references of all that is booked with the funder, below zero where it took back; `latest` is the
    /// last day that is not to come.
    package init(
        _ deals: [RemittanceExpectation], traces: [RemittanceExpectation.Payment] = [], latest: Day? = nil
    ) {
        self.deals = deals
        names = RemittanceNames(deals)
        ground = RemittanceAccount.Ground(traces: traces, latest: latest)
    }

    /// A finding per line in the order of the lines, and one for each deal in one of the currencies that was due until
    /// `through`, that no earlier file covers and no line pays. `currencies`: those of the whole file, nil those of the
    /// lines. `words` are a person's, by the lines' places.
    package func findings(
        _ lines: [RemittanceLine], covers: [RemittanceExpectation.Cover] = [], through: Day?,
        currencies: Set<Currency>? = nil, words: [Int: Word] = [:]
    ) -> [RemittanceFinding] {
        var ofDeal: [Int: [RemittanceAccount.Line]] = [:]
        var found: [Int: RemittanceFinding] = [:]
        var touched: Set<Int> = []
        for (place, line) in lines.enumerated() {
            switch answer(for: line, words[place]?.deal) {
            case .deal(let index, let way):
                ofDeal[index, default: []].append(
                    RemittanceAccount.Line(
                        place: place, line: line, way: way, isAccepted: words[place]?.isAccepted ?? false))
            case .several(let indices, let reason):
                touched.formUnion(indices)
                found[place] = RemittanceFinding(
                    verdict: .unclear, place: place, candidates: indices.map { deals[$0].deal }, received: line.amount,
                    reason: reason)
            case .none(let reason):
                found[place] = RemittanceFinding(
                    verdict: .unknownDeal, place: place, received: line.amount, reason: reason)
            }
        }
        for (index, own) in ofDeal {
            let findings = RemittanceAccount(deals[index], ground).findings(own)
            for finding in findings { finding.place.map { found[$0] = finding } }
            // A line that says something was paid now, rightly or not: then the deal is not missing.
            if findings.contains(where: { ![.paidTwice, .clawedBack].contains($0.verdict) }) { touched.insert(index) }
        }
        let spoken = currencies ?? Set(lines.isEmpty ? Currency.allCases : lines.map(\.currency))
        let missing = through.map { self.missing(in: spoken, covers, through: $0, except: touched) } ?? []
        return lines.indices.compactMap { found[$0] } + missing
    }

    private func answer(for line: RemittanceLine, _ chosen: FundedDeal.ID?) -> RemittanceNames.Answer {
        guard let chosen, let index = deals.firstIndex(where: { $0.deal == chosen }) else {
            return names.answer(for: line, deals)
        }
        return .deal(index, .chosen)
    }

    private func missing(
        in currencies: Set<Currency>, _ covers: [RemittanceExpectation.Cover], through: Day, except touched: Set<Int>
    ) -> [RemittanceFinding] {
        deals.indices.filter { index in
            let deal = deals[index]
            return !touched.contains(index) && deal.open > .zero && deal.dueOn <= through
                && currencies.contains(deal.currency) && !covers.contains(where: deal.isCovered)
        }.sorted { (deals[$0].dueOn, deals[$0].deal) < (deals[$1].dueOn, deals[$1].deal) }.map { index in
            let deal = deals[index]
            return RemittanceFinding(
                verdict: .missing, deal: deal.deal, expected: deal.open, received: .zero,
                reason: "\(deal.open.grouped) was due on \(deal.dueOn), and no line pays it")
        }
    }
}
