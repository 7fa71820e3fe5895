import Crypto
import Kernel
import Storage

/// What a partner promises: one model for all five types (F18–F27). It is never changed: other terms are another
/// commitment that supersedes this one (F33).
package struct CommitmentTerms: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case recurring
        case oneOff = "one_off"
        case cohortSponsor = "cohort_sponsor"
        case capacityPool = "capacity_pool"
        case pledgePending = "pledge_pending"

        package var label: String {
            switch self {
            case .recurring: "Recurring"
            case .oneOff: "One-off"
            case .cohortSponsor: "Cohort sponsor"
            case .capacityPool: "Capacity pool"
            case .pledgePending: "Pledge"
            }
        }
    }

    package enum Cadence: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case monthly, quarterly, annual

        package var months: Int {
            switch self {
            case .monthly: 1
            case .quarterly: 3
            case .annual: 12
            }
        }

        var label: String {
            switch self {
            case .monthly: "a month"
            case .quarterly: "a quarter"
            case .annual: "a year"
            }
        }
    }

    package enum Use: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case nextCohort = "next_cohort"
        case generalPool = "general_pool"

        var label: String { self == .nextCohort ? "Next cohort" : "General pool" }
    }

    package enum Timing: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case soonest
        case nextQuarter = "next_quarter"
        case nextYear = "next_year"
        case any

        var label: String {
            switch self {
            case .soonest: "As soon as possible"
            case .nextQuarter: "Next quarter"
            case .nextYear: "Next year"
            case .any: "Any time"
            }
        }
    }

    /// What only commitments of one type say.
    package enum Detail: Sendable, Equatable {
        /// `end` is the last day on which a cycle may begin; nil: open-ended.
        case recurring(Cadence, start: Day, end: Day?)
        case oneOff(Use)
        /// The cost that was used to compute the amount is kept.
        case cohortSponsor(size: Int, cost: Cents, region: String?, Timing)
        /// At most so many participants.
        case capacityPool(seats: Int)
        /// Approved and not funded yet.
        case pledgePending
    }

    /// For one cycle of a recurring commitment, else for all of it.
    package let amount: Cents
    package let currency: Currency
    package let detail: Detail
    package let note: String?

    package init(_ amount: Cents, _ currency: Currency, _ detail: Detail, note: String? = nil) {
        self.amount = amount
        self.currency = currency
        self.detail = detail
        self.note = note
    }

    package var kind: Kind {
        switch detail {
        case .recurring: .recurring
        case .oneOff: .oneOff
        case .cohortSponsor: .cohortSponsor
        case .capacityPool: .capacityPool
        case .pledgePending: .pledgePending
        }
    }

    /// `cohort_size × cost_per_participant` (F27); nil beyond what an amount may be.
    package static func estimatedCost(of size: Int, at cost: Cents) -> Cents? {
        let (product, overflows) = Int64(size).multipliedReportingOverflow(by: cost.count)
        return overflows || product > Cents.largest.count ? nil : Cents(product)
    }

    /// The days on which cycles begin, from the first one on, up to and including `last`; empty where there are none.
    /// Counted from the first day, so that a month's last day stays a last day: 31 January, 28 February, 31 March (F24).
    package func cycles(until last: Day) -> [Day] {
        guard case .recurring(let cadence, let start, let end) = detail else { return [] }
        let last = end.map { min($0, last) } ?? last
        var days: [Day] = []
        while true {
            let next = start.adding(months: days.count * cadence.months)
            guard next <= last else { return days }
            days.append(next)
        }
    }

    /// All that is promised as it stands on `day`; for an open-ended commitment the cycles that have begun (F24).
    package func promised(on day: Day) -> Cents {
        guard case .recurring(_, _, let end) = detail else { return amount }
        return Cents(amount.count * Int64(cycles(until: end ?? day).count))
    }

    /// So many participants it funds at most; nil where it does not say.
    package var mostSeats: Int? {
        switch detail {
        case .capacityPool(let seats): seats
        case .cohortSponsor(let size, _, _, _): size
        case .recurring, .oneOff, .pledgePending: nil
        }
    }

    /// Whether more is promised as time goes by.
    package var isOpenEnded: Bool { if case .recurring(_, _, nil) = detail { true } else { false } }
}

extension CommitmentTerms {
    /// A fingerprint of all that is promised, which the history keeps; the note is no part of it.
    var fingerprint: String {
        let words: [String?] =
            switch detail {
            case .recurring(let cadence, let start, let end): [cadence.rawValue, start.description, end?.description]
            case .oneOff(let use): [use.rawValue]
            case .cohortSponsor(let size, let cost, let region, let timing):
                ["\(size)", "\(cost.count)", region, timing.rawValue]
            case .capacityPool(let seats): ["\(seats)"]
            case .pledgePending: []
            }
        let all: [String?] = [kind.rawValue, "\(amount.count)", currency.rawValue] + words
        return Digest(of: Value.list(all.map { Value($0) }).jsonBytes).description
    }

    static let columns: SQL = """
        type, amount_cents, currency, cadence, starts_on, ends_on, intended_use, cohort_size,
        cost_per_participant_cents, target_region, timing, seats, note
        """

    init(_ row: Row) throws {
        amount = try row["amount_cents"]
        currency = try row["currency"]
        note = try row["note"]
        detail =
            switch try row.get("type", as: Kind.self) {
            case .recurring: .recurring(try row["cadence"], start: try row["starts_on"], end: try row["ends_on"])
            case .oneOff: .oneOff(try row["intended_use"])
            case .cohortSponsor:
                .cohortSponsor(
                    size: try row["cohort_size"], cost: try row["cost_per_participant_cents"],
                    region: try row["target_region"], try row["timing"])
            case .capacityPool: .capacityPool(seats: try row["seats"])
            case .pledgePending: .pledgePending
            }
    }

    /// The values of `columns`, in their order.
    var columnValues: SQL {
        var (cadence, start, end): (Cadence?, Day?, Day?)
        var use: Use?
        var (size, cost, region, timing): (Int?, Cents?, String?, Timing?)
        var seats: Int?
        switch detail {
        case .recurring(let every, let first, let last): (cadence, start, end) = (every, first, last)
        case .oneOff(let intended): use = intended
        case .cohortSponsor(let many, let each, let place, let when):
            (size, cost, region, timing) = (many, each, place, when)
        case .capacityPool(let many): seats = many
        case .pledgePending: break
        }
        return """
            \(kind), \(amount), \(currency), \(cadence), \(start), \(end), \(use), \(size), \(cost), \(region), \(timing),
            \(seats), \(note)
            """
    }
}
