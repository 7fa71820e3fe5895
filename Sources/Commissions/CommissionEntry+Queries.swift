import Deals
import Funders
import Kernel
import Ledger
import Storage

extension CommissionEntry {
    private static let columns: SQL = """
        commission_entry.id, commission_entry.deal_id, commission_entry.funder_id, commission_entry.kind,
        commission_entry.amount_cents, commission_entry.currency, commission_entry.day, commission_entry.due_on,
        commission_entry.payment_id, commission_entry.reverses_id,
        (SELECT later.id FROM commission_entry AS later WHERE later.reverses_id = commission_entry.id) AS reversed_by,
        commission_entry.message_id, commission_entry.reason, commission_entry.transfer_id, commission_entry.who,
        commission_entry.at
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        deal = try row["deal_id"]
        funder = try row["funder_id"]
        kind = try row["kind"]
        amount = try row["amount_cents"]
        currency = try row["currency"]
        day = try row["day"]
        dueOn = try row["due_on"]
        payment = try row["payment_id"]
        reverses = try row["reverses_id"]
        reversedBy = try row["reversed_by"]
        message = try row["message_id"]
        reason = try row["reason"]
        transfer = try row["transfer_id"]
        who = try row["who"]
        at = try row["at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> CommissionEntry {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM commission_entry
             WHERE commission_entry.tenant_id = \(tenant) AND commission_entry.id = \(id)
            """)
        guard let row else { throw CommissionRefusal.unknownEntry(id) }
        return try CommissionEntry(row)
    }

    /// A deal's rows, the oldest first.
    package static func of(_ deal: FundedDeal.ID, tenant: TenantID, _ db: Connection) throws -> [CommissionEntry] {
        try db.rows(
            """
            SELECT \(part: columns) FROM commission_entry
             WHERE commission_entry.tenant_id = \(tenant) AND commission_entry.deal_id = \(deal)
             ORDER BY commission_entry.seq
            """
        ).map(CommissionEntry.init)
    }

    /// A payment's rows, deal by deal, the oldest first.
    package static func of(
        payment: CommissionPayment.ID, tenant: TenantID, _ db: Connection
    ) throws -> [CommissionEntry] {
        try db.rows(
            """
            SELECT \(part: columns) FROM commission_entry
             WHERE commission_entry.tenant_id = \(tenant) AND commission_entry.payment_id = \(payment)
             ORDER BY commission_entry.deal_id, commission_entry.seq
            """
        ).map(CommissionEntry.init)
    }

    /// How the entry is split, in the order of the deal's shares.
    package static func parts(of id: ID, tenant: TenantID, _ db: Connection) throws -> [Part] {
        try db.rows(
            """
            SELECT role, payee_id, amount_cents, reserve_cents FROM commission_part
             WHERE tenant_id = \(tenant) AND entry_id = \(id) ORDER BY place
            """
        ).map(Part.init)
    }

    /// What each of a deal's shares has of entries of some kinds, in the order of the shares.
    static func parts(
        of deal: FundedDeal.ID, _ kinds: [Kind], tenant: TenantID, _ db: Connection
    ) throws -> [Part] {
        try db.rows(
            """
            SELECT commission_part.role, commission_part.payee_id,
                   CAST(sum(commission_part.amount_cents) AS BIGINT) AS amount_cents,
                   CAST(sum(commission_part.reserve_cents) AS BIGINT) AS reserve_cents,
                   min(commission_part.place) AS first_place
              FROM commission_entry
              JOIN commission_part ON commission_part.entry_id = commission_entry.id
             WHERE commission_entry.tenant_id = \(tenant) AND commission_entry.deal_id = \(deal)
               AND commission_entry.kind IN \(list: kinds)
             GROUP BY commission_part.role, commission_part.payee_id
             ORDER BY first_place, commission_part.role, commission_part.payee_id
            """
        ).map(Part.init)
    }

    static func insert(_ entry: CommissionEntry, _ parts: [Part], tenant: TenantID, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO commission_entry (id, tenant_id, deal_id, seq, funder_id, kind, amount_cents, currency, day, due_on,
                                          payment_id, reverses_id, message_id, reason, transfer_id, who, at)
            VALUES (\(entry.id), \(tenant), \(entry.deal),
                    (SELECT coalesce(max(seq), 0) + 1 FROM commission_entry WHERE deal_id = \(entry.deal)),
                    \(entry.funder), \(entry.kind), \(entry.amount),
                    \(entry.currency), \(entry.day), \(entry.dueOn), \(entry.payment), \(entry.reverses),
                    \(entry.message), \(entry.reason), \(entry.transfer), \(entry.who), \(entry.at))
            """)
        for (place, part) in parts.enumerated() {
            try db.run(
                """
                INSERT INTO commission_part (entry_id, place, tenant_id, role, payee_id, amount_cents, reserve_cents)
                VALUES (\(entry.id), \(place + 1), \(tenant), \(part.role), \(part.payee), \(part.amount),
                        \(part.reserve))
                """)
        }
        try PayeeLines.add(entry.id, tenant: tenant, db)
        try CommissionSums.renew(entry.deal, tenant: tenant, db)
    }
}

extension CommissionEntry.Part {
    init(_ row: Row) throws {
        self.init(
            try row["role"], try row["payee_id"], try row["amount_cents"], reserve: try row["reserve_cents"])
    }
}

extension CommissionStanding {
    /// What was paid on a deal by the end of that day, but for what was a mistake.
    static func paid(
        on deal: FundedDeal.ID, until day: Day, tenant: TenantID, _ db: Connection
    ) throws -> Cents {
        try db.value(
            """
            SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM commission_entry
             WHERE tenant_id = \(tenant) AND deal_id = \(deal) AND kind = 'paid' AND day <= \(day)
               AND reverses_id IS NULL
               AND NOT EXISTS (SELECT 1 FROM commission_entry AS later WHERE later.reverses_id = commission_entry.id)
            """) ?? .zero
    }

    /// What stands on a deal: the sums of its rows.
    package static func of(_ deal: FundedDeal.ID, tenant: TenantID, _ db: Connection) throws -> CommissionStanding {
        try of([deal], tenant: tenant, db)[deal] ?? CommissionStanding()
    }

    /// What stands on each of the deals; one without rows has none.
    package static func of(
        _ deals: [FundedDeal.ID], tenant: TenantID, _ db: Connection
    ) throws -> [FundedDeal.ID: CommissionStanding] {
        var standings: [FundedDeal.ID: CommissionStanding] = [:]
        let rows = try db.rows(
            """
            SELECT deal_id, kind, CAST(sum(amount_cents) AS BIGINT) AS amount_cents, max(due_on) AS due_on
              FROM commission_entry
             WHERE tenant_id = \(tenant) AND deal_id IN \(list: deals) GROUP BY deal_id, kind ORDER BY deal_id, kind
            """)
        for row in rows {
            let (deal, due): (FundedDeal.ID, Day?) = (try row["deal_id"], try row["due_on"])
            var standing = standings[deal] ?? CommissionStanding()
            standing.add(try row["amount_cents"], try row["kind"])
            standing.dueOn = [standing.dueOn, due].compactMap { $0 }.max()
            standings[deal] = standing
        }
        // Where something is open: when the first of it was due. What came later, or was taken back, puts nothing off.
        let open = try db.rows(
            """
            SELECT deal_id, min(due_on) AS due_on FROM commission_open
             WHERE tenant_id = \(tenant) AND deal_id IN \(list: deals) GROUP BY deal_id ORDER BY deal_id
            """)
        for row in open { standings[try row["deal_id"]]?.dueOn = try row["due_on"] }
        return standings
    }
}
