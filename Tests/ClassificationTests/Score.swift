import Classification
import Kernel

/// How far readings agree with labels.
struct Score {
    private(set) var cases = 0
    private(set) var outcomes = 0
    private(set) var applied = 0
    /// Names of cases that were applied and are wrong in outcome, offers or first reason.
    private(set) var wronglyApplied: [String] = []
    private(set) var offersWanted = 0
    private(set) var offersRead = 0
    private(set) var offersFound = 0
    private(set) var fieldsRight = 0
    private(set) var fieldsCounted = 0
    private(set) var reasonsRight = 0
    private(set) var declines = 0
    /// Cases with an offer or a decline where the label has none.
    private(set) var invented: [String] = []
    private(set) var misread: [String] = []

    mutating func add(_ name: String, _ reading: Reading, _ label: Reading) {
        cases += 1
        let isOutcome = reading.outcome == label.outcome
        if isOutcome { outcomes += 1 } else { misread.append("\(name): \(label.outcome) read as \(reading.outcome)") }
        let isReason = reading.declineReasons.first == label.declineReasons.first
        if !label.declineReasons.isEmpty {
            declines += 1
            if isReason { reasonsRight += 1 }
        }
        var areOffers = reading.offers.count == label.offers.count
        offersWanted += label.offers.count
        offersRead += reading.offers.count
        for offer in label.offers {
            let found =
                reading.offers.first { $0.amount == offer.amount && $0.termValue == offer.termValue }
                ?? reading.offers.first { $0.amount == offer.amount }
            if found != nil { offersFound += 1 }
            let (right, counted) = Self.agreement(offer, found ?? OfferTerms())
            fieldsRight += right
            fieldsCounted += counted
            if right != counted { areOffers = false }
        }
        if (reading.states(.offered) && !label.states(.offered))
            || (reading.states(.declined) && !label.states(.declined))
        {
            invented.append(name)
        }
        guard reading.disposition == .apply else { return }
        applied += 1
        if !(isOutcome && areOffers && isReason) { wronglyApplied.append(name) }
    }

    private static func agreement(_ wanted: OfferTerms, _ found: OfferTerms) -> (right: Int, counted: Int) {
        let (left, right) = (wanted.value(), found.value())
        var same = 0
        var counted = 0
        for (name, value) in left.fields?.members ?? [] {
            let other = right[name] ?? .null
            if value.isNull, other.isNull { continue }
            counted += 1
            if name == "prepay" ? value.isNull == other.isNull : value == other { same += 1 }
        }
        return (same, counted)
    }

    var outcomePercent: Int { cases == 0 ? 0 : outcomes * 100 / cases }
    var fieldPercent: Int { fieldsCounted == 0 ? 0 : fieldsRight * 100 / fieldsCounted }
}
