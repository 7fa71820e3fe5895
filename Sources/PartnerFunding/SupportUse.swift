import Cohorts
import Kernel
import Storage

/// What a partner's money became, by kinds of support (F56): of whole cohorts, and what was paid out between two reports by itself,
/// so that no two reports differ by the kind of a payment for few.
struct SupportUse: Sendable, Equatable {
    /// What stands in one line.
    enum Line: Hashable, Comparable {
        case kind(SupportType)
        /// Paid out before kinds were asked for.
        case unrecorded
        /// Of kinds that fewer than five participants had.
        case few
        /// What came back of what was told, by no kind and of no time: of five at least.
        case cameBack

        var name: String {
            switch self {
            case .kind(let type): type.rawValue
            case .unrecorded: "unrecorded"
            case .few: "few"
            case .cameBack: "came_back"
            }
        }

        var label: String {
            switch self {
            case .kind(let type):
                type.isSupport ? "Support type: \(type.label.lowercased())" : "No support: running costs"
            case .unrecorded: "Support type: not recorded"
            case .few: "Support types for too few participants to show"
            case .cameBack: "Support came back"
            }
        }

        private var place: Int {
            switch self {
            case .kind(let type): SupportType.allCases.firstIndex(of: type) ?? 0
            case .unrecorded: SupportType.allCases.count
            case .few: SupportType.allCases.count + 1
            case .cameBack: SupportType.allCases.count + 2
            }
        }

        static func < (left: Line, right: Line) -> Bool { left.place < right.place }
    }

    /// Currency by currency, all of it together what was paid out for the cohorts.
    let sums: [Currency: [Line: Cents]]

    init(_ cohorts: [FundedCohort], _ told: ToldBefore, of partner: Partner, _ db: Connection) throws {
        var sums: [Currency: [Line: Cents]] = [:]
        let support = try ToldSupport.of(partner, db)
        let paid = Dictionary(grouping: try Self.paid(cohorts, of: partner, support, db), by: \.cohort)
        for cohort in cohorts {
            let tellings = told.rows(of: cohort.cohort, .supportTypes)
            let rows = paid[cohort.cohort.id] ?? []
            let given = rows.filter { $0.amount >= .zero }
            let times = Dictionary(grouping: given) { row in tellings.count { $0 < row.seq } }
            for rows in times.values { Self.add(rows, of: cohort.people.supported, to: &sums) }
            for row in rows where row.amount < .zero {
                Self.add(row, support.isNetted(row.number) ? .few : .cameBack, to: &sums)
            }
        }
        self.sums = sums
    }

    /// What was paid out for a cohort between two reports that told of it, or before the first.
    private static func add(_ rows: [Paid], of supported: Int, to lines: inout [Currency: [Line: Cents]]) {
        var holders: [SupportType: Set<String>] = [:]
        for row in rows {
            if let type = row.type, let holder = row.holder { holders[type, default: []].insert(holder) }
        }
        let people = rows.reduce(into: [SupportType: Int]()) { people, row in
            guard let type = row.type else { return }
            // The largest payment's: of several nobody knows whether they were for the same people. Of support of wallets it is known.
            people[type] = max(people[type] ?? 0, row.people, holders[type]?.count ?? 0)
        }
        let shown = shown(people, of: supported)
        for row in rows {
            add(row, row.type.map { shown.contains($0) ? Line.kind($0) : .few } ?? .unrecorded, to: &lines)
        }
    }

    private static func add(_ row: Paid, _ line: Line, to lines: inout [Currency: [Line: Cents]]) {
        lines[row.currency, default: [:]][line] = (lines[row.currency]?[line] ?? .zero) + row.amount
    }

    private struct Paid {
        let cohort: Cohort.ID
        let currency: Currency
        let type: SupportType?
        let amount: Cents
        let people: Int
        /// Of the ledger's row.
        let number: Int64
        /// Of the history's row before which it was told, or that told of it.
        let seq: Int64
        /// Of support of one participant: the wallet.
        let holder: String?
    }

