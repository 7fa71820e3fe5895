import Applications
import Deals
import Kernel
import People
import Storage
import Web

/// What is done with leads.
extension LeadRoutes {
    func submit(_ request: Request) async throws -> Answer {
        let (caller, now, keys) = (try request.caller, clock.now(), keys)
        let body = try request.form()
        let kind = try LeadInput.kind(body)
        let (content, externalID) = try LeadInput.lead(body)
        let own = try await database.read { try ReferrerSight.own(of: caller, $0).id }
        try senders.take("\(caller.tenant) \(own)", at: now)
        // No stored hash may tell of a tax id or a phone to who tries all numbers.
        let told: Value = ["lead": .string(keys.fingerprint("referral.request", body.json))]
        let key = ReferralCommand.key(of: request, by: caller, for: told)
        let act = ReferralAct(tenant: caller.tenant, by: caller.who, at: now)
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                let referrer = try ReferrerSight.own(of: caller, db)
                return try ReferredLead.submit(
                    .init(content, kind, externalID: externalID), for: referrer, keys: keys, act, db
                ).value(at: now, isOffice: false)
            }
        }
        return Answer.created(location: "/referral/leads/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func score(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (content, _) = try LeadInput.lead(try request.form())
        let weights = try await database.read { try LeadWeights.current(tenant: caller.tenant, $0) }
        return .json(LeadScore(content, weights).value)
    }

    /// The file of the form, or the body itself.
    func importFile(_ request: Request) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        let own = try await database.read { try ReferrerSight.own(of: caller, $0) }
        guard own.status == .active else { throw ReferralRefusal.notActive(own.status) }
        try senders.take("file \(caller.tenant) \(own.id)", at: now)
        var isAllOrNothing = request.query.flag("all_or_nothing")
        let bytes: [UInt8]
        if let file = request.files.first {
            isAllOrNothing = try request.read { $0.flag("all_or_nothing") } || isAllOrNothing
            bytes = try await intake.read(path: file.path)
        } else if !request.value.isNull {
            bytes = request.value.jsonBytes
        } else {
            throw ApplicationRefusal.noFile
        }
        let act = ReferralAct(tenant: caller.tenant, by: caller.who, at: now)
        let (batch, answers) = try await LeadBatch(database: database, keys: keys, act: act, referrer: own.id)
            .run(
                try ImportSource(bytes), name: request.files.first?.name ?? "leads.json", allOrNothing: isAllOrNothing)
        return .view(
            "referrals/lead-imported", ImportAnswer.report(answers).adding("batch", Value(batch)),
            title: "Sent leads")
    }

    func setStatus(_ request: Request) async throws -> Answer {
        let (status, notes, merchant) = try request.read { reader -> (ReferredLead.State, String?, Merchant) in
            (reader.choice("status"), reader.optionalText("notes", max: 500), Merchant(&reader))
        }
        return try await changing(request) { lead, act, db in
            switch status {
            case .underReview: try lead.beginReview(note: notes, act, db)
            case .approved: try lead.approve(as: try merchant.application(act.tenant, db), note: notes, act, db)
            case .rejected:
                guard let notes else { throw ReferralRefusal.reasonNeeded }
                try lead.reject(reason: notes, act, db)
            case .converted:
                // The table speaks first: what is not possible at all needs no deal.
                _ = try ReferredLead.lifecycle.move(lead.state, on: .convert)
                try lead.convert(by: try merchant.fundedDeal(act.tenant, db), note: notes, act, db)
            case .submitted:
                throw PlainRefusal(.conflict, code: "illegal_move", field: "status", "no lead goes back to submitted")
            }
        }
    }

    func approve(_ request: Request) async throws -> Answer {
        let (merchant, notes) = try request.read { (Merchant(&$0), $0.optionalText("notes", max: 500)) }
        return try await changing(request) { lead, act, db in
            _ = try ReferredLead.lifecycle.move(lead.state, on: .approve)
            try lead.approve(as: try merchant.application(act.tenant, db), note: notes, act, db)
        }
    }

    func reject(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await changing(request) { lead, act, db in try lead.reject(reason: reason, act, db) }
    }

    func release(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await changing(request) { lead, act, db in try lead.release(reason: reason, act, db) }
    }

    func setWeights(_ request: Request) async throws -> Answer {
        let weights = try request.read { LeadWeights.read(&$0) }
        let (value, isReplay) = try await once(request) { act, _, db in
            try LeadWeights.set(weights, act, db).value
        }
        return Answer.done(redirect: "/referral/score-weights", value).replayed(isReplay)
    }

    private func changing(
        _ request: Request, _ body: @escaping @Sendable (ReferredLead, ReferralAct, Connection) throws -> Void
    ) async throws -> Answer {
        let id = try request.id("id", ReferredLead.self)
        let (value, isReplay) = try await once(request) { act, caller, db in
            try body(try ReferredLead.find(id, tenant: caller.tenant, db), act, db)
            return try ReferredLead.find(id, tenant: caller.tenant, db).value(at: act.now, isOffice: true)
        }
        return Answer.done(redirect: "/referral/leads/\(id)", value).replayed(isReplay)
    }

    private func once(
        _ request: Request, _ body: @escaping @Sendable (ReferralAct, Principal, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        try await ReferralCommand.once(request, database, clock, body)
    }
}

/// Which merchant a lead became: an application, or the deal of one.
private struct Merchant: Sendable {
    let either: String?
    let application: Application.ID?
    let deal: FundedDeal.ID?

    init(_ reader: inout FieldReader) {
        either = reader.optionalID("actual_lead_id", Application.self)?.description
        application = reader.optionalID("application", Application.self)
        deal = reader.optionalID("deal", FundedDeal.self)
    }

    /// A deal that the office has; nil where the id is none of a deal.
    private func found(_ id: String, _ tenant: TenantID, _ db: Connection) throws -> FundedDeal? {
        guard let id = FundedDeal.ID(id) else { return nil }
        let isThere = try db.row("SELECT id FROM funded_deal WHERE tenant_id = \(tenant) AND id = \(id)") != nil
        return isThere ? try FundedDeal.find(id, tenant: tenant, db) : nil
    }

    func application(_ tenant: TenantID, _ db: Connection) throws -> Application.ID {
        if let deal { return try FundedDeal.standing(deal, tenant: tenant, db).application }
        guard let text = application?.description ?? either, let id = Application.ID(text) else {
            throw LeadRefusal.needsMerchant
        }
        let isThere = try db.row("SELECT id FROM application WHERE tenant_id = \(tenant) AND id = \(id)") != nil
        if isThere { return id }
        guard let deal = try found(text, tenant, db) else { throw LeadRefusal.unknownMerchant(text) }
        guard deal.state == .funded else { throw LeadRefusal.dealCancelled(deal.id) }
        return deal.application
    }

    func fundedDeal(_ tenant: TenantID, _ db: Connection) throws -> FundedDeal {
        guard let text = deal?.description ?? either else { throw LeadRefusal.needsDeal }
        guard let deal = try found(text, tenant, db) else { throw LeadRefusal.unknownMerchant(text) }
        return deal
    }
}
