import Deals
import Kernel

/// What stands on a deal.
package struct CommissionStanding: Sendable, Equatable {
    package internal(set) var expected = Cents.zero
    package internal(set) var earned = Cents.zero
    package internal(set) var paid = Cents.zero
    package internal(set) var clawedBack = Cents.zero
    /// When the first of what is open is due; when the last of it was due, where nothing is.
    package internal(set) var dueOn: Day?

    package init() {}

    /// What the funder has still to pay.
    package var open: Cents { expected - paid }
    /// What is left of what was paid.
    package var kept: Cents { paid - clawedBack }

    /// Whether shares may still be told otherwise: nothing is paid by them.
    var isSplittable: Bool { paid == .zero }
    /// Whether the deal may still be told to be none: nothing is owed or paid for it.
    var isCancellable: Bool { earned == .zero && paid == .zero }

    mutating func add(_ amount: Cents, _ kind: CommissionEntry.Kind) {
        switch kind {
        case .expected, .bonus, .adjustment: expected = expected + amount
        case .earned: earned = earned + amount
        case .paid: paid = paid + amount
        case .clawback: clawedBack = clawedBack + amount
        case .release: break
        }
    }

    /// Refused where more is earned than expected, more paid than earned, or more taken back than paid.
    func check(_ deal: FundedDeal.ID) throws(CommissionRefusal) {
        guard earned <= expected else { throw .moreThanExpected(deal, expected: expected, earned: earned) }
        guard paid <= earned else { throw .moreThanEarned(deal, earned: earned, paid: paid) }
        guard clawedBack <= paid else { throw .moreThanPaid(deal, paid: paid, clawedBack: clawedBack) }
    }

    /// In a word of the program.
    package var word: Word {
        if clawedBack > .zero { return clawedBack == paid ? .clawedBack : .partClawedBack }
        if expected == .zero { return .nothing }
        if open == .zero { return .paid }
        if paid > .zero { return .partPaid }
        return earned > .zero ? .earned : .expected
    }

    package enum Word: String, Sendable, CaseIterable {
        case nothing, expected, earned
        case partPaid = "part_paid"
        case paid
        case partClawedBack = "part_clawed_back"
        case clawedBack = "clawed_back"

        package var label: String {
            switch self {
            case .nothing: "No commission"
            case .expected: "Expected"
            case .earned: "Owed"
            case .partPaid: "Paid in part"
            case .paid: "Paid"
            case .partClawedBack: "Clawed back in part"
            case .clawedBack: "Clawed back"
            }
        }
    }

    /// The sums for pages and programs alike; `today` tells what is late.
    package func value(_ currency: Currency, today: Day) -> Value {
        func money(_ cents: Cents) -> Value { .string(currency.shown(cents)) }
        return [
            "state": .string(word.rawValue), "state_label": .string(word.label), "expected": .string(expected.decimal),
            "expected_text": money(expected), "earned": .string(earned.decimal), "earned_text": money(earned),
            "paid": .string(paid.decimal), "paid_text": money(paid), "clawed_back": .string(clawedBack.decimal),
            "clawed_back_text": money(clawedBack), "open": .string(open.decimal), "open_text": money(open),
            "due_on": Value(dueOn), "is_open": .bool(open > .zero), "is_unearned": .bool(earned < expected),
            "is_late": .bool(open > .zero && dueOn.map { $0 < today } ?? false), "is_kept": .bool(kept > .zero),
            "is_clawed_back": .bool(clawedBack > .zero), "is_splittable": .bool(isSplittable),
            "is_cancellable": .bool(isCancellable),
        ]
    }
}