    private static func paid(
        _ cohorts: [FundedCohort], of partner: Partner, _ told: ToldSupport, _ db: Connection
    ) throws -> [Paid] {
        let rows = try db.rows(
            """
            WITH paid AS (
                SELECT funding_ledger.allocation_id, funding_ledger.cohort_id, funding_ledger.currency,
                       funding_ledger.support_type, funding_ledger.amount_cents, funding_ledger.people,
                       funding_ledger.ledger_seq, allocation_claim.holder,
                       row_number() OVER (PARTITION BY funding_ledger.allocation_id
                                              ORDER BY funding_ledger.ledger_seq) AS place
                  FROM funding_ledger
                  JOIN funding_commitment ON funding_commitment.id = funding_ledger.commitment_id
                  LEFT JOIN allocation_claim ON allocation_claim.tenant_id = funding_ledger.tenant_id
                                            AND (allocation_claim.entry_id = funding_ledger.id
                                                 OR allocation_claim.back_entry_id = funding_ledger.id)
                 WHERE funding_ledger.tenant_id = \(partner.tenant) AND funding_ledger.type = 'disbursed'
                   AND funding_commitment.partner_id = \(partner.id)
                   AND funding_ledger.cohort_id IN \(list: cohorts.map(\.cohort.id))),
            told AS (
                SELECT record_id, seq, row_number() OVER (PARTITION BY record_id ORDER BY seq) AS place
                  FROM history
                 WHERE tenant_id = \(partner.tenant) AND record_kind = 'allocation'
                   AND event IN \(list: Allocation.payingEvents)
                   AND record_id IN (SELECT allocation_id FROM paid))
            SELECT paid.ledger_seq, paid.cohort_id, paid.currency, paid.support_type, paid.amount_cents,
                   coalesce(paid.people, 0) AS people, paid.holder, told.seq
              FROM paid LEFT JOIN told ON told.record_id = paid.allocation_id AND told.place = paid.place
             ORDER BY paid.ledger_seq
            """
        )
        // Support for fewer than five is told when the sum is.
        return try rows.compactMap { row in
            let number: Int64 = try row["ledger_seq"]
            guard !told.isWaiting(number) else { return nil }
            return Paid(
                cohort: try row["cohort_id"], currency: try row["currency"], type: try row["support_type"],
                amount: try row["amount_cents"], people: try row["people"],
                number: number,
                seq: try told.since(number).map { $0 + 1 } ?? row["seq"] ?? .max, holder: try row["holder"])
        }
    }

    /// The kinds that may be told of a cohort in which so many were `supported`, by how many participants each was for: not
    /// those for fewer than five. One that is not told is for five at least, as far as there is a larger one: two of four may be for the same four. Where all other kinds are told the one
    /// that is left would be known: then the next larger goes with it. What is no support tells of nobody.
    static func shown(_ people: [SupportType: Int], of supported: Int) -> Set<SupportType> {
        let used = people.filter(\.key.isSupport)
        var few = used.filter { ShownCount.isTelling($0.value) || ShownCount.isTelling(supported) }
        let rising = SupportType.ranked.filter { used[$0] != nil }.sorted { (used[$0] ?? 0) < (used[$1] ?? 0) }
        for next in rising where few[next] == nil {
            let isAlone = few.count == 1 && used.count == SupportType.ranked.count
            let isFew = ShownCount.isTelling(few.values.max() ?? 0)
            if isAlone || isFew { few[next] = used[next] }
        }
        return Set(people.keys.filter { few[$0] == nil })
    }

    var lines: [ReportLine] {
        let lines = Currency.allCases.flatMap { currency in
            (sums[currency] ?? [:]).sorted { $0.key < $1.key }.map { line, amount in
                ReportLine(
                    .supportTypes, "\(line.name).\(currency.rawValue)", line.label, value: amount.decimal,
                    text: "\(amount.decimal) \(currency.rawValue)")
            }
        }
        return lines.isEmpty ? [ReportLine(.supportTypes, value: nil, text: "None yet")] : lines
    }
}
