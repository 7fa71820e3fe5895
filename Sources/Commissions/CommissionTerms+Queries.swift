import Deals
import Funders
import Kernel
import Storage
import Web

extension CommissionTerms {
    private static let columns: SQL = """
        id, funder_id, version, valid_from, currency, rate, basis, takes_offer_points, trigger_kind, renewal_rate,
        bonus_tiers, plan, calendar, clawback_days, clawback_mode, reserve, renewal_share, who, at
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        funder = try row["funder_id"]
        version = try row["version"]
        var content = Content(
            validFrom: try row["valid_from"], currency: try row["currency"], rate: try row["rate"],
            plan: try row["plan"])
        content.basis = try row["basis"]
        content.takesOfferPoints = try row["takes_offer_points"]
        content.trigger = try row["trigger_kind"]
        content.renewalRate = try row["renewal_rate"]
        content.bonusTiers = try FieldReader.read(["tiers": try row["bonus_tiers"]]) { Incentive.list("tiers", &$0) }
        content.calendar = try row["calendar"]
        content.clawbackDays = try row["clawback_days"]
        content.clawbackMode = try row["clawback_mode"]
        content.reserve = try row["reserve"]
        content.renewalShare = try row["renewal_share"]
        self.content = content
        who = try row["who"]
        at = try row["at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> CommissionTerms {
        let row = try db.row("SELECT \(part: columns) FROM commission_terms WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw CommissionRefusal.unknownTerms(id) }
        return try CommissionTerms(row)
    }

    /// A funder's versions, the newest first.
    package static func versions(of funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> [CommissionTerms] {
        try db.rows(
            """
            SELECT \(part: columns) FROM commission_terms
             WHERE tenant_id = \(tenant) AND funder_id = \(funder) ORDER BY version DESC
            """
        ).map(CommissionTerms.init)
    }

    /// The version for deals in a currency that are funded on a day: the one that began last, of those that begin on one
    /// day the newest; nil where none had begun.
    package static func valid(
        on day: Day, of funder: Funder.ID, in currency: Currency, tenant: TenantID, _ db: Connection
    ) throws -> CommissionTerms? {
        try db.row(
            """
            SELECT \(part: columns) FROM commission_terms
             WHERE tenant_id = \(tenant) AND funder_id = \(funder) AND currency = \(currency) AND valid_from <= \(day)
             ORDER BY valid_from DESC, version DESC LIMIT 1
            """
        ).map(CommissionTerms.init)
    }

    /// The version that a deal used; nil where there were no terms.
    package static func used(
        by deal: FundedDeal.ID, tenant: TenantID, _ db: Connection
    ) throws -> (terms: CommissionTerms, expectation: Expectation)? {
        let row = try db.row(
            """
            SELECT terms_id, rate, base_cents, due_on, clawback_until FROM deal_terms
             WHERE tenant_id = \(tenant) AND deal_id = \(deal)
            """)
        guard let row else { return nil }
        let (rate, base): (Percent, Cents) = (try row["rate"], try row["base_cents"])
        return (
            try find(row["terms_id"], tenant: tenant, db),
            Expectation(
                rate: rate, base: base, amount: rate.of(base), dueOn: try row["due_on"],
                clawbackUntil: try row["clawback_until"])
        )
    }

    /// Adds a version. `former` is the newest that the asker saw, 0 where there was none; refused (409) where another came
    /// meanwhile.
    package static func save(
        _ content: Content, after former: Int, of funder: Funder.ID, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws -> CommissionTerms {
        _ = try Funder.find(funder, tenant: tenant, db)
        let newest = try versions(of: funder, tenant: tenant, db).first?.version ?? 0
        guard newest == former else { throw RecordRefusal.changedMeanwhile("commission terms of funder", funder) }
        let id = ID(at: now)
        try db.run(
            """
            INSERT INTO commission_terms (id, tenant_id, funder_id, version, valid_from, currency, rate, basis,
                                          takes_offer_points, trigger_kind, renewal_rate, bonus_tiers, plan, calendar,
                                          clawback_days, clawback_mode, reserve, renewal_share, who, at)
            VALUES (\(id), \(tenant), \(funder), \(newest + 1), \(content.validFrom), \(content.currency),
                    \(content.rate), \(content.basis), \(content.takesOfferPoints), \(content.trigger),
                    \(content.renewalRate), \(Value(content.bonusTiers.map(\.value))), \(content.plan),
                    \(content.calendar), \(content.clawbackDays), \(content.clawbackMode), \(content.reserve),
                    \(content.renewalShare), \(who), \(now))
            """)
        try History.append(
            HistoryEntry(
                "funder", funder, "commission_terms_saved", by: who, at: now,
                detail: ["version": Value(newest + 1), "valid_from": Value(content.validFrom)]), tenant: tenant, db)
        return try find(id, tenant: tenant, db)
    }

    /// Notes which version a deal used.
    static func note(
        _ terms: ID, _ expectation: Expectation, of deal: FundedDeal, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO deal_terms (deal_id, tenant_id, terms_id, rate, base_cents, due_on, clawback_until)
            VALUES (\(deal.id), \(deal.tenant), \(terms), \(expectation.rate), \(expectation.base),
                    \(expectation.dueOn), \(expectation.clawbackUntil))
            """)
    }
}
