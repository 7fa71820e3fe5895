import Applications
import Cohorts
import Crypto
import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// Who made another's account is no second person beside it, for a day (I44).
@Suite struct SecondHandTests {
    private static let password = PasswordHash(of: "correct horse battery", cost: 4)
    private let office: Supporting

    init() async throws { office = try await Supporting() }

    /// A new person of the office, made by somebody.
    private func add(_ name: String, _ role: RoleName = .admin, by who: Who) async throws -> Principal {
        office.clock.advance(.seconds(1))
        let now = office.clock.now()
        let person = try await office.write { db, tenant in
            let draft = try Person.Draft(email: "\(name)@ours.example", name: name, roles: [role])
            return try Person.add(draft, password: Self.password, tenant: tenant, by: who, at: now, db)
        }
        return Principal(
            tenant: office.tenant, person: person.id, name: name, roles: [.admin],
            credential: .session(id: "none", csrf: "none"))
    }

    private func given(_ person: Principal, _ event: String, by who: Who) async throws {
        office.clock.advance(.seconds(1))
        let (now, id) = (office.clock.now(), try #require(person.person))
        try await office.write { db, tenant in
            switch event {
            case "admin":
                let version = try Person.find(id, tenant: tenant, db).version
                _ = try Person.changeRoles(
                    of: id, to: [.admin], version: version, tenant: tenant, by: who, at: now, db)
            default:
                try Person.setPassword(
                    of: id, to: Self.password, event: event, tenant: tenant, by: who, at: now, db)
            }
        }
    }

    /// What the second gets for holding now what the first set.
    private func together(_ first: Principal, _ second: Principal) async throws -> String? {
        let rate: Value = ["naira": "1500"]
        #expect(try await office.code(.post, "/admin/support/rate", rate, as: first) == nil)
        return try await office.code(.post, "/admin/support/rate", rate, as: second)
    }

    // swift-format-ignore
    @Test(
        arguments: [
            // what A did to B            may B be A's second?
            ("added",             "too_new"), ("password_reset",    "too_new"), ("admin", "too_new"),
            ("password_changed",  nil),       ("nothing",           nil),
        ])
    func `I44 who was added, made an admin or given a password by somebody is not their second for a day`(
        act: String, code: String?
    ) async throws {
        let one = try await add("one", by: Supporting.who)
        let isAdmin = act != "admin"
        let other = try await add("other", isAdmin ? .admin : .mentor, by: act == "added" ? one.who : Supporting.who)
        switch act {
        case "password_reset", "admin": try await given(other, act, by: one.who)
        case "password_changed": try await given(other, act, by: other.who)
        default: break
        }
        // Either is the first.
        #expect(try await together(other, one) == code)
        if code != nil {
            office.clock.advance(.hours(24))
            try await office.write { db, tenant in
                try ComingSetting.end(PayoutRate.comingName(of: .usd), office.act, db)
            }
            #expect(try await together(one, other) == nil)
        }
    }

    @Test func `I44 two whom a third made, be it by a key, are one for a day, and the refusal says until when`()
        async throws
    {
        let maker = try await add("maker", by: Supporting.who)
        let now = office.clock.now()
        try await office.write { db, tenant in
            _ = try APIKey.add(
                APIKey.Secret(), name: "program", roles: [.admin], tenant: tenant, by: maker.who, at: now, db)
        }
        let one = try await add("one", by: maker.who)
        let other = try await add("other", by: .key("program"))
        let last = office.clock.now()
        #expect(try await together(one, other) == "too_new")
        let refused = await #expect(throws: WalletRefusal.self) {
            try await office.caller.call(.post, "/admin/support/rate", ["naira": "1500"], as: maker)
        }
        #expect(refused == .tooNew(until: last - .seconds(1) + .hours(24)))
        let third = try await add("third", by: Supporting.who)
        #expect(try await office.code(.post, "/admin/support/rate", ["naira": "1500"], as: third) == nil)
    }

    @Test func `I44 nobody decides an override, a settlement, a risk or a request of whom they made`() async throws {
        let (group, id) = try await office.cash()
        let one = try await add("one", by: Supporting.who)
        let new = try await add("new", by: one.who)
        let free = try await add("free", by: Supporting.who)
        let wallet = try await office.wallet(group.people[0])
        let override = try await office.caller.call(
            .post, "/admin/wallets/\(wallet.id)/overrides", ["amount": "150", "reason": "abroad"], as: one)
        try await office.disburse()
        let settlement = try await office.caller.call(
            .post, "/admin/support/\(id)/settlements",
            ["outcome": "not_given", "reference": "PSK-1", "reason": "its letter"], as: one)
        let flag = try await office.caller.call(
            .post, "/participants/\(group.people[0])/support-flags", ["reason": "seen"], as: one)
        let login = "/participants/\(group.people[0])/support-login"
        office.clock.advance(.seconds(1))
        #expect(try await office.code(.post, login, as: one) == nil)
        let asked = try await office.ask(.transport, group)
        try await office.triage()
        // swift-format-ignore
        let rows: [(String, Value)] = [
            ("/admin/support-overrides/\(override["id"]?.text ?? "")/approval",      .null),
            ("/admin/support-settlements/\(settlement["id"]?.text ?? "")/approval",  .null),
            ("/admin/support/\(asked)/approve",                                      Supporting.exception(.voucher)),
            ("/admin/support-flags/\(flag["id"]?.text ?? "")/clearing",              ["reason": "none"]),
        ]
        for (path, body) in rows {
            #expect(try await office.code(.post, path, body, as: new) == "too_new", "\(path)")
            #expect(try await office.code(.post, path, body, as: free) == nil, "\(path)")
        }
    }

    @Test(arguments: [true, false])
    func `I44 what a person entered whom the maker of the sign-in made is in one hand, for a day`(isNew: Bool)
        async throws
    {
        let group = try await office.group()
        let one = try await add("one", .programmeOperator, by: Supporting.who)
        let new = try await add("new", .programmeOperator, by: one.who)
        if !isNew { office.clock.advance(.hours(24)) }
        office.clock.advance(.seconds(1))
        let (now, today) = (office.clock.now(), office.today)
        try await office.write { db, tenant in
            try Participant.find(group.people[0], tenant: tenant, db).attempt(
                .init(at: group.mission, on: today, .tried), by: new.who, at: now, db)
        }
        let login = "/participants/\(group.people[0])/support-login"
        #expect(try await office.code(.post, login, as: one) == nil)
        let id = try await office.ask(.data, group)
        try await office.triage()
        #expect(try await office.request(id).reasons.contains(.oneHand) == isNew)
    }

    @Test func `I26 I44 nobody approves airtime for a number that somebody wrote who made them`() async throws {
        let group = try await office.group(1, momentum: 10)
        let one = try await add("one", by: Supporting.who)
        let new = try await add("new", by: one.who)
        let (now, keys) = (office.clock.now(), office.keys)
        try await office.write { db, tenant in
            let found = try Participant.find(group.people[0], tenant: tenant, db)
            let person = try found.person.opened(for: found.id, keys)
            let entry = ParticipantEntry(
                ParticipantPerson(name: person.name, email: person.email, phone: "+2348039999991"))
            try found.change(to: entry, version: found.version, keys: keys, by: one.who, at: now, db)
        }
        let id = try await office.ask(.data, group)
        try await office.triage()
        let path = "/admin/support/\(id)/approve"
        for (asker, code) in [(one, "own_number"), (new, "too_new")] {
            #expect(try await office.code(.post, path, as: asker) == code)
        }
        office.clock.advance(.hours(24))
        #expect(try await office.code(.post, path, as: new) == nil)
    }
}
