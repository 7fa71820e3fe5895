import Applications
import Correspondence
import Deals
import Funders
import Kernel
import People
import Storage
import Submissions
import Web

@testable import Referrals

extension Referring {
    /// A merchant's application in the first office.
    func application(_ merchant: String, ein: String? = nil) async throws -> Application.ID {
        let (tenant, now) = (tenants[0], clock.now())
        return try await database.write { db in
            var fields: Value = ["legal_name": .string(merchant)]
            if let ein { fields = fields.adding("ein", .string(ein)) }
            let input = try ApplicationInput.read(fields, over: nil, today: now.day).input
            return try Application.create(input, keys: Self.keys, tenant: tenant, by: .system("test"), at: now, db).id
        }
    }

    /// A funded deal of the application.
    func deal(of application: Application.ID, _ amount: String = "50000") async throws -> FundedDeal.ID {
        let (tenant, now) = (tenants[0], clock.now())
        return try await database.write { db in
            let account = MailAccount.ID(at: now)
            try db.run(
                """
                INSERT INTO mail_account (id, tenant_id, name, address, display_name, can_send, can_receive, state,
                                          created_at)
                VALUES (\(account), \(tenant), \("a\(account)"), \("\(account)@office.example"), 'Deals', 1, 0, 'active', \(now))
                """)
            let funder = try Funder.add(
                FunderInput(name: "Funder \(account)", domains: []), tenant: tenant, by: .system("test"), at: now, db
            ).id
            let id = Submission.ID(at: now)
            try db.run(
                """
                INSERT INTO submission (id, tenant_id, application_id, funder_id, kind, channel, account_id, status,
                                        to_addresses, cc_addresses, rules_snapshot, sent_by, created_at, updated_at)
                VALUES (\(id), \(tenant), \(application), \(funder), 'new', 'email', \(account), 'queued', '[]', '[]',
                        '{}', 'system:test', \(now), \(now))
                """)
            for type in [EventType.sent, .offered] {
                try Submission.record(
                    SubmissionEvent.New(type, at: now, by: .system("test")), on: id, tenant: tenant, at: now, db)
            }
            let offer = try Offer.make(
                try Offer.Terms(try .init(value: ["amount": .string(amount)])),
                on: try Submission.find(id, tenant: tenant, db), message: nil, offeredAt: now, receivedAt: now,
                tenant: tenant, by: .system("test"), at: now, db)
            let found = try Offer.find(offer, tenant: tenant, db)
            try Offer.move(found, on: .accept, by: .system("test"), at: now, reason: nil, db)
            try Submission.record(
                SubmissionEvent.New(.accepted, at: now, by: .system("test"), detail: ["offer": Value(offer)]), on: id,
                tenant: tenant, at: now, db)
            return try FundedDeal.make(
                FundedDeal.New(offer: offer, fundedOn: now.day), tenant: tenant, by: .system("test"), at: now, db
            ).id
        }
    }

    static func lead(_ name: String, _ changes: (String, Value)...) -> Value {
        var body: Value = [
            "business_name": .string(name), "contact_name": "Ann Owner",
            "email": .string("\(name.filter { $0 != " " }.lowercased())@merchant.example"), "state": "NY",
            "industry": "Bakery", "monthly_revenue": "60000", "months_in_business": 30, "requested_amount": "50000",
            "fico": 690,
        ]
        for (field, value) in changes { body = body.adding(field, value) }
        return body
    }

    /// A lead of that merchant, as somebody of the partner sends it.
    func lead(_ name: String, by user: Principal, _ changes: (String, Value)...) async throws -> ReferredLead.ID {
        var body = Self.lead(name)
        for (field, value) in changes { body = body.adding(field, value) }
        let made = try await act("/referral/leads", body, as: user)
        return try found(made["id"]?.text.flatMap { ReferredLead.ID($0) })
    }

    /// The lead approved as a merchant of its own.
    @discardableResult
    func approve(_ lead: ReferredLead.ID, as asker: Principal? = nil) async throws -> Application.ID {
        let application = try await application("Merchant \(lead)")
        _ = try await act("/referral/leads/\(lead)/approve", ["actual_lead_id": Value(application)], as: asker)
        return application
    }
}
