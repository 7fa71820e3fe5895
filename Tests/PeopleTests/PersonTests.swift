import Crypto
import Kernel
import People
import Storage
import TestDatabases
import Testing
import Web

@Suite struct PersonTests {
    @Test(arguments: [
        ("short", PeopleRefusal.passwordLength), ("elevenchars", .passwordLength),
        ("AVERYLONGNAME@ours.example", .passwordIsEmail), ("averylongname", .passwordIsEmail),
        (String(repeating: "a", count: 201), .passwordLength),
    ])
    func `a password has 12 to 200 characters and is not the address`(password: String, refusal: PeopleRefusal) {
        #expect(throws: refusal) { try PersonRules.password(password, email: "averylongname@ours.example") }
    }

    @Test(arguments: [
        ("no at", [RoleName.admin]), ("a@b.example\r\nBcc: x", [.admin]), ("a@b.example", []),
        ("a@b.example", [RoleName("emperor")]),
    ])
    func `a person has an address and roles of the table`(email: String, roles: [RoleName]) {
        #expect(throws: PeopleRefusal.self) { try Person.Draft(email: email, name: "A", roles: Set(roles)) }
    }

    @Test func `J34 the role table names each role once and says what it can do`() {
        #expect(Set(Role.all.map(\.name)).isSuperset(of: [.admin, .broker, .reviewer, .readOnly]))
        #expect(Set(Role.all.map(\.name)).count == Role.all.count)
        #expect(Role.all.allSatisfy { !$0.label.isEmpty && $0.canDo.hasSuffix(".") })
    }

    @Test func `an address signs in once, over all tenants`() async throws {
        let office = try await Office()
        await #expect(throws: PeopleRefusal.emailTaken) { try await office.add("EVE@theirs.example") }
    }

    @Test func `the last active admin can be neither disabled nor demoted`() async throws {
        let office = try await Office()
        let broker = try await office.add("bob@ours.example")
        let path = "/users/\(office.admin.person?.description ?? "")"
        await #expect(throws: PeopleRefusal.lastAdmin) {
            try await office.caller.call(.post, "\(path)/disablement", ["version": 1], as: office.admin)
        }
        await #expect(throws: PeopleRefusal.lastAdmin) {
            try await office.caller.call(
                .post, "\(path)/roles", ["version": 1, "roles": ["broker"]], as: office.admin)
        }
        _ = try await office.caller.call(
            .post, "/users/\(broker.id)/roles", ["version": 1, "roles": ["admin"]], as: office.admin)
        _ = try await office.caller.call(.post, "\(path)/disablement", ["version": 1], as: office.admin)
    }

    @Test func `who is disabled is signed out everywhere at once and can be enabled again`() async throws {
        let office = try await Office()
        let broker = try await office.add("bob@ours.example")
        let (token, _) = try await office.signIn.begin(
            email: broker.email, password: Office.password, at: office.clock.now())
        let path = "/users/\(broker.id)"
        _ = try await office.caller.call(.post, "\(path)/disablement", ["version": 1], as: office.admin)
        #expect(try await office.authenticator.principal(session: token.text) == nil)
        await #expect(throws: IllegalMove.self) {
            try await office.caller.call(.post, "\(path)/disablement", ["version": 2], as: office.admin)
        }
        let enabled = try await office.caller.call(.post, "\(path)/enablement", ["version": 2], as: office.admin)
        #expect(enabled["state"] == "active")
        #expect(try await office.authenticator.principal(session: token.text) == nil)
    }

    @Test func `a change made from an old version is refused`() async throws {
        let office = try await Office()
        let broker = try await office.add("bob@ours.example")
        let body: Value = ["version": 1, "roles": ["reviewer"]]
        let changed = try await office.caller.call(.post, "/users/\(broker.id)/roles", body, as: office.admin)
        #expect(changed["roles"] == ["reviewer"] && changed["version"] == 2)
        await #expect(throws: RecordRefusal.changedMeanwhile("person", broker.id)) {
            try await office.caller.call(.post, "/users/\(broker.id)/roles", body, as: office.admin)
        }
    }

    @Test func `K03 another tenant's people are unknown`() async throws {
        let office = try await Office()
        let broker = try await office.add("bob@ours.example")
        let path = "/users/\(broker.id)"
        for (method, target, body) in [
            (Web.Method.get, path, Value.null), (.post, "\(path)/roles", ["version": 1, "roles": ["admin"]]),
            (.post, "\(path)/disablement", ["version": 1]), (.post, "\(path)/password-reset", .null),
        ] {
            await #expect(throws: RecordRefusal.unknown("person", broker.id)) {
                try await office.caller.call(method, target, body, as: office.stranger)
            }
        }
        let list = try await office.caller.call(.get, "/users", as: office.stranger)
        #expect(list["items"]?.list?.count == 1)
    }

    @Test func `a changed password ends the other sessions and keeps this one`() async throws {
        let office = try await Office()
        let tokens = [
            try await office.signIn.begin(email: "ada@ours.example", password: Office.password, at: office.clock.now()),
            try await office.signIn.begin(email: "ada@ours.example", password: Office.password, at: office.clock.now()),
        ].map(\.0)
        let here = try await office.authenticator.principal(session: tokens[0].text)
        let body: Value = ["current_password": Value(Office.password), "password": "another long password"]
        await #expect(throws: PeopleRefusal.wrongPassword) {
            try await office.caller.call(
                .post, "/account/password", body.adding("current_password", "not this one"), as: here)
        }
        _ = try await office.caller.call(.post, "/account/password", body, as: here)
        #expect(try await office.authenticator.principal(session: tokens[0].text) != nil)
        #expect(try await office.authenticator.principal(session: tokens[1].text) == nil)
        _ = try await office.signIn.begin(
            email: "ada@ours.example", password: "another long password", at: office.clock.now())
    }

    @Test func `K10 a repeated request adds nobody twice and does not show the password again`() async throws {
        let office = try await Office()
        let body: Value = ["email": "new@ours.example", "name": "New", "roles": ["broker"]]
        let first = try await office.caller.call(.post, "/users", body, as: office.admin, key: "k1")
        let second = try await office.caller.call(.post, "/users", body, as: office.admin, key: "k1")
        #expect(first["id"] == second["id"] && first["password"] != nil && second["password"] == nil)
        #expect(second.headers.contains { $0.name == "Idempotency-Replayed" })
        _ = try await office.signIn.begin(
            email: "new@ours.example", password: first["password"]?.text ?? "", at: office.clock.now())
    }

    @Test func `K14 no password and no secret stands in the database or its journal`() async throws {
        let office = try await Office()
        let key = try await office.caller.call(
            .post, "/keys", ["name": "crm", "roles": ["broker"]], as: office.admin, key: "k2")
        let made = try await office.caller.call(
            .post, "/users", ["email": "n@ours.example", "name": "N", "roles": ["broker"]], as: office.admin, key: "k3")
        let copy = office.folder.path + "/copy.db"
        try await office.database.backup(to: copy, migrations: StorageSchema.migrations + PeopleSchema.migrations)
        let store = try BlobStore(folder: office.folder.path + "/blobs")
        let bytes = try store.bytes(of: store.put(file: copy).digest)
        let text = String(decoding: bytes, as: UTF8.self)
        for secret in [key["secret"]?.text, made["password"]?.text, Office.password] {
            #expect(!text.contains(try #require(secret)))
        }
    }
}
