import Kernel
import People
import Storage
import Web

/// The search through what happened, of one partner or of all.
extension ReferrerRoutes {
    func activity(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Referrer.self)
        return try await search(request, try ReferralActivity.Filter.read(request.query, of: id)) { db in
            try ReferrerSight.referrer(id, for: caller, db).value
        }
    }

    func allActivity(_ request: Request) async throws -> Answer {
        let partner = try request.query.id("partner", Referrer.self)
        return try await search(request, try ReferralActivity.Filter.read(request.query, of: partner)) { _ in .null }
    }

    private func search(
        _ request: Request, _ filter: ReferralActivity.Filter,
        _ partner: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let isOffice = Access.admins.admits(caller.roles)
        let value = try await database.read { db in
            let partner = try partner(db)
            let found = try ReferralActivity.list(filter, page: page, tenant: caller.tenant, db)
            let names =
                partner.isNull ? try Referrer.names(of: found.items.map(\.referrer), tenant: caller.tenant, db) : [:]
            let known = try Self.names(
                of: found.items.map(\.who), in: filter.referrer, isOffice: isOffice, caller.tenant, db)
            return found.value {
                $0.value(isOffice: isOffice).adding("partner_name", Value(names[$0.referrer])).adding(
                    "who_name", Value(known[$0.who]))
            }
            .adding("partner", partner).adding("action", Value(filter.action?.rawValue))
            .adding("asked_who", Value(filter.who?.text)).adding("asked_resource", Value(filter.resource))
            .adding("from", Value(filter.from)).adding("to", Value(filter.to))
            .adding("people", try Self.people(of: filter.referrer, isOffice: isOffice, tenant: caller.tenant, db))
            .adding(
                "actions",
                .list(ReferralAction.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] }))
        }
        return .view("referrals/activity", value, title: "Activity")
    }

    /// How people are called that did something; a partner's people read of the office's that it was the office.
    private static func names(
        of doers: [Who], in referrer: Referrer.ID?, isOffice: Bool, _ tenant: TenantID, _ db: Connection
    ) throws -> [Who: String] {
        var names: [Who: String] = [:]
        for who in Set(doers) {
            switch who {
            case .person(let id):
                let row = try db.row(
                    """
                    SELECT name, (SELECT partner_id FROM referral_user WHERE person_id = person.id) AS partner_id
                      FROM person WHERE tenant_id = \(tenant) AND id = \(id)
                    """)
                guard let row else { continue }
                let partner: Referrer.ID? = try row["partner_id"]
                names[who] = isOffice || partner == referrer ? try row["name"] : "The office"
            case .key(let name): names[who] = "Key \(name)"
            case .system: names[who] = "The program"
            }
        }
        return names
    }

    /// Whom the search can ask for: a partner's people, and for the office its admins.
    private static func people(
        of referrer: Referrer.ID?, isOffice: Bool, tenant: TenantID, _ db: Connection
    ) throws -> Value {
        let theirs: SQL =
            referrer.map { "person.id IN (SELECT person_id FROM referral_user WHERE partner_id = \($0))" } ?? "FALSE"
        let admins: SQL =
            isOffice ? "id IN (SELECT person_id FROM person_role WHERE role = \(RoleName.admin.rawValue))" : "FALSE"
        let rows = try db.rows(
            """
            SELECT id, name FROM person
             WHERE tenant_id = \(tenant) AND (\(part: theirs) OR \(part: admins))
             ORDER BY name, id LIMIT 200
            """)
        return .list(
            try rows.map { row in
                let id: PersonID = try row["id"]
                return ["who": .string(Who.person(id).text), "name": .string(try row["name"])]
            })
    }
}
