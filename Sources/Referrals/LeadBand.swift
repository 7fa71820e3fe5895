import Kernel
import Storage

/// Leads of an office by month and tenth of the score: what the page of quality reads (L03).
package struct LeadBand: Sendable, Equatable {
    package let month: String
    /// 9: a score of 90 to 100.
    package let band: Int
    package let submitted: Int
    package let approved: Int
    package let rejected: Int
    package let converted: Int
    /// Of those converted in this month so many are no deal any more.
    package let lost: Int

    static func of(_ score: Int) -> Int { min(9, score / 10) }

    /// Counts an event of a lead.
    static func add(
        _ event: ReferredLead.Event?, score: Int, in month: String, tenant: TenantID, _ db: Connection
    ) throws {
        func one(_ wanted: ReferredLead.Event?) -> Int { event == wanted ? 1 : 0 }
        try db.run(
            """
            INSERT INTO referral_band (tenant_id, month, band, submitted, approved, rejected, converted, unconverted)
            VALUES (\(tenant), \(month), \(of(score)), \(one(nil)), \(one(.approve)), \(one(.reject)),
                    \(one(.convert)), \(one(.unconvert)))
            ON CONFLICT (tenant_id, month, band) DO UPDATE
               SET submitted = referral_band.submitted + excluded.submitted,
                   approved = referral_band.approved + excluded.approved,
                   rejected = referral_band.rejected + excluded.rejected,
                   converted = referral_band.converted + excluded.converted,
                   unconverted = referral_band.unconverted + excluded.unconverted
            """)
    }

    /// The months from that one on, the latest first, in each the best band first.
    package static func all(from month: String, tenant: TenantID, _ db: Connection) throws -> [LeadBand] {
        try db.rows(
            """
            SELECT month, band, submitted, approved, rejected, converted, lost FROM referral_band
             WHERE tenant_id = \(tenant) AND month >= \(month) ORDER BY month DESC, band DESC
            """
        ).map {
            LeadBand(
                month: try $0["month"], band: try $0["band"], submitted: try $0["submitted"],
                approved: try $0["approved"], rejected: try $0["rejected"], converted: try $0["converted"],
                lost: try $0["lost"])
        }
    }
}
