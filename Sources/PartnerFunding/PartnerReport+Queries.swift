import Cohorts
import Crypto
import Kernel
import Storage
import Web

extension PartnerReport {
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> PartnerReport {
        let row = try db.row(
            "SELECT \(part: columns) FROM partner_report WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw ReportRefusal.unknown(id) }
        return try PartnerReport(row)
    }

    /// A partner's reports, the newest first; superseded ones stay among them.
    package static func list(
        of partner: Partner, page: PageRequest, _ db: Connection
    ) throws -> Page<PartnerReport> {
        var conditions: [SQL] = ["tenant_id = \(partner.tenant)", "partner_id = \(partner.id)"]
        if let after = page.after?.value.text.flatMap({ ID($0) }) { conditions.append("id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM partner_report
             WHERE \(part: .all(conditions))
             ORDER BY id DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(PartnerReport.init), of: page) { Value($0.id) }
    }

    /// The cohorts of which the partner has a final report.
    static func finals(of partner: Partner, _ db: Connection) throws -> Set<Cohort.ID> {
        Set(
            try db.rows(
                """
                SELECT DISTINCT cohort_id FROM partner_report
                 WHERE tenant_id = \(partner.tenant) AND partner_id = \(partner.id) AND type = 'final'
                """
            ).map { try $0.first(as: Cohort.ID.self) })
    }

    /// The first report whose content is not what was locked; nil where all are.
    static func firstBroken(tenant: TenantID, _ db: Connection) throws -> ID? {
        try db.rows("SELECT \(part: columns) FROM partner_report WHERE tenant_id = \(tenant) ORDER BY id")
            .map(PartnerReport.init).first { $0.content.hash != $0.hash }?.id
    }
}
