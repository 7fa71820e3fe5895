import Kernel
import People
import Storage
import Web

/// What is done with partners.
extension ReferrerRoutes {
    func showRegistration(_ request: Request) async throws -> Answer {
        let office = try await office(request.parameter("office"))
        return .view(
            "referrals/registration",
            ReferrerFields.choices.adding("office", .string(office.name)).adding("office_id", Value(office.id)),
            title: "Become a referral partner")
    }

    /// Who acts where nobody is signed in.
    static let stranger = Who.system("registrations")

    func register(_ request: Request) async throws -> Answer {
        guard let caller = request.principal else { return try await registerStranger(request) }
        guard Access.admins.admits(caller.roles) else { throw PlainRefusal.forbidden }
        let (fields, code) = try request.read {
            (ReferrerFields.read(&$0, isOffice: true), $0.optionalText("code", max: 20))
        }
        let (value, isReplay) = try await once(request) { act, _, db in
            try Referrer.register(fields, code: code, act, db).wholeValue
        }
        return Answer.created(location: "/referral/partners/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    /// The answer is the same whoever asked before, so that nobody learns who is a partner.
    private func registerStranger(_ request: Request) async throws -> Answer {
        let (fields, named) = try request.read {
            (ReferrerFields.read(&$0, isOffice: false), $0.text("office", max: 26))
        }
        let (office, now) = (try await office(named), clock.now())
        try registrations.take(request.clientAddress, at: now)
        try offices.take(office.id.description, at: now)
        let key = request.publicKey(for: request.value)
        let (value, isReplay) = try await Tenancy.$current.withValue(office.id) {
            try await database.write { db in
                try Idempotency.once(key, tenant: office.id, at: now, db) {
                    let act = ReferralAct(tenant: office.id, by: Self.stranger, at: now)
                    _ = try Referrer.register(fields, act, db)
                    return ["received": true]
                }
            }
        }
        return Answer.view("referrals/told", value, title: "Thank you", status: 202).replayed(isReplay)
    }

    private func office(_ text: String) async throws -> Tenant {
        guard let id = Identifier<TenantTag>(text), let office = try await database.read({ try Tenant.find(id, $0) })
        else { throw ReferralRefusal.unknownOffice }
        return office
    }

    func change(_ request: Request) async throws -> Answer {
        let isOffice = Access.admins.admits(try request.caller.roles)
        let value = try request.form()
        return try await changing(request) { referrer, act, db in
            let (fields, version) = try FieldReader.read(value) { reader in
                (
                    referrer.fields.changed(&reader, isOffice: isOffice),
                    reader.integer("version", in: 1...Int(Int32.max))
                )
            }
            try referrer.change(to: fields, version: version, act, db)
        }
    }

    func decide(_ request: Request) async throws -> Answer {
        let (status, reason) = try request.read { reader -> (Referrer.Status, String?) in
            (reader.choice("status"), reader.optionalText("reason", max: 500))
        }
        let event: Referrer.Event
        switch status {
        case .active: event = .activate
        case .rejected: event = .reject
        case .suspended: event = .suspend
        case .inactive: event = .deactivate
        case .pending:
            throw PlainRefusal(.conflict, code: "illegal_move", field: "status", "no partner goes back to pending")
        }
        return try await changing(request) { referrer, act, db in
            try referrer.decide(event, reason: reason, act, db)
        }
    }

    func deactivate(_ request: Request) async throws -> Answer { try await decide(request, .deactivate) }
    func suspend(_ request: Request) async throws -> Answer { try await decide(request, .suspend) }

    private func decide(_ request: Request, _ event: Referrer.Event) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await changing(request) { referrer, act, db in
            try referrer.decide(event, reason: reason, act, db)
        }
    }

    func delete(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", Referrer.self)
        let (value, isReplay) = try await once(request) { act, caller, db in
            try Referrer.find(id, tenant: caller.tenant, db).delete(reason: reason, act, db)
            return ["deleted": true]
        }
        return Answer.done(redirect: "/referral/partners", value).replayed(isReplay)
    }

    func verify(_ request: Request) async throws -> Answer {
        let (flag, isVerified, reason) = try request.read { reader -> (ReferrerVerification.Flag, Bool, String?) in
            (
                reader.choice("flag"), reader.optionalFlag("is_verified") ?? true,
                reader.optionalText("reason", max: 500)
            )
        }
        return try await changing(request) { referrer, act, db in
            try ReferrerVerification.set(flag, to: isVerified, of: referrer, reason: reason, act, db)
        }
    }

    func giveTier(_ request: Request) async throws -> Answer {
        let (tier, reason) = try request.read { reader -> (Referrer.Tier, String?) in
            (reader.choice("tier"), reader.optionalText("reason", max: 500))
        }
        return try await changing(request) { referrer, act, db in
            try referrer.give(tier, reason: reason, act, db)
        }
    }

    func setTerms(_ request: Request) async throws -> Answer {
        let content = try request.read { ReferralTerms.Content.read(&$0) }
        let id = try request.id("id", Referrer.self)
        let (value, isReplay) = try await once(request) { act, caller, db in
            try ReferralTerms.set(content, for: try Referrer.find(id, tenant: caller.tenant, db), act, db).value
        }
        return Answer.created(location: "/referral/partners/\(id)", value).replayed(isReplay)
    }

    /// Changes the partner that the path names, where the asker may.
    func changing(
        _ request: Request, without secrets: Set<String> = [], told: Value? = nil,
        _ body: @escaping @Sendable (Referrer, ReferralAct, Connection) throws -> Void
    ) async throws -> Answer {
        let id = try request.id("id", Referrer.self)
        let (value, isReplay) = try await once(request, without: secrets, told: told) { act, caller, db in
            try body(try ReferrerSight.changing(id, for: caller, db), act, db)
            return try Referrer.find(id, tenant: caller.tenant, db).value
        }
        return Answer.done(redirect: "/referral/partners/\(id)", value).replayed(isReplay)
    }

    func once(
        _ request: Request, without secrets: Set<String> = [], told: Value? = nil,
        _ body: @escaping @Sendable (ReferralAct, Principal, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        try await ReferralCommand.once(request, database, clock, without: secrets, told: told, body)
    }
}
