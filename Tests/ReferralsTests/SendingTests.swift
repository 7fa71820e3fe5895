import Kernel
import People
import Storage
import Testing
import Web

@testable import Referrals

/// How much a partner sends, by whatever ways, and with what keys.
@Suite struct SendingTests {
    private static func key(_ name: String, _ tenant: TenantID) -> Principal {
        Principal(
            tenant: tenant, person: nil, name: name, roles: [.referralLeadManager], credential: .key(name: name))
    }

    @Test func `G72 a partner has one rate for all its keys and people, and slows no partner of any office`()
        async throws
    {
        let office = try await Referring()
        let (id, other) = (try await office.active(), try await office.active())
        func made(_ name: String, _ partner: Referrer.ID) async throws -> Principal {
            let key = try await office.act("/referral/partners/\(partner)/keys", ["name": .string(name)])
            return Self.key(try found(key["name"]?.text), office.tenants[0])
        }
        let keys = [try await made("zapier", id), try await made("zapier two", id)]
        let theirs = try await made("zapier", other)
        // Of another office one with the same name.
        let stranger = try await Self.stranger(office, named: keys[0].name)
        func send(_ asker: Principal) async throws -> Int {
            try await office.status(.post, "/referral/leads", ["business_name": "Larch"], as: asker)
        }
        var answers: [Int] = []
        for number in 0..<122 { answers.append(try await send(keys[number % 2])) }
        #expect(answers.contains(429) && answers.prefix(100).allSatisfy { $0 == 201 })
        #expect(try await send(theirs) == 201)
        #expect(try await send(stranger) == 201)
    }

    /// A partner of the second office whose key has that name.
    private static func stranger(_ office: Referring, named name: String) async throws -> Principal {
        let (tenant, now) = (office.tenants[1], office.clock.now())
        try await office.database.write { db in
            let act = ReferralAct(tenant: tenant, by: .system("test"), at: now)
            let fields = ReferrerFields(name: "Far", .vendor, contact: ("Ann", "ann@far.example"))
            let id = try Referrer.register(fields, act, db).id
            try db.run(
                """
                UPDATE referral_partner
                   SET status = 'active', approved_by = 'x', approved_at = 1, decided_by = 'x', decided_at = 1
                 WHERE id = \(id)
                """)
            let key = try APIKey.add(
                APIKey.Secret(), name: name, roles: [.referralLeadManager], tenant: tenant, by: .system("test"),
                at: now, db)
            try db.run(
                """
                INSERT INTO referral_key (api_key_id, tenant_id, partner_id, created_at)
                VALUES (\(key.id), \(tenant), \(id), \(now))
                """)
        }
        return key(name, tenant)
    }
}
