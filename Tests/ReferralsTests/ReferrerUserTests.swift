import Crypto
import Kernel
import People
import Storage
import Testing
import Web

@testable import Referrals

/// Who signs in for a partner, and what they see.
@Suite struct ReferrerUserTests {
    @Test func `G13 a partner has several people and keeps an admin`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let first = try await office.user(.admin, of: id)
        let other = try await office.user(.leadManager, of: id)
        let (one, two) = (try found(first.person), try found(other.person))
        #expect(try await office.code(.post, "/referral/users/\(one)/deactivate") == "last_admin")
        #expect(
            try await office.code(.post, "/referral/users/\(one)", ["role": "viewer", "version": 1]) == "last_admin")
        _ = try await office.act("/referral/users/\(two)", ["role": "admin", "version": 1, "name": "Two"], as: first)
        let user = try await office.get("/referral/users/\(two)")
        #expect(user["role"] == "admin" && user["name"] == "Two")
        _ = try await office.act("/referral/users/\(one)/deactivate")
        #expect(try await office.code(.post, "/referral/users/\(two)/deactivate") == "last_admin")
        _ = try await office.act("/referral/users/\(one)/reactivate")
        #expect(try await office.get("/referral/partners/\(id)/users")["items"]?.list?.count == 2)
    }

    @Test func `G15 an address signs in once in an office, whatever its spelling`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let body: Value = [
            "email": "Ann@Larch.example", "name": "Ann", "role": "viewer", "password": "a long password",
        ]
        _ = try await office.act("/referral/partners/\(id)/users", body)
        #expect(
            try await office.status(
                .post, "/referral/partners/\(id)/users", body.adding("email", "ANN@LARCH.example"), as: office.admin)
                == 409)
        let found = try await office.get("/referral/users?email=ann@larch.EXAMPLE")
        #expect(found["name"] == "Ann")
        #expect(try await office.status(.get, "/referral/users?email=a@office.example", as: office.admin) == 404)
    }

    @Test func `G16 the last sign-in is kept, and failures are counted`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let person = try found(try await office.user(.viewer, of: id).person)
        let email = try found(try await office.get("/referral/users/\(person)")["email"]?.text)
        func signIn(_ password: String) async throws -> Int {
            try await office.status(
                .post, "/sign-in", ["email": .string(email), "password": .string(password)], as: nil)
        }
        #expect(try await signIn("wrong password") == 401)
        #expect(try await signIn("wrong password") == 401)
        #expect(try await office.get("/referral/users/\(person)")["failed_sign_ins"]?.integer == 2)
        #expect(try await signIn(Referring.password) == 200)
        let user = try await office.get("/referral/users/\(person)")
        #expect(user["signed_in_at"]?.text == office.clock.now().description && user["failed_sign_ins"]?.integer == 0)
    }

    @Test func `G17 everybody changes the own password, and deactivation ends all sessions at once`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let (ann, bob) = (try await office.user(.admin, of: id), try await office.user(.viewer, of: id))
        let (one, two) = (try found(ann.person), try found(bob.person))
        let change: Value = ["current_password": .string(Referring.password), "password": "another long password"]
        #expect(try await office.code(.post, "/referral/users/\(two)/password", change, as: ann) == "not_self")
        #expect(
            try await office.status(
                .post, "/referral/users/\(two)/password", change.adding("current_password", "wrong password"), as: bob)
                == 422)
        _ = try await office.act("/referral/users/\(two)/password", change, as: bob)
        let email = try found(try await office.get("/referral/users/\(two)")["email"]?.text)
        let sign: Value = ["email": .string(email), "password": "another long password"]
        #expect(try await office.status(.post, "/sign-in", sign, as: nil) == 200)
        #expect(try await office.count("SELECT count(*) FROM session WHERE person_id = \(two)") == 1)
        _ = try await office.act("/referral/users/\(two)/deactivate", as: ann)
        #expect(try await office.count("SELECT count(*) FROM session WHERE person_id = \(two)") == 0)
        #expect(try await office.status(.post, "/sign-in", sign, as: nil) == 401)
        let stored: String = try found(
            try await office.database.read { try $0.value("SELECT password_hash FROM person WHERE id = \(one)") })
        #expect(stored.hasPrefix("scrypt$"))
        // Whoever runs the program has 64 MiB of it.
        #expect(await Passwords().hash("x").text.hasPrefix("scrypt$16$8$1$"))
    }

    @Test func `G17 J24 the same key with another password is refused, and not told as done`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        func code(_ path: String, _ body: Value, as asker: Principal) async throws -> String? {
            do {
                _ = try await office.act(path, body, as: asker, key: path)
                return nil
            } catch let refusal as any Refusal { return refusal.code }
        }
        let bob = try await office.user(.viewer, of: id)
        let person = try found(bob.person)
        let (own, path) = (Referring.password, "/referral/users/\(person)/password")
        func change(_ from: String, _ to: String) -> Value {
            ["current_password": .string(from), "password": .string(to)]
        }
        #expect(try await code(path, change(own, "another long password"), as: bob) == nil)
        let reused = try await code(path, change("another long password", "a third long password"), as: bob)
        #expect(reused == "idempotency_key_reused")
        let users = "/referral/partners/\(id)/users"
        let new: Value = ["email": "new@larch.example", "name": "New", "role": "viewer", "password": .string(own)]
        #expect(try await code(users, new, as: office.admin) == nil)
        #expect(try await code(users, new, as: office.admin) == nil, "the same again is answered as before")
        let other = new.adding("password", "another long password")
        #expect(try await code(users, other, as: office.admin) == "idempotency_key_reused")
    }

    @Test func `G04 people of a suspended partner sign in and see, and change nothing`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.admin, of: id)
        _ = try await office.act("/referral/partners/\(id)/suspend", ["reason": "a complaint"])
        #expect(try await office.status(.get, "/referral", as: user) == 200)
        let version = try found(try await office.get("/referral/partners/\(id)")["version"])
        let changes: [(String, Value)] = [
            ("/referral/partners/\(id)", ["contact_name": "X", "version": version]),
            ("/referral/partners/\(id)/tax-id", ["tax_id": "123456789"]),
            ("/referral/partners/\(id)/bank-changes", Referring.bank),
            ("/referral/partners/\(id)/users", ["email": "y@larch.example", "name": "Y", "role": "viewer"]),
            ("/referral/partners/\(id)/keys", ["name": "robot"]),
        ]
        for (path, value) in changes {
            #expect(try await office.code(.post, path, value, as: user) == "partner_not_active", "\(path)")
        }
        // Every other command that is theirs too, whatever it is sent, but for the own password.
        let papers = try await office.count("SELECT count(*) FROM referral_document")
        let bodies: [Value] = [
            [:], ["kind": "other"], ["note": "x"], Referring.lead("Late"), ["lead": .string("\(id)")],
            ["version": version, "name": "X"],
        ]
        let own = try found(user.person).description
        let commands = office.caller.routes.filter {
            !$0.method.isSafe && $0.pattern.hasPrefix("/referral/") && $0.access.admits([.referralAdmin])
                && !$0.pattern.hasSuffix("/password") && !$0.pattern.hasSuffix("/leads/score")
        }
        #expect(commands.count > 10)
        for route in commands {
            let record = route.pattern.hasPrefix("/referral/users/") ? own : "\(id)"
            for body in bodies {
                let path = route.pattern.replacing("{id}", with: record)
                clockForward(office)
                let status = try await office.status(route.method, path, body, as: user)
                #expect((400..<500).contains(status), "\(route.pattern)")
            }
        }
        await #expect(throws: ReferralRefusal.self) { try await office.addDocument(to: id, as: user) }
        #expect(try await office.count("SELECT count(*) FROM referral_document") == papers)
        #expect(try await office.count("SELECT count(*) FROM referral_lead") == 0)
    }

    private func clockForward(_ office: Referring) { office.clock.advance(.minutes(1)) }

    @Test func `G49 nobody sees another partner's or another office's records: they are not there`() async throws {
        let office = try await Referring()
        let (mine, theirs) = (try await office.active(), try await office.active())
        let user = try await office.user(.admin, of: mine)
        let other = try await office.user(.admin, of: theirs)
        let (own, foreign) = (try found(user.person), try found(other.person))
        let document = try await office.count("SELECT count(*) FROM referral_document")
        #expect(document == 2)
        let paper: String = try found(
            try await office.database.read {
                try $0.value("SELECT id FROM referral_document WHERE partner_id = \(theirs)")
            })
        let paths = [
            "/referral/partners/\(theirs)", "/referral/partners/\(theirs)/users",
            "/referral/partners/\(theirs)/activity",
            "/referral/users/\(foreign)", "/referral/documents/\(paper)",
        ]
        for path in paths {
            #expect(try await office.status(.get, path, as: user) == 404, "\(path)")
            #expect(try await office.status(.get, path, as: office.stranger) == 404, "\(path)")
            #expect(try await office.status(.get, path, as: office.admin) == 200, "\(path)")
        }
        #expect(try await office.status(.get, "/referral/users/\(own)", as: user) == 200)
        #expect(try await office.get("/referral/partners", as: office.stranger)["items"]?.list == [])
        let version: Value = ["version": 1, "name": "X"]
        #expect(try await office.status(.post, "/referral/users/\(foreign)", version, as: user) == 404)
    }

    @Test func `G72 a partner's key works for its partner, and a key of nobody for none`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let made = try await office.act("/referral/partners/\(id)/keys", ["name": "robot"])
        #expect(made["secret"]?.text?.hasPrefix("fg_") == true)
        func key(_ name: String) -> Principal {
            Principal(
                tenant: office.tenants[0], person: nil, name: name, roles: [.referralLeadManager],
                credential: .key(name: name))
        }
        #expect(try await office.get("/referral", as: key(try found(made["name"]?.text)))["id"]?.text == id.description)
        #expect(try await office.code(.get, "/referral", as: key("other")) == "no_partner")
    }

    @Test func `G48 the activity is searched by actor, resource, action and time, and G67 nothing of it ends`()
        async throws
    {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.admin, of: id)
        _ = try await office.act("/referral/partners/\(id)/tax-id", ["tax_id": "987654321"], as: user)
        func actions(_ query: String) async throws -> [String] {
            (try await office.get("/referral/partners/\(id)/activity?\(query)")["items"]?.list ?? [])
                .compactMap { $0["action"]?.text }
        }
        #expect(try await actions("who=\(user.who.text)") == ["tax_id_set"])
        #expect(try await actions("action=terms_set") == ["terms_set"])
        #expect(try await actions("resource=\(try found(user.person))") == ["user_added"])
        let all = try await actions("limit=200")
        #expect(all.first == "tax_id_set" && all.last == "partner_registered" && all.count == 12, "\(all)")
        let day = office.clock.now().day
        #expect(try await actions("from=\(day.adding(days: 1))") == [])
        office.clock.advance(.days(800))
        #expect(try await actions("to=\(day)&limit=200") == all)
        await #expect(throws: StorageFault.self) {
            try await office.database.write { try $0.run("DELETE FROM referral_activity") }
        }
        // Page by page the same.
        var (paged, after): ([String], String?) = ([], "")
        while let cursor = after {
            let page = try await office.get(
                "/referral/partners/\(id)/activity?limit=5" + (cursor.isEmpty ? "" : "&after=\(cursor)"))
            paged += (page["items"]?.list ?? []).compactMap { $0["action"]?.text }
            after = page["next"]?.text
        }
        #expect(paged == all)
    }
}
