import Kernel
import Sheets
import Storage

/// Money on a node's books that stands, as a line of a bank's statement is held against it: so that what is booked already
/// is not booked again when the statement comes, or comes again.
struct BookedMoney: Sendable, Equatable {
    /// Nil for a line that was only matched a moment ago.
    let target: NodeBankLine.Target?
    let amount: Cents
    let currency: Currency
    let day: Day
    /// The bank's own, where a line is it.
    let reference: String
    /// Whether a line of a statement is it already.
    let hasLine: Bool

    /// Nearer than this is as good as the same day.
    static let mostDays = 10

    /// A line of a statement can be it.
    var isFree: Bool { !hasLine && target != nil }

    func isSameMoney(as line: BankFile.Line) -> Bool { amount == line.amount && currency == line.currency }

    private func isNear(_ line: BankFile.Line) -> Bool { abs(day - line.bookedOn) <= Self.mostDays }

    /// As much, about the same day, and no line is it yet.
    func isLike(_ line: BankFile.Line) -> Bool { !hasLine && isSameMoney(as: line) && isNear(line) }

    /// The same reference. Who pays each month may give it each time: where a line is it already, it tells of the same money
    /// only with the same amount, about the same day.
    func hasReference(of line: BankFile.Line) -> Bool {
        guard let said = SheetText.key(line.wholeReference), said == SheetText.key(reference) else { return false }
        return !hasLine || isSameMoney(as: line) && isNear(line)
    }

    /// As people know it.
    var words: String {
        let under = reference.isEmpty ? "" : " under the reference \(reference)"
        guard let target else { return "the line before it: \(currency.shown(amount)) on \(day)\(under)" }
        return "the \(target.kind.label) of \(currency.shown(amount)) that is booked on \(day)\(under)"
    }

    /// Why a line may be it.
    var doubt: String { hasLine ? "another line of a statement is \(words)" : "it may be \(words)" }
}

extension BookedMoney {
    /// A line for which something was found before the lines after it.
    init(_ line: BankFile.Line) {
        target = nil
        (amount, currency, day) = (line.amount, line.currency, line.bookedOn)
        reference = line.wholeReference ?? ""
        hasLine = true
    }

    private init(_ row: Row) throws {
        target = NodeBankLine.Target(kind: try row["kind"], id: try row["id"])
        (amount, currency, day) = (try row["amount_cents"], try row["currency"], try row["day"])
        let line: String? = try row["line_id"]
        hasLine = line != nil
        reference = try row.get("line_reference", as: String?.self) ?? row["reference"]
    }

    /// What stands and may be what these lines tell: as much about their days, or of a reference of theirs.
    static func near(
        _ lines: [BankFile.Line], at node: OrgNode.ID, tenant: TenantID, _ db: Connection
    ) throws -> [BookedMoney] {
        let days = lines.map(\.bookedOn)
        guard let first = days.min(), let last = days.max() else { return [] }
        let (from, to) = (first.adding(days: -mostDays), last.adding(days: mostDays))
        var found: [NodeBankLine.Target: BookedMoney] = [:]
        func take(_ day: SQL, _ references: SQL, _ bank: SQL) throws {
            for money in try rows(at: node, day, references, bank, tenant: tenant, db) {
                if let target = money.target { found[target] = money }
            }
        }
        for amounts in chunks(Array(Set(lines.map(\.amount)))) {
            let like: SQL = "BETWEEN \(from) AND \(to) AND amount_cents IN \(list: amounts)"
            try take("received_on \(part: like)", "FALSE", "reconciled_on \(part: like)")
        }
        for said in chunks(Array(Set(lines.compactMap(\.wholeReference)))) {
            let keys = said.compactMap(SheetText.key)
            // What is older than the key, and what was paid to nodes, is found as it is written.
            let (plain, names): (SQL, [String]) = ("IN", said + keys)
            try take(
                "FALSE", "(reference_key \(part: plain) \(list: keys) OR reference \(part: plain) \(list: names))",
                "bank_reference \(part: plain) \(list: names)")
        }
        return found.values.sorted { ($0.day, $0.target?.id ?? "") < ($1.day, $1.target?.id ?? "") }
    }

    private static func chunks<T>(_ list: [T]) -> [[T]] {
        stride(from: 0, to: list.count, by: 500).map { Array(list[$0..<min($0 + 500, list.count)]) }
    }

    private static func rows(
        at node: OrgNode.ID, _ day: SQL, _ references: SQL, _ bank: SQL, tenant: TenantID, _ db: Connection
    ) throws -> [BookedMoney] {
        func own(_ place: BookedReference) -> SQL {
            """
            SELECT \(part: place.kind) AS kind, id, amount_cents, currency, coalesce(said_reference, reference) AS reference,
                   received_on AS day
              FROM \(part: place.table)
             WHERE tenant_id = \(tenant) AND node_id = \(node) AND \(part: place.stands)
               AND (\(part: day) OR \(part: references))
            """
        }
        return try db.rows(
            """
            SELECT money.kind, money.id, money.amount_cents, money.currency, money.reference, money.day,
                   line.id AS line_id, line.reference AS line_reference
              FROM (\(part: own(.payment))
                    UNION ALL \(part: own(.receipt))
                    UNION ALL \(part: own(.fee))
                    UNION ALL
                    SELECT 'sponsor_allocation', id, amount_cents, currency, bank_reference, reconciled_on
                      FROM (SELECT allocation.id, sponsor_share.amount_cents, payment.currency,
                                   allocation.bank_reference, allocation.reconciled_on
                              FROM sponsor_share
                              JOIN sponsor_allocation AS allocation
                                ON allocation.tenant_id = sponsor_share.tenant_id
                               AND allocation.id = sponsor_share.allocation_id
                              JOIN sponsor_payment AS payment
                                ON payment.tenant_id = allocation.tenant_id AND payment.id = allocation.payment_id
                             WHERE sponsor_share.tenant_id = \(tenant) AND sponsor_share.node_id = \(node)
                               AND allocation.node_id <> \(node) AND allocation.state = 'reconciled') AS share
                     WHERE \(part: bank)) AS money
              LEFT JOIN org_bank_line AS line
                ON line.tenant_id = \(tenant) AND line.node_id = \(node) AND line.target_kind = money.kind
               AND line.target_id = money.id
             ORDER BY money.kind, money.id
            """
        ).map(BookedMoney.init)
    }
}
