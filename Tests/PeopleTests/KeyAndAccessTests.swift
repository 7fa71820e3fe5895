import Crypto
import Kernel
import People
import Storage
import Testing
import Web

@testable import struct People.PeopleRoutes

@Suite struct KeyAndAccessTests {
    @Test func `a key opens until it is revoked, and its secret has 40 characters`() async throws {
        let office = try await Office()
        let made = try await office.caller.call(
            .post, "/keys", ["name": "crm", "roles": ["broker"]], as: office.admin)
        let secret = try #require(made["secret"]?.text)
        #expect(secret.hasPrefix("fg_") && secret.utf8.count == 43)
        let principal = try await office.authenticator.principal(key: secret)
        #expect(principal?.who == .key("crm") && principal?.roles == [.broker] && principal?.tenant == office.tenant)
        #expect(try await office.authenticator.principal(key: secret + "x") == nil)
        let id = made["id"]?.text ?? ""
        await #expect(throws: RecordRefusal.self) {
            try await office.caller.call(.post, "/keys/\(id)/revocation", as: office.stranger)
        }
        _ = try await office.caller.call(.post, "/keys/\(id)/revocation", as: office.admin)
        #expect(try await office.authenticator.principal(key: secret) == nil)
    }

    @Test(arguments: ["", "a\nb", "a:b", String(repeating: "a", count: 61)])
    func `a key's name is plain`(name: String) async throws {
        let office = try await Office()
        await #expect(throws: (any Error).self) {
            try await office.caller.call(.post, "/keys", ["name": Value(name), "roles": ["broker"]], as: office.admin)
        }
    }

    @Test func `the name of a revoked key is not given again`() async throws {
        let office = try await Office()
        let body: Value = ["name": "crm", "roles": ["broker"]]
        let made = try await office.caller.call(.post, "/keys", body, as: office.admin)
        _ = try await office.caller.call(.post, "/keys/\(made["id"]?.text ?? "")/revocation", as: office.admin)
        await #expect(throws: PeopleRefusal.keyNameTaken) {
            try await office.caller.call(.post, "/keys", body, as: office.admin)
        }
    }

    @Test func `J34 each role may use exactly the routes its row allows`() async throws {
        let office = try await Office()
        // admin, broker, reviewer, read_only, nobody
        // swift-format-ignore
        let expected: [String: String] = [
            "open": "yyyyy",
            "signed in": "yyyyn",
            "admin": "ynnnn",
        ]
        let askers: [Set<RoleName>?] = [[.admin], [.broker], [.reviewer], [.readOnly], nil]
        for route in office.caller.routes {
            let cells = askers.map { route.access.admits($0) ? "y" : "n" }.joined()
            #expect(cells == expected[route.access.description], "\(route.method) \(route.pattern)")
        }
    }

    @Test(arguments: [
        (nil, "/"), ("/offers/1?x=2", "/offers/1?x=2"), ("//evil.example", "/"), ("/\\evil.example", "/"),
        ("https://evil.example", "/"), ("/a\r\nSet-Cookie: x", "/"),
    ])
    func `after sign-in a browser stays on this site`(next: String?, place: String) {
        #expect(PeopleRoutes.safeNext(next) == place)
    }

    @Test func `many attempts from one address are slowed down`() async throws {
        let office = try await Office()
        var statuses: [Int] = []
        for index in 0..<25 {
            do {
                _ = try await office.caller.call(
                    .post, "/sign-in", ["email": "n\(index)@x.example", "password": "wrong wrong wrong"], as: nil)
            } catch let refusal as any Refusal {
                statuses.append(refusal.kind.rawValue)
            }
        }
        #expect(statuses == Array(repeating: 401, count: 20) + Array(repeating: 429, count: 5))
    }

    @Test func `signing in sets the cookie and signing out ends the session`() async throws {
        let office = try await Office()
        let answer = try await office.caller.call(
            .post, "/sign-in", ["email": "ada@ours.example", "password": Value(Office.password)], as: nil)
        let cookie = try #require(answer.headers.first { $0.name == "Set-Cookie" }?.value)
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
        let token = String(cookie.dropFirst("session=".count).prefix { $0 != ";" })
        let here = try await office.authenticator.principal(session: token)
        #expect(here != nil)
        _ = try await office.caller.call(.post, "/sign-out", as: here)
        #expect(try await office.authenticator.principal(session: token) == nil)
    }

    @Test func `I44 an admin makes no participant's password where it is not kept who made it`() async throws {
        let office = try await Office()
        let made = try await office.caller.call(
            .post, "/users", ["email": "p-1@ours.example", "name": "P-1", "roles": ["participant"]], as: office.admin)
        let path = "/users/\(made["id"]?.text ?? "")/password-reset"
        let refused = await #expect(throws: PeopleRefusal.self) {
            try await office.caller.call(.post, path, as: office.admin)
        }
        #expect(refused == .participant)
    }

    @Test(arguments: [
        (["participant"], ["mentor"]), (["participant"], ["participant", "admin"]), (["mentor"], ["participant"]),
        (["mentor"], ["admin", "participant"]),
    ])
    func `I44 nobody becomes a participant or another thing, so that no password is made between`(
        former: [String], later: [String]
    ) async throws {
        let office = try await Office()
        let made = try await office.caller.call(
            .post, "/users", ["email": "p-1@ours.example", "name": "P-1", "roles": .list(former.map { Value($0) })],
            as: office.admin)
        let path = "/users/\(made["id"]?.text ?? "")"
        let body: Value = ["version": 1, "roles": .list(later.map { Value($0) })]
        let refused = await #expect(throws: PeopleRefusal.self) {
            try await office.caller.call(.post, "\(path)/roles", body, as: office.admin)
        }
        #expect(refused == .participantRole)
        let shown = try await office.caller.call(.get, path, as: office.admin)
        #expect(shown["roles"] == .list(former.map { Value($0) }) && shown["version"] == 1)
    }

    @Test func `every change of a person is a row of the history`() async throws {
        let office = try await Office()
        let broker = try await office.add("bob@ours.example")
        let path = "/users/\(broker.id)"
        _ = try await office.caller.call(.post, "\(path)/roles", ["version": 1, "roles": ["admin"]], as: office.admin)
        _ = try await office.caller.call(.post, "\(path)/password-reset", as: office.admin)
        _ = try await office.caller.call(.post, "\(path)/disablement", ["version": 3], as: office.admin)
        let shown = try await office.caller.call(.get, path, as: office.admin)
        let events = shown["history"]?.list?.compactMap { $0["event"]?.text }
        #expect(events == ["disable", "password_reset", "roles_changed", "added"])
    }
}
