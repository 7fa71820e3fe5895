import Deals
import Kernel
import Storage

extension RemittanceItem {
    private init(_ row: Row) throws {
        place = try row["place"]
        var line = RemittanceLine(
            line: try row["file_line"], amount: try row["amount_cents"], currency: try row["currency"])
        line.reference = try row["reference"]
        line.merchant = try row["merchant"]
        line.funded = try row["funded_cents"]
        line.trace = try row["trace"]
        line.paidOn = try row["paid_on"]
        line.doubt = try row["doubt"]
        self.line = line
        accepted = try row["accepted"]
        word = RemittanceMatcher.Word(deal: try row["chosen_deal_id"], isAccepted: accepted != nil)
        state = try row["state"]
        payment = try row["payment_id"]
        entry = try row["entry_id"]
        let reason: String? = try row["reason"]
        dismissal = state == .dismissed ? reason : nil
        let verdict: String? = try row["verdict"]
        finding = try verdict.flatMap(RemittanceVerdict.init(rawValue:)).map { verdict in
            RemittanceFinding(
                verdict: verdict, place: try row["place"], deal: try row["deal_id"],
                expected: try row["expected_cents"], received: line.amount, reason: reason ?? "")
        }
    }

    /// A remittance's lines in their order.
    package static func of(_ remittance: Remittance.ID, tenant: TenantID, _ db: Connection) throws -> [RemittanceItem] {
        try db.rows(
            """
            SELECT place, file_line, reference, merchant, amount_cents, currency, funded_cents, trace, paid_on,
                   doubt, chosen_deal_id, accepted, state, verdict, expected_cents, reason, deal_id, payment_id, entry_id
              FROM remittance_line
             WHERE tenant_id = \(tenant) AND remittance_id = \(remittance) ORDER BY place
            """
        ).map(RemittanceItem.init)
    }

    /// Replaces all lines by these; none of them may be booked.
    static func store(
        _ lines: [RemittanceLine], of remittance: Remittance.ID, tenant: TenantID, _ db: Connection
    ) throws {
        try db.run("DELETE FROM remittance_line WHERE tenant_id = \(tenant) AND remittance_id = \(remittance)")
        for (place, line) in lines.enumerated() {
            try db.run(
                """
                INSERT INTO remittance_line (remittance_id, place, tenant_id, file_line, reference, merchant, amount_cents,
                                             currency, funded_cents, trace, paid_on, doubt, state)
                VALUES (\(remittance), \(place), \(tenant), \(line.line), \(line.reference), \(line.merchant),
                        \(line.amount), \(line.currency), \(line.funded), \(line.trace), \(line.paidOn), \(line.doubt),
                        'proposed')
                """)
        }
    }

    /// Stores what a person says about the line, which is still a proposal.
    func say(
        deal: FundedDeal.ID?, accepted: String?, of remittance: Remittance.ID, tenant: TenantID, by who: Who,
        at now: Moment, _ db: Connection
    ) throws {
        let changed = try db.changes(
            """
            UPDATE remittance_line SET chosen_deal_id = \(deal), accepted = \(accepted), decided_by = \(who),
                                       decided_at = \(now)
             WHERE tenant_id = \(tenant) AND remittance_id = \(remittance) AND place = \(place) AND state = 'proposed'
            """)
        guard changed == 1 else { throw StaleMove(record: "line \(place) of remittance \(remittance)") }
        try History.append(
            HistoryEntry(
                "remittance", remittance, accepted == nil ? "line_deal" : "line_accept", by: who, at: now,
                reason: accepted,
                detail: ["line": Value(line.line), "deal_before": Value(word.deal), "deal": Value(deal)]),
            tenant: tenant, db)
    }

    /// Puts the line away, or takes it back among the proposals.
    func move(
        on event: Event, reason: String?, of remittance: Remittance.ID, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE remittance_line
               SET state = \(next), reason = \(reason), verdict = NULL, expected_cents = NULL, deal_id = NULL,
                   payment_id = NULL, entry_id = NULL, accepted = NULL, decided_by = \(who), decided_at = \(now)
             WHERE tenant_id = \(tenant) AND remittance_id = \(remittance) AND place = \(place) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "line \(place) of remittance \(remittance)") }
        try History.append(
            HistoryEntry(
                "remittance", remittance, from: state.rawValue, "line_\(event.rawValue)", to: next.rawValue, by: who,
                at: now, reason: reason, detail: ["line": Value(line.line)]), tenant: tenant, db)
    }

    /// Marks the line as booked by that entry.
    func book(
        _ finding: RemittanceFinding, _ entry: CommissionEntry, of remittance: Remittance.ID, tenant: TenantID,
        by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let next = try Self.lifecycle.move(state, on: .book)
        let changed = try db.changes(
            """
            UPDATE remittance_line
               SET state = \(next), verdict = \(finding.verdict.rawValue), expected_cents = \(finding.expected),
                   reason = \(finding.reason), deal_id = \(entry.deal), payment_id = \(entry.payment),
                   entry_id = \(entry.id), decided_by = \(who), decided_at = \(now)
             WHERE tenant_id = \(tenant) AND remittance_id = \(remittance) AND place = \(place) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "line \(place) of remittance \(remittance)") }
    }
}
