import Applications
import Kernel
import People
import Storage
import Web

/// What is shown of leads.
extension LeadRoutes {
    func index(_ request: Request) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        let isOffice = Access.admins.admits(caller.roles)
        let asked = try request.query.id("partner", Referrer.self)
        var filter = ReferredLead.Filter(referrer: asked)
        filter.state = try request.query.choice("state")
        filter.batch = try request.query.id("batch", LeadBatch.self)
        let (page, wish) = (try request.query.page(), filter)
        let value = try await database.read { db -> Value in
            var wish = wish
            if let own = try ReferrerSight.bounds(of: caller, db) {
                guard asked == nil || asked == own.id else { throw ReferralRefusal.unknownPartner }
                wish.referrer = own.id
            }
            return try Self.rows(
                try ReferredLead.list(wish, page: page, tenant: caller.tenant, db), at: now, isOffice: isOffice,
                tenant: caller.tenant, db
            ).adding("state", Value(wish.state?.rawValue)).adding("is_office", .bool(isOffice))
                .adding("may_send", .bool(Access.referralSenders.admits(caller.roles)))
                .adding("states", .list(ReferredLead.State.allCases.map { ["state": .string($0.rawValue)] }))
        }
        return .view("referrals/leads", value, title: "Leads")
    }

    /// Leads with their partners' names.
    private static func rows(
        _ page: Page<ReferredLead>, at now: Moment, isOffice: Bool, tenant: TenantID, _ db: Connection
    ) throws -> Value {
        let names = isOffice ? try Referrer.names(of: page.items.map(\.referrer), tenant: tenant, db) : [:]
        let credits = try ReferralCredit.states(of: page.items.map(\.id), tenant: tenant, db)
        return page.value { lead in
            lead.value(at: now, isOffice: isOffice).adding("partner_name", Value(names[lead.referrer]))
                .adding("credit_status", Value(credits[lead.id]))
        }
    }

    func pending(_ request: Request) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        let queue: ReferredLead.Queue = request.query["queue"] == "held" ? .held : .review
        let page = try request.query.page()
        let value = try await database.read { db -> Value in
            let (waiting, oldest) = try ReferredLead.count(in: .review, tenant: caller.tenant, db)
            let (held, _) = try ReferredLead.count(in: .held, tenant: caller.tenant, db)
            return try Self.rows(
                try ReferredLead.waiting(queue, page: page, tenant: caller.tenant, db), at: now, isOffice: true,
                tenant: caller.tenant, db
            ).adding("queue", .string(queue.rawValue)).adding("is_held_queue", .bool(queue == .held))
                .adding("waiting", Value(waiting)).adding("held", Value(held)).adding("oldest_at", Value(oldest))
        }
        return .view("referrals/pending", value, title: "Leads to review")
    }

    func new(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let value = try await database.read { try ReferrerSight.own(of: caller, $0).value }
        return .view("referrals/lead-new", ["partner": value], title: "Send a lead")
    }

    func newImport(_ request: Request) async throws -> Answer {
        .view("referrals/lead-import", [:], title: "Send a file of leads")
    }

    func show(_ request: Request) async throws -> Answer {
        let (caller, now, keys) = (try request.caller, clock.now(), keys)
        let id = try request.id("id", ReferredLead.self)
        let isOffice = Access.admins.admits(caller.roles)
        let value = try await database.read { db -> Value in
            let lead = try ReferredLead.find(id, tenant: caller.tenant, db)
            if let own = try ReferrerSight.bounds(of: caller, db), own.id != lead.referrer {
                throw LeadRefusal.unknown(id)
            }
            var may = Value.Fields()
            if isOffice {
                for event in ReferredLead.lifecycle.events(from: lead.state)
                where lead.queue != .held || event == .reject { may[event.rawValue] = true }
                if lead.queue == .held { may["release"] = true }
            }
            let name = try Referrer.names(of: [lead.referrer], tenant: caller.tenant, db)[lead.referrer]
            let credits = try ReferralCredit.of(id, tenant: caller.tenant, db)
            return lead.value(at: now, isOffice: isOffice).adding("score_parts", lead.scoreParts)
                .adding("credits", .list(credits.map { $0.value(isOffice: isOffice) }))
                .adding(
                    "credit_status", Value(try ReferralCredit.states(of: [id], tenant: caller.tenant, db)[id])
                )
                .adding(
                    "may_ask",
                    .bool(
                        try !isOffice && Access.referralSenders.admits(caller.roles)
                            && !ReferralCredit.open(for: lead, db).isEmpty)
                )
                .adding("data", try lead.opened(keys)).adding("told", Self.told(try lead.opened(keys)))
                .adding("partner_name", Value(name)).adding("may", .object(may)).adding("is_office", .bool(isOffice))
                .adding("candidates", isOffice ? try Self.candidates(for: lead, db) : .null)
                .adding(
                    "history",
                    isOffice
                        ? .list(try History.of("referral_lead", id, tenant: caller.tenant, db).map(\.value)) : .null)
        }
        return .view("referrals/lead", value, title: value["business_name"]?.text)
    }

    /// What the lead can have become: the newest merchants that no lead became, or the deals of its own merchant.
    private static func candidates(for lead: ReferredLead, _ db: Connection) throws -> Value {
        let rows: [Row]
        if let application = lead.application {
            rows = try db.rows(
                """
                SELECT id, funded_on AS name FROM funded_deal
                 WHERE tenant_id = \(lead.tenant) AND application_id = \(application) AND state = 'funded'
                 ORDER BY id DESC LIMIT 20
                """)
        } else {
            rows = try db.rows(
                """
                SELECT id, legal_name AS name FROM application
                 WHERE tenant_id = \(lead.tenant)
                   AND NOT EXISTS (SELECT 1 FROM referral_lead AS taken
                                    WHERE taken.tenant_id = \(lead.tenant) AND taken.application_id = application.id)
                 ORDER BY id DESC LIMIT 50
                """)
        }
        return .list(
            try rows.map {
                ["id": .string(try $0["id"]), "name": .string(try $0["name"])]
            })
    }

    /// What was told as rows of a page.
    private static func told(_ data: Value) -> Value {
        .list(
            (data.fields?.members ?? []).map { name, member in
                [
                    "name": .string(name.split(separator: "_").joined(separator: " ")),
                    "text": .string(member.text ?? member.json),
                ]
            })
    }

    func weights(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let value = try await database.read { try LeadWeights.current(tenant: caller.tenant, $0).value }
        return .view("referrals/weights", value, title: "What makes a lead good")
    }

    func quality(_ request: Request) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        let first = ReferralMonth.name(now.day.adding(months: -11))
        let bands = try await database.read { try LeadBand.all(from: first, tenant: caller.tenant, $0) }
        return .view("referrals/quality", LeadQuality(bands).value, title: "Quality of leads")
    }
}

extension Referrer {
    /// The names of partners, deleted ones too.
    static func names(of ids: [ID], tenant: TenantID, _ db: Connection) throws -> [ID: String] {
        let rows = try db.rows(
            """
            SELECT id, name FROM referral_partner
             WHERE tenant_id = \(tenant) AND id IN \(list: Array(Set(ids)).sorted()) ORDER BY id
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["id"], try $0["name"]) })
    }
}
