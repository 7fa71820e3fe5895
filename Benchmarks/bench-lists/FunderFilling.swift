import Kernel
import Storage

/// 200 funders with contact, rules and guidelines; half of them fit the applications, every tenth has a weekly cap.
struct FunderFilling {
    let tenant: TenantID
    let now: Moment

    func run(_ db: Connection) throws -> [String] {
        try (1...Filling.funderCount).map { try add($0, db) }
    }

    private func add(_ number: Int, _ db: Connection) throws -> String {
        let id = Identifier<Filling>(at: now).description
        let (name, address) = ("Funder \(number) Capital", "submissions@funder\(number).test")
        let isLimited = number % 10 == 0
        try db.run(
            """
            INSERT INTO funder (id, tenant_id, name, name_key, status, status_reason, status_updated_at, weekly_cap,
                                channel, first_response_hours, time_zone, created_at, updated_at, version)
            VALUES (\(id), \(tenant), \(name), \(name.lowercased()), \(isLimited ? "limited" : "active"),
                    \(isLimited ? "few at a time" : nil), \(now), \(isLimited ? 40 : nil), 'email', 24,
                    'America/New_York', \(now), \(now), 1)
            """)
        try db.run(
            """
            INSERT INTO funder_domain (tenant_id, funder_id, kind, domain)
            VALUES (\(tenant), \(id), 'domain', \("funder\(number).test"))
            """)
        try db.run(
            """
            INSERT INTO funder_contact (id, tenant_id, funder_id, name, email, updated_at, version)
            VALUES (\(Identifier<Filling>(at: now)), \(tenant), \(id), 'Desk', \(address), \(now), 1)
            """)
        try db.run(
            """
            INSERT INTO funder_submission_rules (id, tenant_id, funder_id, channel, to_emails, cc_emails,
                                                 excludes_contact, updated_at, version)
            VALUES (\(Identifier<Filling>(at: now)), \(tenant), \(id), 'email', \(Value.list([.string(address)])), '[]',
                    0, \(now), 1)
            """)
        try addGuideline(number, of: id, db)
        return id
    }

    private func addGuideline(_ number: Int, of funder: String, _ db: Connection) throws {
        let (id, version) = (Identifier<Filling>(at: now), Identifier<Filling>(at: now))
        let criteria = criteria(number)
        try db.run(
            """
            INSERT INTO funder_guideline (id, tenant_id, funder_id, version, version_id, currency, states_allowed,
                                          states_excluded, industries_allowed, industries_restricted, incentives,
                                          required_docs, rules, updated_by, updated_at)
            VALUES (\(id), \(tenant), \(funder), 1, \(version), 'USD', '[]', '[]', '[]', '[]', '[]', '[]', '[]',
                    'system:bench', \(now))
            """)
        try db.run(
            """
            INSERT INTO funder_guideline_version (id, tenant_id, guideline_id, version, content, who, at)
            VALUES (\(version), \(tenant), \(id), 1, \(criteria), 'system:bench', \(now))
            """)
    }

    private func criteria(_ number: Int) -> Value {
        [
            "currency": "USD", "states_allowed": [], "states_excluded": number % 3 == 0 ? ["CA", "NY"] : ["CA"],
            "industries_allowed": [], "industries_restricted": ["Cannabis", "Adult entertainment", "Law firms"],
            "min_months_in_business": Value(6 + number % 24),
            "min_monthly_revenue": Value("\(10_000 + number * 200).00"),
            "max_position": Value(1 + number % 4), "min_fico": Value(500 + number % 150),
            "min_funding": "10000.00", "max_funding": "250000.00", "turnaround_hours": Value(4 + number % 44),
            "required_docs": [
                ["code": "application", "label": "Signed application"],
                ["code": "bank_statements", "label": "Bank statements", "min_months": 3],
            ],
            "incentives": [], "rules": [],
        ]
    }
}
