import Classification
import Kernel

/// How far readings agree with labels, by the rules of the labels: offers are matched best-first by amount, a field that
/// only the reading states counts as wrong.
package struct Score {
    package private(set) var cases = 0
    package private(set) var outcomes = 0
    package private(set) var also = 0
    package private(set) var applied = 0
    /// Names of cases that were applied and are wrong in outcome, offers or first reason.
    package private(set) var wronglyApplied: [String] = []
    package private(set) var firstReasons = Share()
    package private(set) var reasons = Overlap()
    package private(set) var documents = Overlap()
    package private(set) var offers = Overlap()
    package private(set) var fields = Share()
    package private(set) var fieldsByName: [String: Share] = [:]
    package private(set) var messageAmounts = Share()
    /// Cases with an offer or a decline where the label has none.
    package private(set) var invented: [String] = []
    package private(set) var misread: [String] = []

    package init() {}

    package mutating func add(_ name: String, _ reading: Reading, _ label: Reading) {
        cases += 1
        let isOutcome = reading.outcome == label.outcome
        if isOutcome { outcomes += 1 } else { misread.append("\(name): \(label.outcome) read as \(reading.outcome)") }
        if Set(reading.also) == Set(label.also) { also += 1 }
        let isReason = reading.declineReasons.first == label.declineReasons.first
        if !label.declineReasons.isEmpty { firstReasons.add(isReason) }
        reasons.add(label.declineReasons, reading.declineReasons)
        documents.add(label.requestedDocuments, reading.requestedDocuments)
        for (wanted, found) in [
            (label.fundedAmount, reading.fundedAmount), (label.commissionAmount, reading.commissionAmount),
        ] where wanted != nil || found != nil { messageAmounts.add(wanted == found) }
        let areOffers = addOffers(label.offers, reading.offers)
        if [.offered, .declined].contains(where: { reading.states($0) && !label.states($0) }) { invented.append(name) }
        guard reading.disposition == .apply else { return }
        applied += 1
        if !(isOutcome && areOffers && isReason) { wronglyApplied.append(name) }
    }

    /// Whether all offers are the same in all fields.
    private mutating func addOffers(_ wanted: [OfferTerms], _ found: [OfferTerms]) -> Bool {
        var areSame = wanted.count == found.count
        let pairs = Self.pairs(wanted, found)
        let right = pairs.filter { wanted[$0.0].amount == found[$0.1].amount }.count
        offers.add(right: right, wanted: wanted.count, found: found.count)
        for (index, offer) in wanted.enumerated() {
            let partner = pairs.first { $0.0 == index }.map { found[$0.1] }
            var none = OfferTerms()
            none.currency = ""
            let (left, right) = (offer.value(), (partner ?? none).value())
            for (name, value) in left.fields?.members ?? [] {
                let other = right[name] ?? .null
                if value.isNull, other.isNull || other.text == "" { continue }
                let isSame = name == "prepay" ? value.isNull == other.isNull : value == other
                fields.add(isSame)
                fieldsByName[name, default: Share()].add(isSame)
                areSame = areSame && isSame
            }
        }
        return areSame
    }

    private static func pairs(_ wanted: [OfferTerms], _ found: [OfferTerms]) -> [(Int, Int)] {
        var candidates: [(distance: Double, agreement: Int, Int, Int)] = []
        for (left, want) in wanted.enumerated() {
            for (right, read) in found.enumerated() {
                let agreement = zip(want.value().fields?.members ?? [], read.value().fields?.members ?? []).filter {
                    $0.value == $1.value
                }.count
                candidates.append((distance(want.amount, read.amount), -agreement, left, right))
            }
        }
        var pairs: [(Int, Int)] = []
        for (_, _, left, right) in candidates.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) })
        where !pairs.contains(where: { $0.0 == left || $0.1 == right }) {
            pairs.append((left, right))
        }
        return pairs
    }

    private static func distance(_ left: ExactNumber?, _ right: ExactNumber?) -> Double {
        guard let left = left?.scaled(2), let right = right?.scaled(2) else { return .infinity }
        return left == right ? 0 : abs(Double(left - right)) / Double(max(abs(left), abs(right)))
    }

    package var outcomePercent: Int { cases == 0 ? 0 : outcomes * 100 / cases }

    /// So many of so many.
    package struct Share: Sendable {
        package private(set) var right = 0
        package private(set) var total = 0

        mutating func add(_ isRight: Bool) {
            total += 1
            if isRight { right += 1 }
        }

        /// Rounded down.
        package var percent: Int { total == 0 ? 100 : right * 100 / total }
    }

    /// Counts for precision, recall and their harmonic mean.
    package struct Overlap: Sendable {
        package private(set) var right = 0
        package private(set) var wanted = 0
        package private(set) var found = 0

        mutating func add<Code: Hashable>(_ wanted: [Code], _ found: [Code]) {
            add(right: Set(wanted).intersection(found).count, wanted: wanted.count, found: found.count)
        }

        mutating func add(right: Int, wanted: Int, found: Int) {
            self.right += right
            self.wanted += wanted
            self.found += found
        }

        /// Per hundred, rounded down; so are the other two.
        package var precision: Int { found == 0 ? 100 : right * 100 / found }
        package var recall: Int { wanted == 0 ? 100 : right * 100 / wanted }
        package var meanPercent: Int { wanted + found == 0 ? 100 : 200 * right / (wanted + found) }
    }
}
