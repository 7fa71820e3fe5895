import Deals
import Funders
import Kernel
import Storage

/// What of each deal's commission is open, by the day it is due, and what of it is kept while it may be taken back. Follows
/// from the deals' rows and is brought along with each of them, so that pages read what is open and not all that ever was.
package enum CommissionSums {
    /// What a deal's rows make.
    struct Standing: Equatable {
        struct Open: Hashable {
            let dueOn: Day
            let amount: Cents
        }
        struct Window: Hashable {
            let fundedOn: Day
            let until: Day
            let mode: ClawbackMode
            let paid: Cents
            let kept: Cents
            let held: Cents
        }
        let funder: String
        let currency: Currency
        let open: [Open]
        /// Nil where nothing is kept or the funder's terms let it take back nothing.
        let window: Window?
    }

    /// Brings the sums of a deal to what its rows make.
    static func renew(_ deal: FundedDeal.ID, tenant: TenantID, _ db: Connection) throws {
        try db.run("DELETE FROM commission_open WHERE tenant_id = \(tenant) AND deal_id = \(deal)")
        try db.run("DELETE FROM commission_kept WHERE tenant_id = \(tenant) AND deal_id = \(deal)")
        try each("commission_entry.tenant_id = \(tenant) AND commission_entry.deal_id = \(deal)", db) {
            deal, standing in
            try store(standing, of: deal, tenant: tenant, db)
        }
    }

    private static func store(_ standing: Standing, of deal: String, tenant: TenantID, _ db: Connection) throws {
        for part in standing.open {
            try db.run(
                """
                INSERT INTO commission_open (deal_id, due_on, tenant_id, funder_id, currency, open_cents)
                VALUES (\(deal), \(part.dueOn), \(tenant), \(standing.funder), \(standing.currency), \(part.amount))
                """)
        }
        guard let window = standing.window else { return }
        try db.run(
            """
            INSERT INTO commission_kept (deal_id, tenant_id, funder_id, currency, funded_on, until_on, mode, paid_cents,
                                         kept_cents, held_cents)
            VALUES (\(deal), \(tenant), \(standing.funder), \(standing.currency), \(window.fundedOn), \(window.until),
                    \(window.mode), \(window.paid), \(window.kept), \(window.held))
            """)
    }

    /// Calls `body` for each deal that the condition lets through and of which something is open or kept.
    private static func each(
        _ condition: SQL, _ db: Connection, _ body: (String, Standing) throws -> Void
    ) throws {
        var current: Gathered?
        func close() throws {
            guard let current, let standing = current.standing else { return }
            try body(current.deal, standing)
        }
        // Rows are kept until all are read: `body` writes on the same connection.
        for row in try db.rows(rows(condition)) {
            let deal: String = try row["deal_id"]
            if deal != current?.deal {
                try close()
                current = try Gathered(deal, row)
            }
            try current?.add(row)
        }
        try close()
    }

    private static func rows(_ condition: SQL) -> SQL {
        """
        SELECT sums.deal_id, sums.funder_id, sums.currency, sums.kind, sums.due_on, sums.amount_cents, sums.held_cents,
               funded_deal.funded_on, deal_terms.clawback_until, commission_terms.clawback_mode
          FROM (SELECT commission_entry.deal_id, commission_entry.funder_id, commission_entry.currency,
                       commission_entry.kind, coalesce(commission_entry.due_on, commission_entry.day) AS due_on,
                       CAST(sum(commission_entry.amount_cents) AS BIGINT) AS amount_cents,
                       CAST(coalesce(sum((SELECT sum(reserve_cents) FROM commission_part
                                           WHERE commission_part.entry_id = commission_entry.id)), 0) AS BIGINT) AS held_cents
                  FROM commission_entry WHERE \(part: condition)
                 GROUP BY commission_entry.deal_id, commission_entry.funder_id, commission_entry.currency,
                          commission_entry.kind, coalesce(commission_entry.due_on, commission_entry.day)) AS sums
          JOIN funded_deal ON funded_deal.id = sums.deal_id
          LEFT JOIN deal_terms ON deal_terms.deal_id = sums.deal_id
          LEFT JOIN commission_terms ON commission_terms.id = deal_terms.terms_id
         ORDER BY sums.deal_id, sums.due_on, sums.kind
        """
    }

    /// One deal's rows, added up as they come.
    private struct Gathered {
        let deal: String
        let funder: String
        let currency: Currency
        let fundedOn: Day
        let until: Day?
        let mode: ClawbackMode?
        var expected: [(dueOn: Day, amount: Cents)] = []
        var paid = Cents.zero
        var clawedBack = Cents.zero
        var held = Cents.zero

        init(_ deal: String, _ row: Row) throws {
            self.deal = deal
            funder = try row["funder_id"]
            currency = try row["currency"]
            fundedOn = try row["funded_on"]
            until = try row["clawback_until"]
            mode = try row["clawback_mode"]
        }

        mutating func add(_ row: Row) throws {
            let (amount, kind): (Cents, CommissionEntry.Kind) = (try row["amount_cents"], try row["kind"])
            held = held + (try row["held_cents"])
            switch kind {
            case .expected, .bonus, .adjustment: expected.append((try row["due_on"], amount))
            case .paid: paid = paid + amount
            case .clawback: clawedBack = clawedBack + amount
            case .earned, .release: break
            }
        }

        /// Nil where nothing is open and nothing may be taken back.
        var standing: Standing? {
            var open: [Day: Cents] = [:]
            for part in Ageing.open(expected, paid: paid) {
                open[part.dueOn] = (open[part.dueOn] ?? .zero) + part.amount
            }
            let kept = paid - clawedBack
            let window = mode.flatMap { mode in
                until.flatMap { until in
                    kept > .zero
                        ? Standing.Window(
                            fundedOn: fundedOn, until: until, mode: mode, paid: paid, kept: kept, held: held) : nil
                }
            }
            guard !open.isEmpty || window != nil else { return nil }
            return Standing(
                funder: funder, currency: currency,
                open: open.sorted { $0.key < $1.key }.map { Standing.Open(dueOn: $0.key, amount: $0.value) },
                window: window)
        }
    }

    private static func derived(tenant: TenantID, _ db: Connection) throws -> [String: Standing] {
        var all: [String: Standing] = [:]
        try each("commission_entry.tenant_id = \(tenant)", db) { all[$0] = $1 }
        return all
    }

    private static func stored(tenant: TenantID, _ db: Connection) throws -> [String: Standing] {
        var (funders, open, windows):
            ([String: (String, Currency)], [String: [Standing.Open]], [String: Standing.Window]) =
                ([:], [:], [:])
        for row in try db.rows(
            """
            SELECT deal_id, funder_id, currency, due_on, open_cents FROM commission_open
             WHERE tenant_id = \(tenant) ORDER BY deal_id, due_on
            """)
        {
            let deal: String = try row["deal_id"]
            funders[deal] = (try row["funder_id"], try row["currency"])
            open[deal, default: []].append(Standing.Open(dueOn: try row["due_on"], amount: try row["open_cents"]))
        }
        for row in try db.rows(
            """
            SELECT deal_id, funder_id, currency, funded_on, until_on, mode, paid_cents, kept_cents,
                   held_cents
              FROM commission_kept WHERE tenant_id = \(tenant) ORDER BY deal_id
            """)
        {
            let deal: String = try row["deal_id"]
            funders[deal] = (try row["funder_id"], try row["currency"])
            windows[deal] = Standing.Window(
                fundedOn: try row["funded_on"], until: try row["until_on"], mode: try row["mode"],
                paid: try row["paid_cents"], kept: try row["kept_cents"], held: try row["held_cents"])
        }
        return Dictionary(
            uniqueKeysWithValues: funders.map { deal, place in
                (
                    deal,
                    Standing(
                        funder: place.0, currency: place.1, open: open[deal] ?? [], window: windows[deal])
                )
            })
    }

    /// Whether the sums that are stored are what the rows make of them.
    package static func areRight(tenant: TenantID, _ db: Connection) throws -> Bool {
        try derived(tenant: tenant, db) == stored(tenant: tenant, db) && PayeeLines.areRight(tenant: tenant, db)
    }

    /// Writes an office's sums anew from its rows.
    package static func rebuild(tenant: TenantID, _ db: Connection) throws {
        try rebuildDeals(tenant: tenant, db)
        try PayeeLines.rebuild(tenant: tenant, db)
    }

    private static func rebuildDeals(tenant: TenantID, _ db: Connection) throws {
        try db.run("DELETE FROM commission_open WHERE tenant_id = \(tenant)")
        try db.run("DELETE FROM commission_kept WHERE tenant_id = \(tenant)")
        try each("commission_entry.tenant_id = \(tenant)", db) { try store($1, of: $0, tenant: tenant, db) }
    }

    /// Fills the deals' tables from the rows that are there.
    @Sendable static func fill(_ db: Connection) throws {
        for row in try db.rows("SELECT DISTINCT tenant_id FROM commission_entry ORDER BY tenant_id") {
            try rebuildDeals(tenant: try row["tenant_id"], db)
        }
    }
}
