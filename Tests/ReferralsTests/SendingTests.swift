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
                   SET status = 'active', approved_by = 'system:x', approved_at = 1, decided_by = 'system:x', decided_at = 1
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

    @Test func `G17 G72 a partner sees its keys and revokes them, and whoever goes leaves none behind`() async throws {
        let office = try await Referring()
        let (id, other) = (try await office.active(), try await office.active())
        let admins = [try await office.user(.admin, of: id), try await office.user(.admin, of: id)]
        let theirs = try await office.user(.admin, of: other)
        let path = "/referral/partners/\(id)/keys"
        var keys: [(id: String, asker: Principal)] = []
        for (name, asker) in [("acme-crm", admins[0]), ("other", admins[1]), ("third", admins[1])] {
            let made = try await office.act(path, ["name": .string(name)], as: asker)
            keys.append((try found(made["id"]?.text), Self.key(try found(made["name"]?.text), office.tenants[0])))
        }
        // The same word of another partner tells nothing of this one; the own is taken.
        let same: Value = ["name": "acme-crm"]
        #expect(try await office.code(.post, "/referral/partners/\(other)/keys", same, as: theirs) == nil)
        #expect(try await office.code(.post, path, same, as: admins[0]) != nil)
        let seen = try await office.get(path, as: admins[0])["items"]?.list ?? []
        #expect(seen.count == 3 && seen.allSatisfy { $0["is_revoked"] == false && $0["secret"] == nil })
        #expect(seen.last?["made_by"]?.text == admins[0].who.text)
        func works() async throws -> [Bool] {
            var works: [Bool] = []
            for key in keys { works.append(try await office.status(.get, "/referral", as: key.asker) == 200) }
            return works
        }
        #expect(try await works() == [true, true, true])
        let revocation = "/referral/keys/\(keys[0].id)/revocation"
        #expect(try await office.status(.post, revocation, [:], as: theirs) == 404)
        _ = try await office.act(revocation, as: admins[1])
        #expect(try await works() == [false, true, true])
        _ = try await office.act("/referral/users/\(try found(admins[1].person))/deactivate", as: admins[0])
        #expect(try await works() == [false, false, false])
        let told = try await office.get("/referral/partners/\(id)/activity?action=key_revoked")["items"]?.list ?? []
        #expect(told.count == 3)
    }

    @Test func `G76 a deal that was funded before the lead came earns nothing, unless a note says why it does`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        let old = try await office.application("Old")
        let former = try await office.deal(of: old)
        office.clock.advance(.days(30))
        let lead = try await office.lead("Old", by: user)
        let path = "/referral/leads/\(lead)"
        for body: Value in [["actual_lead_id": Value(old)], ["actual_lead_id": Value(former)]] {
            #expect(try await office.code(.post, "\(path)/approve", body) == "funded_before")
        }
        let noted: Value = ["actual_lead_id": Value(old), "notes": "a renewal that the partner brought"]
        _ = try await office.act("\(path)/approve", noted)
        let converting: Value = ["status": "converted", "deal": Value(former)]
        #expect(try await office.code(.post, "\(path)/status", converting) == "funded_before")
        #expect(try await office.code(.post, "\(path)/status", converting.adding("notes", "agreed")) == nil)
        // Of the lead's own day, and the day before it, none is asked.
        let next = try await office.application("Next")
        let deal = try await office.deal(of: next)
        office.clock.advance(.days(1))
        let second = try await office.lead("Next", by: user)
        _ = try await office.act("/referral/leads/\(second)/approve", ["actual_lead_id": Value(deal)])
        #expect(
            try await office.code(
                .post, "/referral/leads/\(second)/status", ["status": "converted", "deal": Value(deal)]) == nil)
    }
}
