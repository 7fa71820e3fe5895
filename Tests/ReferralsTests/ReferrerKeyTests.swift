import Kernel
import People
import Storage
import Testing
import Web

@testable import Referrals

/// Keys of partners' programs, and what becomes of them with who made them.
@Suite struct ReferrerKeyTests {
    @Test(arguments: ["referral/users", "users"])
    func `G17 G72 whoever is disabled leaves no key, by whichever page and however many came since`(
        way: String
    ) async throws {
        let office = try await Referring()
        let id = try await office.active()
        let (user, other) = (try await office.user(.admin, of: id), try await office.user(.admin, of: id))
        let path = "/referral/partners/\(id)/keys"
        _ = try await office.act(path, ["name": "first"], as: user)
        let kept = try await office.act(path, ["name": "other"], as: other)
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write { db in
            let referrer = try Referrer.find(id, tenant: tenant, db)
            let act = ReferralAct(tenant: tenant, by: user.who, at: now + .seconds(1))
            for number in 0..<201 {
                try ReferrerKey.add(APIKey.Secret(), named: "n\(number)", to: referrer, act, db).revoke(act, db)
            }
        }
        // What is not revoked stands on the page before what is.
        let shown = try await office.get(path)["items"]?.list ?? []
        #expect(shown.count == 200)
        #expect(shown.prefix(3).map { $0["is_revoked"]?.flag } == [false, false, true])
        #expect(shown[0]["made_by"]?.text == other.who.text && shown[0]["roles"]?.list?.count == 1)
        let person = try found(user.person)
        if way == "users" {
            _ = try await office.act("/users/\(person)/disablement", ["version": 1])
        } else {
            _ = try await office.act("/referral/users/\(person)/deactivate")
        }
        let standing = (try await office.get(path)["items"]?.list ?? []).filter { $0["is_revoked"]?.flag == false }
        #expect(standing.map { $0["id"] } == [kept["id"]])
        let told = try await office.get("/referral/partners/\(id)/activity?action=user_deactivated")["items"]?.list
        #expect(told?.count == 1 && told?[0]["who"]?.text == office.admin.who.text)
        if way == "users" {
            _ = try await office.act("/users/\(person)/enablement", ["version": 2])
            let back = try await office.get("/referral/partners/\(id)/activity?action=user_reactivated")["items"]?.list
            #expect(back?.count == 1)
        }
    }

    @Test func `G72 a partner has a hundred keys at most that are not revoked`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let (tenant, now, who) = (office.tenants[0], office.clock.now(), office.admin.who)
        let path = "/referral/partners/\(id)/keys"
        let last = try await office.database.write { db in
            let referrer = try Referrer.find(id, tenant: tenant, db)
            let act = ReferralAct(tenant: tenant, by: who, at: now)
            return try (0..<ReferrerKey.most).map {
                try ReferrerKey.add(APIKey.Secret(), named: "n\($0)", to: referrer, act, db)
            }.last
        }
        #expect(try await office.code(.post, path, ["name": "more"]) == "too_many_keys")
        try await office.database.write { db in
            try last?.revoke(ReferralAct(tenant: tenant, by: who, at: now), db)
        }
        #expect(try await office.code(.post, path, ["name": "more"]) == nil)
    }
}
