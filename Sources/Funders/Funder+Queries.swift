import Applications
import Kernel
import MIME
import Storage
import Web

extension Funder {
    static let columns: SQL = """
        SELECT id, tenant_id, name, status, status_reason, status_updated_at, weekly_cap, channel, first_response_hours,
               offer_hours, funding_hours, time_zone, typical_terms, created_at, updated_at, archived_at, version
          FROM funder
        """

    /// The funder, or a refusal (404) where this tenant has none of that id.
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Funder {
        guard let row = try db.row(columns + " WHERE tenant_id = \(tenant) AND id = \(id)") else {
            throw RecordRefusal.unknown("funder", id)
        }
        return try Funder(row)
    }

    /// The newest first. `search` is found within the name, whatever case and punctuation.
    package static func list(
        _ page: PageRequest, search: String? = nil, archived: Bool = false, tenant: TenantID, _ db: Connection
    ) throws -> Page<Funder> {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        conditions.append(archived ? "archived_at IS NOT NULL" : "archived_at IS NULL")
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        if let search {
            conditions.append("name_key LIKE \(Folding.likePattern(containing: Folding.fold(search))) ESCAPE '\\'")
        }
        let rows = try db.rows(
            columns + " WHERE \(part: .all(conditions)) ORDER BY id DESC LIMIT \(page.limit + 1)")
        return Page(rows: try rows.map(Funder.init), of: page) { Value($0.id) }
    }

    /// Domains and addresses from where the funder writes.
    package static func domains(of id: ID, tenant: TenantID, _ db: Connection) throws -> [String] {
        try db.rows(
            "SELECT domain FROM funder_domain WHERE tenant_id = \(tenant) AND funder_id = \(id) ORDER BY domain"
        ).map { try $0["domain"] }
    }

    /// The funders that write from `address`: by whole address (known sender, contact, submission rules), else by
    /// its domain or one above it. More than one where they share an address in their rules.
    package static func writing(from address: String, tenant: TenantID, _ db: Connection) throws -> [ID] {
        let lower = address.lowercased()
        let exact = try db.rows(
            """
            SELECT funder_id FROM funder_domain WHERE tenant_id = \(tenant) AND kind = 'address' AND domain = \(lower)
             UNION
            SELECT funder_id FROM funder_contact WHERE tenant_id = \(tenant) AND lower(email) = \(lower)
             ORDER BY funder_id
            """
        ).map { try $0.get("funder_id", as: ID.self) }
        if !exact.isEmpty { return exact }
        let named = try SubmissionRules.all(tenant: tenant, db).filter { rules in
            (rules.to + rules.cc).contains { $0.lowercased() == lower }
        }
        if !named.isEmpty { return named.map(\.funder).sorted() }
        let labels = lower.split(separator: "@").last?.split(separator: ".") ?? []
        guard labels.count >= 2 else { return [] }
        let domains = (0...(labels.count - 2)).map { labels[$0...].joined(separator: ".") }
        let rows = try db.rows(
            """
            SELECT funder_id
              FROM funder_domain
             WHERE tenant_id = \(tenant) AND kind = 'domain' AND domain IN \(list: domains)
             ORDER BY length(domain) DESC
             LIMIT 1
            """)
        return try rows.map { try $0["funder_id"] }
    }
}
