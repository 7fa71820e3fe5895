import Deals
import Kernel

@testable import Commissions

/// Numbers that are the same in each run of one seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A year of one funder: deals that are due month by month, a remittance for each month, and differences planted in it.
struct SyntheticYear {
    /// What a remittance must be found to be wrong in.
    struct Difference: Hashable {
        let month: Int
        let verdict: RemittanceVerdict
        /// The deal, or the reference of one that does not exist.
        let about: String
        let expected: Cents?
        let received: Cents
    }

    struct Month {
        var deals: [RemittanceExpectation] = []
        var lines: [RemittanceLine] = []
        let first: Day
        let last: Day
    }

    private(set) var months: [Month] = []
    private(set) var planted: Set<Difference> = []
    private var numbers: SeededNumbers
    private var count = 0

    init(seed: UInt64, dealsEachMonth: Int = 40, differences: Int = 100) {
        numbers = SeededNumbers(seed: seed)
        for month in 1...12 {
            guard let first = Day(year: 2025, month: month, day: 1) else {
                preconditionFailure("a month has a first day")
            }
            months.append(Month(first: first, last: first.adding(months: 1).adding(days: -1)))
            for _ in 0..<dealsEachMonth { addDeal(month - 1) }
        }
        // Kinds take turns; a deal bears one difference at most.
        let kinds: [RemittanceVerdict] = [
            .shortPaid, .overPaid, .paidTwice, .missing, .clawedBack, .unknownDeal, .wrongCurrency,
        ]
        var used: Set<Int> = []
        while planted.count < differences {
            let kind = kinds[planted.count % kinds.count]
            let month = Int(numbers.next() % 12)
            let place = Int(numbers.next() % UInt64(dealsEachMonth))
            if kind == .clawedBack || kind == .paidTwice, month == 11 { continue }
            if used.insert(month * 1_000 + place).inserted { plant(kind, month, place) }
        }
        for month in months.indices { months[month].lines.shuffle(using: &numbers) }
    }

    private mutating func addDeal(_ month: Int) {
        count += 1
        let cents = Int64(20_000 + numbers.next() % 900_000)
        let due = months[month].first.adding(days: Int(numbers.next() % 24))
        // Some merchants come back, so that a name alone does not tell the deal.
        let merchant = count % 7 == 0 ? "Merchant \(count - 3) LLC" : "Merchant \(count) LLC"
        var deal = RemittanceExpectation(
            deal: FundedDeal.ID(bits: UInt128(count)), references: [String(100_000 + count)], merchants: [merchant],
            currency: .usd, funded: Cents(cents * 10), fundedOn: due, expected: Cents(cents), dueOn: due)
        deal.clawback = RemittanceExpectation.Clawback(.full, until: due.adding(days: 90))
        months[month].deals.append(deal)
        var line = RemittanceLine(line: 0, amount: deal.expected, currency: .usd)
        line.reference = String(100_000 + count)
        line.merchant = merchant
        line.funded = deal.funded
        // One payment in three bears no trace; the others share the trace of their day.
        line.trace = count % 3 == 0 ? nil : "ACH\(due.number)"
        line.paidOn = due
        months[month].lines.append(line)
    }

    private mutating func plant(_ kind: RemittanceVerdict, _ month: Int, _ place: Int) {
        let deal = months[month].deals[place]
        let sought = deal.references.first
        guard let at = months[month].lines.firstIndex(where: { $0.reference == sought }) else {
            preconditionFailure("an untouched deal has its line")
        }
        var about = deal.deal.description
        var (expected, received): (Cents?, Cents) = (deal.expected, deal.expected)
        var inMonth = month
        let part = Cents(Int64(1 + numbers.next() % UInt64(deal.expected.count - 1)))
        switch kind {
        case .shortPaid:
            received = part
            months[month].lines[at].amount = part
        case .overPaid:
            received = deal.expected + part
            months[month].lines[at].amount = received
        case .paidTwice:
            // The same line once more: at once, or a month later.
            inMonth = numbers.next() % 2 == 0 ? month : month + 1
            months[inMonth].lines.append(months[month].lines[at])
        case .missing:
            received = .zero
            months[month].lines.remove(at: at)
        case .clawedBack:
            inMonth = month + 1
            received = .zero - (numbers.next() % 2 == 0 ? deal.expected : part)
            expected = .zero - deal.expected
            var line = months[month].lines[at]
            line.amount = received
            line.paidOn = months[inMonth].first.adding(days: 9)
            line.trace = "CB\(line.reference ?? "")"
            months[inMonth].lines.append(line)
        case .unknownDeal:
            var line = months[month].lines[at]
            line.reference = "9\(line.reference ?? "")"
            line.merchant = "Stranger \(place) of month \(month)"
            line.trace = nil
            about = line.reference ?? ""
            expected = nil
            months[month].lines.append(line)
        case .wrongCurrency:
            months[month].lines[at].currency = .cad
        case .matched, .unclear: preconditionFailure("only differences are planted")
        }
        planted.insert(
            Difference(month: inMonth, verdict: kind, about: about, expected: expected, received: received))
    }
}
