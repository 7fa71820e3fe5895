import Kernel
import People
import Storage
import Web

/// Credits: partners ask for what leads earned, management approves.
package struct CreditRoutes: Sendable {
    let database: Database
    let clock: any Clock

    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        return pages.all.keyed().exporting("/referral/credits/pending", columns)
            .exporting("/referral/partners/{id}/credits", columns)
    }

    // swift-format-ignore
    private static let columns = [
        "id", "partner", "lead", "business_name", "kind", "calculation", "terms_version", "base", "percent", "amount", "currency",
        "state", "requested_at", "decided_at", "rejection_reason", "paid_at", "clawed_back_at",
    ]

    // swift-format-ignore
    private var all: [Route] {
        let paging: [FieldShape] = [.optional("after", .text(max: 600)), .optional("limit", .integer)]
        let state = FieldShape.optional("state", .choice(ReferralCredit.State.allCases.map(\.rawValue)))
        return [
            .get ("/referral/partners/{id}/credits", for: .referralReaders, "A partner's credits, the newest first; its own people see their own", index).taking([state] + paging),
            .post("/referral/credits",               for: .referralSenders, "Ask for what a lead earned; how much it is, the terms say", request)
                .taking(.required("lead", .id), .optional("kind", .choice(ReferralCredit.Kind.allCases.map(\.rawValue)), "what is not asked for yet, if absent"), .optional("amount", .money, "as a check: refused where the terms give another"))
                .answering(AnswerShape(201, "the credit"), AnswerShape(409, "the lead is not approved or not converted, or it was asked for")),
            .get ("/referral/credits/pending",       for: .admins,          "Credits that wait for approval, the oldest first", pending).taking(paging),
            .get ("/referral/credits/{id}",          for: .referralReaders, "A credit; a partner's people see their own", show),
            .post("/referral/credits/{id}/approve",  for: .admins,          "The partner has earned it from now on; never by who asked for it", approve)
                .taking(.optional("taken_back", .money, "what was seen taken back of its deal's commission: that is decided with it")),
            .post("/referral/credits/{id}/reject",   for: .admins,          "It is not given; nothing is booked", reject).taking(.required("reason", .text(max: 500))),
            .post("/referral/credits/{id}/clawback", for: .admins,          "What was earned is earned no longer; what was paid of it is set off", clawBack).taking(.required("reason", .text(max: 500))),
            .post("/referral/credits/{id}/keep",     for: .admins,          "It stays though its deal's funder took a part of the commission back", keep).taking(.required("reason", .text(max: 500))),
        ]
    }

    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Referrer.self)
        let state: ReferralCredit.State? = try request.query.choice("state")
        let page = try request.query.page()
        let isOffice = Access.admins.admits(caller.roles)
        let value = try await database.read { db -> Value in
            let referrer = try ReferrerSight.referrer(id, for: caller, db)
            return try ReferralCredit.list(
                .init(referrer: id, state: state), page: page, tenant: caller.tenant, db
            ).value { $0.value(isOffice: isOffice) }
                .adding("partner", referrer.value).adding("balance", try ReferralBalance.of(referrer, db).value)
                .adding("state", Value(state?.rawValue)).adding("is_office", .bool(isOffice))
                .adding("states", .list(ReferralCredit.State.allCases.map { ["state": .string($0.rawValue)] }))
        }
        return .view("referrals/credits", value, title: "Credits")
    }

    func pending(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let value = try await database.read { db -> Value in
            let found = try ReferralCredit.list(
                .init(state: .pendingApproval), page: page, tenant: caller.tenant, db)
            let names = try Referrer.names(of: found.items.map(\.referrer), tenant: caller.tenant, db)
            return found.value { credit in
                credit.value(isOffice: true).adding("partner_name", Value(names[credit.referrer]))
                    .adding("is_own", .bool(credit.requestedBy == caller.who))
            }
        }
        return .view("referrals/credits-pending", value, title: "Credits to approve")
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", ReferralCredit.self)
        let isOffice = Access.admins.admits(caller.roles)
        let value = try await database.read { db -> Value in
            let credit = try ReferralCredit.find(id, tenant: caller.tenant, db)
            if let own = try ReferrerSight.bounds(of: caller, db), own.id != credit.referrer {
                throw CreditRefusal.unknown(id)
            }
            return credit.value(isOffice: isOffice).adding("is_office", .bool(isOffice))
                .adding("may_decide", .bool(isOffice && credit.state == .pendingApproval))
                .adding("may_claw_back", .bool(isOffice && credit.state == .approved && credit.clawedBackAt == nil))
                .adding(
                    "history",
                    isOffice
                        ? .list(try History.of("referral_credit", id, tenant: caller.tenant, db).map(\.value)) : .null)
        }
        return .view("referrals/credit", value, title: "Credit for \(value["business_name"]?.text ?? "a lead")")
    }

    func request(_ request: Request) async throws -> Answer {
        let (lead, kind, amount) = try request.read { reader -> (ReferredLead.ID, ReferralCredit.Kind?, Cents?) in
            (reader.id("lead"), reader.optionalChoice("kind"), reader.optionalCents("amount"))
        }
        let (value, isReplay) = try await ReferralCommand.once(request, database, clock) { act, caller, db in
            let own = try ReferrerSight.own(of: caller, db)
            let found = try ReferredLead.find(lead, tenant: caller.tenant, db)
            guard found.referrer == own.id else { throw LeadRefusal.unknown(lead) }
            return try ReferralCredit.request(kind, amount: amount, for: found, of: own, act, db)
                .value(isOffice: false)
        }
        return Answer.created(location: "/referral/credits/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func approve(_ request: Request) async throws -> Answer {
        let seen = try request.read { $0.optionalCents("taken_back") } ?? .zero
        return try await changing(request) { credit, act, db in try credit.approve(seen: seen, act, db) }
    }

    func reject(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await changing(request) { credit, act, db in try credit.reject(reason: reason, act, db) }
    }

    func clawBack(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await changing(request) { credit, act, db in
            try act.requireOutsider(of: credit.referrer, db)
            try credit.clawBack(reason: reason, act, db)
        }
    }

    func keep(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await changing(request) { credit, act, db in try credit.keep(reason: reason, act, db) }
    }

    private func changing(
        _ request: Request, _ body: @escaping @Sendable (ReferralCredit, ReferralAct, Connection) throws -> Void
    ) async throws -> Answer {
        let id = try request.id("id", ReferralCredit.self)
        let (value, isReplay) = try await ReferralCommand.once(request, database, clock) { act, caller, db in
            try body(try ReferralCredit.find(id, tenant: caller.tenant, db), act, db)
            return try ReferralCredit.find(id, tenant: caller.tenant, db).value(isOffice: true)
        }
        return Answer.done(redirect: "/referral/credits/\(id)", value).replayed(isReplay)
    }
}
