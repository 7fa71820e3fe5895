import Kernel
import Storage

/// What a person says a funder is worth to the office, whatever the figures say; each word is kept (A46).
package struct FunderRating: Sendable {
    /// From 0 to 100; nil where the figures shall count again.
    package let points: Int?
    package let reason: String
    package let who: Who
    package let at: Moment

    private static let columns: SQL = "SELECT funder_id, points, reason, who, at FROM funder_rating"

    private init(_ row: Row) throws {
        points = try row["points"]
        reason = try row["reason"]
        who = try row["who"]
        at = try row["at"]
    }

    package var value: Value {
        ["points": Value(points), "reason": .string(reason), "who": .string(who.text), "at": Value(at)]
    }

    /// The newest first.
    package static func list(of funder: Funder.ID, tenant: TenantID, _ db: Connection) throws -> [FunderRating] {
        try db.rows(
            columns + " WHERE tenant_id = \(tenant) AND funder_id = \(funder) ORDER BY seq DESC LIMIT 50"
        ).map { try FunderRating($0) }
    }

    /// The word that stands for each funder that has one.
    package static func standing(tenant: TenantID, _ db: Connection) throws -> [Funder.ID: FunderRating] {
        var standing: [Funder.ID: FunderRating] = [:]
        for row in try db.rows(columns + " WHERE tenant_id = \(tenant) ORDER BY funder_id, seq") {
            let rating = try FunderRating(row)
            standing[try row["funder_id"]] = rating.points == nil ? nil : rating
        }
        return standing
    }

    /// Rates the funder; `points` nil takes the rating back. Both need a reason.
    package static func add(
        _ points: Int?, reason: String, to funder: Funder.ID, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        _ = try Funder.find(funder, tenant: tenant, db)
        try db.run(
            """
            INSERT INTO funder_rating (tenant_id, funder_id, seq, points, reason, who, at)
            SELECT \(tenant), \(funder), coalesce(max(seq), 0) + 1, \(points), \(reason), \(who), \(now)
              FROM funder_rating WHERE tenant_id = \(tenant) AND funder_id = \(funder)
            """)
        try Funder.note(
            funder, points == nil ? "rating_taken_back" : "rated", ["points": Value(points)], by: who, at: now,
            tenant: tenant, db)
    }
}
