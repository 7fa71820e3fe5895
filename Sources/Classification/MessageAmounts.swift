import Kernel

/// The amount funded and the dollars of commission that a message states.
struct MessageAmounts {
    let passages: [Passage]
    let offers: OfferFindings

    func fill(_ reading: inout Reading) {
        if reading.states(.funded) || reading.states(.commissionNotice) {
            if let (value, evidence) = funded(onlyKeyed: !reading.states(.funded)) {
                reading.fundedAmount = value
                reading.evidence.append(evidence)
            }
            if let (value, evidence) = commission(isNotice: reading.states(.commissionNotice)) {
                reading.commissionAmount = value
                reading.evidence.append(evidence)
            }
        } else if reading.states(.offered) || reading.states(.contractSent), let flat = offers.flatCommission {
            reading.commissionAmount = flat.value
            reading.evidence.append(
                Evidence(
                    what: .commissionAmount, place: flat.passage.place, span: flat.passage.span(flat.words),
                    rule: "field.commission"))
        }
    }

    private func money(_ passage: Passage) -> [(index: Int, sentence: Int, role: TermRoles.Role?)] {
        let roles = TermRoles(passage: passage)
        var found: [(Int, Int, TermRoles.Role?)] = []
        for sentence in passage.sentences.indices {
            for index in passage.sentences[sentence].words
            where passage.words[index].kind == .number && passage.words[index].suffix != .percent {
                let role = roles.role(of: index, in: sentence)
                if passage.words[index].isMoney || role?.isKeyed == true { found.append((index, sentence, role)) }
            }
        }
        return found
    }

    private func funded(onlyKeyed: Bool) -> (ExactNumber, Evidence)? {
        for passage in passages {
            let money = money(passage)
            let gross =
                money.first { $0.role?.field == .fundedAmount && ($0.role?.isKeyed == true || !onlyKeyed) }
                ?? money.first { $0.role?.field == .amount && $0.role?.isKeyed == true }
            let plain = money.filter {
                ![.net, .commission, .balance, .payment, .otherFee, .origination, .payback, .administration].contains(
                    $0.role?.field)
            }
            guard let one = gross ?? (onlyKeyed ? nil : plain.first ?? (money.count == 1 ? money.first : nil)) else {
                continue
            }
            return (
                passage.words[one.index].value,
                Evidence(
                    what: .fundedAmount, place: passage.place, span: passage.span(one.index..<one.index + 1),
                    rule: "field.funded")
            )
        }
        return nil
    }

    private func commission(isNotice: Bool) -> (ExactNumber, Evidence)? {
        for passage in passages {
            let money = money(passage)
            let sentences = Set(passage.hits.filter { $0.signal == .outcome(.commissionNotice) }.map(\.sentence))
            let keyed = money.filter { $0.role?.field == .commission }
            let total = money.last { $0.role?.field == .net && $0.role?.isKeyed == true }
            let beside = money.filter {
                sentences.contains($0.sentence) && ($0.role?.field != .fundedAmount || $0.role?.isKeyed == false)
                    && $0.role?.field != .balance
            }
            let isStatement = isNotice && keyed.count != 1
            let alone = isNotice && money.count == 1 ? money.first : nil
            guard let one = (isStatement ? total : nil) ?? keyed.first ?? (isNotice ? beside.first ?? alone : nil)
            else {
                continue
            }
            return (
                passage.words[one.index].value,
                Evidence(
                    what: .commissionAmount, place: passage.place, span: passage.span(one.index..<one.index + 1),
                    rule: "field.commission")
            )
        }
        return nil
    }
}
