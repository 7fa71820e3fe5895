import Kernel

/// The amount funded and the dollars of commission that a message states.
struct MessageAmounts {
    let passages: [Passage]
    let offers: OfferFindings

    /// A sum, where it stands, and what the words beside it say that it is.
    private struct Sum {
        let index: Int
        let sentence: Int
        let field: Field?
        let isKeyed: Bool
        let cents: Int64

        var withoutCommission: Sum {
            Sum(
                index: index, sentence: sentence, field: field == .commission ? nil : field, isKeyed: isKeyed,
                cents: cents)
        }
    }

    func fill(_ reading: inout Reading) {
        if reading.states(.funded) || reading.states(.commissionNotice) {
            for passage in passages {
                let found = Amounts(
                    passage, sums(passage), isFunded: reading.states(.funded),
                    isNotice: reading.states(.commissionNotice))
                if reading.fundedAmount == nil, let index = found.funded {
                    reading.fundedAmount = passage.words[index].value
                    reading.evidence.append(evidence(.fundedAmount, passage, index, "field.funded"))
                }
                if reading.commissionAmount == nil, let index = found.commission {
                    reading.commissionAmount = passage.words[index].value
                    reading.evidence.append(evidence(.commissionAmount, passage, index, "field.commission"))
                }
            }
        } else if reading.states(.offered) || reading.states(.contractSent), let flat = offers.flatCommission {
            reading.commissionAmount = flat.value
            reading.evidence.append(
                Evidence(
                    what: .commissionAmount, place: flat.passage.place, span: flat.passage.span(flat.words),
                    rule: "field.commission"))
        }
    }

    private func evidence(_ what: Evidence.Subject, _ passage: Passage, _ index: Int, _ rule: String) -> Evidence {
        Evidence(what: what, place: passage.place, span: passage.span(index..<index + 1), rule: rule)
    }

    /// The sums of a passage; a bare number counts where a key stands before it or where it is all that a mail on money says.
    private func sums(_ passage: Passage) -> [Sum] {
        let roles = TermRoles(passage: passage)
        let tables = OfferTables(passage, roles)
        var found: [Sum] = []
        for sentence in passage.sentences.indices {
            for index in passage.sentences[sentence].words {
                let word = passage.words[index]
                guard word.kind == .number, word.suffix != .percent, let cents = word.value.scaled(2), cents >= 2000,
                    roles.unit(after: index) == nil, !roles.isRate(index)
                else { continue }
                if let heading = tables.heading(of: index, in: sentence) {
                    found.append(Sum(index: index, sentence: sentence, field: heading, isKeyed: true, cents: cents))
                    continue
                }
                let role = roles.role(of: index, in: sentence)
                let isYear = !word.isMoney && (199_000...206_000).contains(cents)
                guard word.isMoney || role?.isKeyed == true || (cents >= 10_000 && !isYear) else { continue }
                found.append(
                    Sum(
                        index: index, sentence: sentence, field: role?.field, isKeyed: role?.isKeyed == true,
                        cents: cents))
            }
        }
        return found.contains { passage.words[$0.index].isMoney }
            ? found.filter { passage.words[$0.index].isMoney || $0.isKeyed || $0.field != nil } : found
    }

    /// Which sum is which, by key, by reckoning (amount × points = commission) and by size.
    private struct Amounts {
        private(set) var funded: Int?
        private(set) var commission: Int?
        private let passage: Passage
        private let sums: [Sum]

        init(_ passage: Passage, _ sums: [Sum], isFunded: Bool, isNotice: Bool) {
            self.passage = passage
            // `paid out to the client`: where no commission is spoken of, none is stated
            let isSpoken =
                isNotice || passage.hits.contains { $0.signal == .outcome(.commissionNotice) }
                || passage.contains(TermWords.points, in: passage.words.indices)
                || passage.contains(ScopeWords.earnings, in: passage.words.indices)
            self.sums = isSpoken ? sums : sums.map(\.withoutCommission)
            let pair = reckoned()
            funded = fundedKey ?? pair?.funded ?? (isFunded ? plainFunded(isNotice) : nil)
            commission =
                (isNotice ? total : nil) ?? pair?.commission ?? commissionKey ?? (isNotice ? besideNotice : nil)
            if let amount = funded, amount == commission { funded = nil }
            // a statement of several deals funds none of them
            if !isFunded, sums.filter({ $0.field == .fundedAmount && $0.isKeyed }).count > 1 { funded = nil }
            if !isNotice, pair == nil, commissionKey == nil { commission = nil }
        }

        /// `10% of $75,000 … $7,500`: amount and commission that prove each other.
        private func reckoned() -> (funded: Int, commission: Int)? {
            let shares = passage.words.indices.filter { index in
                let word = passage.words[index]
                return word.kind == .number && (word.suffix == .percent || !word.isMoney) && word.value.decimals <= 2
                    && (word.value.scaled(2) ?? 0) > 0 && (word.value.scaled(2) ?? 0) <= 2000
            }
            for share in shares.prefix(8) {
                guard let points = passage.words[share].value.scaled(2) else { continue }
                for amount in sums.prefix(12) where amount.cents < 1_000_000_000_000 {
                    if let one = sums.prefix(12).first(where: {
                        $0.cents > 0 && abs($0.cents - amount.cents * points / 10_000) <= 100
                            && $0.index != amount.index
                    }) {
                        return (amount.index, one.index)
                    }
                }
            }
            return nil
        }

        /// The stated net or total of a statement with several lines.
        private var total: Int? {
            let lines = sums.filter { $0.field != .fundedAmount && $0.field != .amount }
            guard lines.count > 1 else { return nil }
            return lines.last { sum in
                let range = passage.sentences[sum.sentence].words
                let names = range.lowerBound..<min(sum.index, range.lowerBound + 5)
                return passage.contains(ScopeWords.totals, in: names)
                    && !passage.contains(ScopeWords.merchants, in: names)
            }?.index
        }

        private var fundedKey: Int? {
            (sums.first { $0.field == .fundedAmount && $0.isKeyed } ?? sums.first { $0.field == .amount && $0.isKeyed })?
                .index
        }

        /// The gross amount of a funding in prose: what is nothing else, the largest of it.
        private func plainFunded(_ isNotice: Bool) -> Int? {
            let others: Set<Field> = [
                .net, .commission, .balance, .payment, .otherFee, .origination, .payback, .administration, .requested,
            ]
            let plain = sums.filter { $0.field.map { !others.contains($0) } ?? true }
            let named = plain.filter { $0.field == .fundedAmount || $0.field == .amount }
            if let one = (named.isEmpty ? plain : named).max(by: { $0.cents < $1.cents }) { return one.index }
            return sums.count == 1 && !isNotice ? sums[0].index : nil
        }

        private var commissionKey: Int? { sums.first { $0.field == .commission }?.index }

        /// The sum of the sentence that speaks of commission; the smaller one beside an amount.
        private var besideNotice: Int? {
            let sentences = Set(passage.hits.filter { $0.signal == .outcome(.commissionNotice) }.map(\.sentence))
            let beside = sums.filter { sentences.contains($0.sentence) && !($0.field == .fundedAmount && $0.isKeyed) }
            let candidates = (beside.isEmpty ? sums : beside).filter {
                $0.field != .balance && $0.field != .fundedAmount && $0.field != .net || sums.count == 1
            }
            return
                (beside.isEmpty
                ? (candidates.count == 1 ? candidates.first : nil)
                : candidates.min { $0.cents < $1.cents })?.index
        }
    }
}
