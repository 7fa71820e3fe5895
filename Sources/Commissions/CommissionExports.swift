import Funders
import Kernel
import People
import Storage
import Web

/// What the pages of a payee and of a funder's terms show, whole, as comma-separated text (L07).
package struct CommissionExports: Sendable {
    let database: Database

    // swift-format-ignore
    package static func routes(database: Database) -> [Route] {
        let pages = Self(database: database)
        return [
            .get("/payees/{id}/export", for: .admins, "All of the payee's deals as comma-separated text", pages.deals),
            .get("/funders/{id}/commission-terms/export", for: .readers, "Every version as comma-separated text", pages.terms),
        ]
    }

    private static let dealColumns = [
        "deal", "merchant", "funder_name", "role", "portion", "currency", "funded_on", "expected", "paid",
        "clawed_back",
        "held",
    ]

    private static let termsColumns = [
        "version", "valid_from", "currency", "rate", "basis", "takes_offer_points", "trigger", "renewal_rate", "plan",
        "calendar", "clawback_days", "clawback_mode", "reserve", "renewal_share", "bonus_tiers", "who", "at",
    ]

    func deals(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Payee.self)
        let rows = try await database.read { db -> [Value] in
            _ = try Payee.find(id, tenant: caller.tenant, db)
            return try PayeeDeal.of(id, most: Int(Int32.max), tenant: caller.tenant, db).map(\.value)
        }
        return Self.text(rows, Self.dealColumns).answer(name: "payee-deals.csv")
    }

    func terms(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Funder.self)
        let rows = try await database.read { db -> [Value] in
            _ = try Funder.find(id, tenant: caller.tenant, db)
            return try CommissionTerms.versions(of: id, tenant: caller.tenant, db).map(\.value)
        }
        return Self.text(rows, Self.termsColumns).answer(name: "commission-terms.csv")
    }

    /// A column bears the name of a member of the rows.
    private static func text(_ rows: [Value], _ columns: [String]) -> CommaText {
        var text = CommaText(head: columns)
        for row in rows { text.add(columns.map { (row[$0] ?? .null).cell }) }
        return text
    }
}
