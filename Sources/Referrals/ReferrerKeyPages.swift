import Kernel
import People
import Storage
import Web

/// The keys of a partner's programs.
extension ReferrerRoutes {
    func listKeys(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Referrer.self)
        let value = try await database.read { db -> Value in
            let referrer = try ReferrerSight.referrer(id, for: caller, db)
            let keys = try ReferrerKey.of(id, tenant: caller.tenant, db)
            return [
                "items": .list(keys.map(\.value)), "next": .null, "partner": referrer.value,
                "may_add": .bool(referrer.status == .active),
            ]
        }
        return .view("referrals/keys", value, title: "Keys of programs")
    }

    /// A key that sends leads for the partner; its secret is in the first answer and nowhere else.
    func addKey(_ request: Request) async throws -> Answer {
        let id = try request.id("id", Referrer.self)
        let name = try request.read { $0.text("name", max: ReferrerKey.longestName) }
        let secret = APIKey.Secret()
        let (value, isReplay) = try await once(request) { act, caller, db in
            let referrer = try ReferrerSight.changing(id, for: caller, db)
            return try ReferrerKey.add(secret, named: name, to: referrer, act, db).value
        }
        let place = "/referral/partners/\(id)/keys"
        if isReplay { return Answer.created(location: place, value).replayed(true) }
        return .view(
            "referrals/key-shown", value.adding("secret", .string(secret.text)), title: "The new key", status: 201)
    }

    func revokeKey(_ request: Request) async throws -> Answer {
        let id = try request.id("id", APIKey.self)
        let (value, isReplay) = try await once(request) { act, caller, db in
            let key = try ReferrerKey.find(id, tenant: caller.tenant, db)
            if let own = try ReferrerSight.bounds(of: caller, db), own.id != key.referrer {
                throw RecordRefusal.unknown("key", id)
            }
            // Of a partner that is not active too: nothing is let in by it.
            try key.revoke(act, db)
            return try ReferrerKey.find(id, tenant: caller.tenant, db).value
        }
        return Answer.done(redirect: "/referral/partners/\(value["partner"]?.text ?? "")/keys", value)
            .replayed(isReplay)
    }
}
