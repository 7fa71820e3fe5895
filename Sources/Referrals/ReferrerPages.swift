import Kernel
import People
import Storage
import Web

/// What is shown of partners.
extension ReferrerRoutes {
    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        var filter = Referrer.Filter()
        filter.status = try request.query.choice("status")
        filter.kind = try request.query.choice("type")
        filter.text = try request.query.text("q", max: 200)
        filter.from = try request.query.day("from")
        filter.to = try request.query.day("to")
        let (page, wish) = (try request.query.page(), filter)
        if request.wantsPacked {
            let rows = try await database.read { db in
                try db.rows(Referrer.query(PackedList.partners.column, wish, page: page, tenant: caller.tenant))
            }
            return .packed(try PackedList.partners.json(rows, of: page))
        }
        if !request.wantsHTML {
            let list = try await database.read { try Referrer.list(wish, page: page, tenant: caller.tenant, $0) }
            return .view("referrals/index", list.value(\.value), title: "Referral partners")
        }
        let value = try await database.read { db -> Value in
            let counts = try Referrer.counts(tenant: caller.tenant, db)
            return try Referrer.list(wish, page: page, tenant: caller.tenant, db).value(\.shown)
                .adding("office", Value(caller.tenant)).adding("q", Value(wish.text))
                .adding("status", Value(wish.status?.rawValue)).adding("type", Value(wish.kind?.rawValue))
                .adding("types", ReferrerFields.choices["types"] ?? .null)
                .adding(
                    "statuses",
                    .list(
                        Referrer.Status.allCases.map {
                            [
                                "value": .string($0.rawValue), "label": .string($0.label),
                                "number": Value(counts[$0] ?? 0),
                            ]
                        }))
        }
        return .view("referrals/index", value, title: "Referral partners")
    }

    func new(_ request: Request) async throws -> Answer {
        .view("referrals/new", ReferrerFields.choices, title: "New referral partner")
    }

    func byCode(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let code = request.parameter("code")
        let value = try await database.read { db in
            try Self.page(of: try Referrer.find(code: code, tenant: caller.tenant, db), for: caller, db)
        }
        return .view("referrals/show", value, title: value["name"]?.text)
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Referrer.self)
        let value = try await database.read { db in
            // the parts of the page share one way to the database's server; who may not see them is told nothing of them
            try db.ahead(
                Referrer.query(of: id, tenant: caller.tenant), BankChange.query(of: id, tenant: caller.tenant),
                ReferrerVerification.query(of: id, tenant: caller.tenant),
                ReferralTerms.query(of: id, tenant: caller.tenant),
                ReferrerDocument.query(of: id, tenant: caller.tenant))
            return try Self.page(of: try ReferrerSight.referrer(id, for: caller, db), for: caller, db)
        }
        return .view("referrals/show", value, title: value["name"]?.text)
    }

    /// Everything of a partner that the asker may see and do.
    static func page(of referrer: Referrer, for caller: Principal, _ db: Connection) throws -> Value {
        let (id, tenant) = (referrer.id, referrer.tenant)
        let isOffice = Access.admins.admits(caller.roles)
        let isKeeper = Access.referralKeepers.admits(caller.roles)
        let changes = isKeeper ? try BankChange.of(id, tenant: tenant, db) : []
        var may = Value.Fields()
        if isOffice { for event in Referrer.lifecycle.events(from: referrer.status) { may[event.rawValue] = true } }
        return (isOffice ? referrer.wholeValue : referrer.value)
            .adding("is_office", .bool(isOffice)).adding("is_keeper", .bool(isKeeper)).adding("may", .object(may))
            .adding(
                "may_change",
                .bool(isKeeper && (isOffice || referrer.status == .active))
            )
            .adding("is_admitted", .bool(referrer.status == .active))
            .adding(
                "may_delete", .bool(isOffice && (referrer.status == .rejected || referrer.status == .inactive))
            )
            .adding("is_own_entry", .bool(referrer.status == .pending && referrer.createdBy == caller.who))
            .adding("verifications", try ReferrerVerification.of(id, tenant: tenant, db).value)
            .adding("terms", .list(try ReferralTerms.of(id, tenant: tenant, db).map(\.value)))
            .adding("models", ReferralTerms.choices).adding("kinds", ReferrerDocument.choices)
            .adding(
                "documents",
                isKeeper ? .list(try ReferrerDocument.of(id, tenant: tenant, db).map(\.value)) : .null
            )
            .adding("bank", changes.first { $0.id == referrer.bank }?.value ?? .null)
            .adding(
                "bank_changes",
                .list(changes.map { $0.value.adding("is_own", .bool($0.proposedBy == caller.who)) })
            )
            .adding(
                "tiers",
                .list(Referrer.Tier.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] }))
    }
}
