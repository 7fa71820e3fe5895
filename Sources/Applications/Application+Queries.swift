import Kernel
import Storage
import Web

extension Application {
    static let columns: SQL = """
        SELECT id, tenant_id, number, legal_name, legal_name_key, trade_name, entity_type, incorporation_state, ein_last4,
               ein_hash, industry_code_kind, industry_code, industry_name, street, city, state, region, postal_code,
               country, phone, email, website, started_on, monthly_revenue_cents, annual_revenue_cents,
               average_daily_balance_cents, negative_days, deposits_per_month, currency, requested_amount_cents,
               requested_term_months, use_of_funds, fico, open_positions, total_daily_debit_cents, default_status,
               defaulted_on, bankruptcy_status, bankruptcy_on, source_system, external_id, created_at, updated_at,
               archived_at, version
          FROM application
        """

    /// The application, or a refusal (404) where this tenant has none of that id.
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Application {
        guard let row = try db.row(columns + " WHERE tenant_id = \(tenant) AND id = \(id)") else {
            throw RecordRefusal.unknown("application", id)
        }
        return try Application(row)
    }

    /// The applications whose ids the statement `ids` gives.
    package static func all(in ids: SQL, tenant: TenantID, _ db: Connection) throws -> [ID: Application] {
        let found = try db.rows(columns + " WHERE tenant_id = \(tenant) AND id IN (\(part: ids))").map(Application.init)
        return Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
    }

    /// What the merchants of those that the statement names repay already, in the order of each application.
    package static func advances(
        in ids: SQL, tenant: TenantID, _ db: Connection
    ) throws -> [ID: [Advance]] {
        var found: [ID: [Advance]] = [:]
        try db.each(
            """
            SELECT application_id, funder, started_on, original_cents, balance_cents, payment_cents, frequency
              FROM application_advance
             WHERE tenant_id = \(tenant) AND application_id IN (\(part: ids))
             ORDER BY application_id, place
            """
        ) { row in found[try row["application_id"], default: []].append(try Advance(row)) }
        return found
    }

    /// The application of that reference, `A-000123`, or nil.
    package static func find(reference: String, tenant: TenantID, _ db: Connection) throws -> Application? {
        guard reference.uppercased().hasPrefix("A-"), let number = Int(reference.dropFirst(2)) else { return nil }
        return try db.row(columns + " WHERE tenant_id = \(tenant) AND number = \(number)").map(Application.init)
    }

    static func find(
        sourceSystem: String, externalID: String, tenant: TenantID, _ db: Connection
    ) throws -> (Application, importHash: String?)? {
        try db.row(
            columns + """
                 WHERE tenant_id = \(tenant) AND source_system = \(sourceSystem) AND external_id = \(externalID)
                """
        ).map { row in
            let application = try Application(row)
            return (
                application,
                try db.value("SELECT import_hash FROM application WHERE id = \(application.id)", as: String?.self)
                    ?? nil
            )
        }
    }

    /// The application that was imported from a row with that hash, the oldest.
    static func find(importHash: String, tenant: TenantID, _ db: Connection) throws -> Application? {
        try db.row(
            columns + " WHERE tenant_id = \(tenant) AND import_hash = \(importHash) ORDER BY id LIMIT 1"
        ).map(Application.init)
    }

    /// Applications of the same merchant, by tax id or folded legal name, the newest first, without this one.
    package static func doubles(
        of application: Application, tenant: TenantID, _ db: Connection
    ) throws -> [Application] {
        let sameEIN: SQL = application.einHash.map { "ein_hash = \($0)" } ?? "FALSE"
        return try db.rows(
            columns + """
                 WHERE tenant_id = \(tenant) AND id <> \(application.id)
                   AND (\(part: sameEIN) OR legal_name_key = \(application.legalNameKey))
                 ORDER BY id DESC
                 LIMIT 20
                """
        ).map(Application.init)
    }

    /// The newest first. `search` is found within legal name, trade name and reference, whatever case and punctuation.
    package static func list(
        _ page: PageRequest, search: String? = nil, archived: Bool = false, tenant: TenantID, _ db: Connection
    ) throws -> Page<Application> {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        conditions.append(archived ? "archived_at IS NOT NULL" : "archived_at IS NULL")
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        if let search {
            let pattern = Folding.likePattern(containing: Folding.fold(search))
            conditions.append("search_key LIKE \(pattern) ESCAPE '\\'")
        }
        let rows = try db.rows(
            columns + " WHERE \(part: .all(conditions)) ORDER BY id DESC LIMIT \(page.limit + 1)")
        return Page(rows: try rows.map(Application.init), of: page) { Value($0.id) }
    }

    /// The owners, in their order.
    package func owners(_ db: Connection) throws -> [Owner] {
        try db.rows(
            """
            SELECT id, name, title, share, ssn_last4, birth_date_sealed, address, phone, email
              FROM application_owner
             WHERE tenant_id = \(tenant) AND application_id = \(id)
             ORDER BY place
            """
        ).map(Owner.init)
    }

    /// What the merchant repays already, in the order of the application.
    package func advances(_ db: Connection) throws -> [Advance] {
        try db.rows(
            """
            SELECT funder, started_on, original_cents, balance_cents, payment_cents, frequency
              FROM application_advance
             WHERE tenant_id = \(tenant) AND application_id = \(id)
             ORDER BY place
            """
        ).map(Advance.init)
    }
}
