import Cohorts
import Crypto
import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// The longer ways by which one person of the office would ask, approve and collect alone (I44).
@Suite struct HandsDetourTests {
    private static func who(_ id: Int) -> Who { .person(PersonID(bits: UInt128(id))) }
    private static let password = PasswordHash(of: "another horse battery", cost: 4)

    private func tried(_ office: Supporting, _ group: Supporting.Group, by who: Who) async throws {
        office.clock.advance(.seconds(1))
        let (now, today) = (office.clock.now(), office.today)
        try await office.write { db, tenant in
            try Participant.find(group.people[0], tenant: tenant, db).attempt(
                .init(at: group.mission, on: today, .tried), by: who, at: now, db)
        }
    }

    /// As the participant's person is given one, or takes one, on another page.
    private func setPassword(
        _ office: Supporting, _ group: Supporting.Group, _ event: String, by who: Who
    ) async throws {
        office.clock.advance(.seconds(1))
        let now = office.clock.now()
        let person = try #require(group.askers[0].person)
        try await office.write { db, tenant in
            try Person.setPassword(
                of: person, to: Self.password, event: event, tenant: tenant, by: who, at: now, db)
        }
    }

    @Test(arguments: [true, false])
    func `I44 who signs in by the office's password and chooses another stays who could have asked`(
        isAutomatic: Bool
    ) async throws {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: isAutomatic ? 60 : 10)
        let (maker, other) = (office.principal(.programmeOperator, 8), office.principal(.programmeOperator, 9))
        office.clock.advance(.seconds(1))
        #expect(try await office.code(.post, "/participants/\(group.people[0])/support-login", as: maker) == nil)
        try await setPassword(office, group, "password_changed", by: group.askers[0].who)
        if isAutomatic { try await tried(office, group, by: maker.who) }
        let id = try await office.ask(isAutomatic ? .data : .transport, group)
        try await office.triage()
        let found = try await office.request(id)
        #expect(found.state == .queued)
        if isAutomatic { #expect(found.reasons == [.oneHand]) }
        let path = "/admin/support/\(id)/approve"
        #expect(try await office.code(.post, path, as: maker) == "own_sign_in")
        #expect(try await office.code(.post, path, as: other) == nil)
    }

    @Test func `I44 a password that was given on another page counts, and another's frees who gave it`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: 10)
        try await setPassword(office, group, "password_reset", by: Self.who(6))
        let first = try await office.ask(.transport, group)
        try await office.triage()
        let path = "/admin/support/\(first)/approve"
        #expect(try await office.code(.post, path, as: office.principal(.admin, 6)) == "own_sign_in")
        // A new password of another does not undo what was asked under the former.
        office.clock.advance(.seconds(1))
        let login = "/participants/\(group.people[0])/support-login"
        #expect(try await office.code(.post, login, as: office.principal(.programmeOperator, 8)) == nil)
        for (person, code) in [(6, "own_sign_in"), (8, "own_sign_in"), (9, nil)] {
            #expect(try await office.code(.post, path, as: office.principal(.admin, person)) == code)
        }
        office.clock.advance(.hours(25))
        try await tried(office, group, by: Supporting.who)
        let second = try await office.ask(.transport, group)
        try await office.triage()
        let later = "/admin/support/\(second)/approve"
        for (person, code) in [(8, "own_sign_in"), (6, nil)] {
            #expect(try await office.code(.post, later, as: office.principal(.admin, person)) == code)
        }
    }

    @Test(arguments: [Who.key("program"), .system("import")])
    func `I44 what a key entered counts as the asker's, what the program did is nobody's hand`(who: Who) async throws {
        let office = try await Supporting()
        let group = try await office.group()
        try await tried(office, group, by: who)
        let login = "/participants/\(group.people[0])/support-login"
        #expect(try await office.code(.post, login, as: office.principal(.programmeOperator, 8)) == nil)
        let id = try await office.ask(.data, group)
        try await office.triage()
        let found = try await office.request(id)
        #expect(found.state == (who == .key("program") ? .queued : .approved))
        #expect((found.reasons == [.oneHand]) == (who == .key("program")))
    }

    @Test func `I26 I44 a number that a key wrote is that of who made the key`() async throws {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: 10)
        let (now, keys) = (office.clock.now(), office.keys)
        try await office.write { db, tenant in
            for (name, maker) in [("first", Self.who(6)), ("second", .key("first"))] {
                _ = try APIKey.add(
                    APIKey.Secret(), name: name, roles: [.admin], tenant: tenant, by: maker, at: now, db)
            }
            let found = try Participant.find(group.people[0], tenant: tenant, db)
            let person = try found.person.opened(for: found.id, keys)
            let entry = ParticipantEntry(
                ParticipantPerson(name: person.name, email: person.email, phone: "+2348039999991"))
            try found.change(to: entry, version: found.version, keys: keys, by: .key("second"), at: now, db)
        }
        let id = try await office.ask(.data, group)
        try await office.triage()
        let path = "/admin/support/\(id)/approve"
        #expect(try await office.code(.post, path, as: office.principal(.admin, 6)) == "own_number")
        #expect(try await office.code(.post, path, as: office.principal(.admin, 7)) == nil)
    }

    @Test func `I18 I48 who could have given the account clears no risk of it, and a cleared one stays in sight`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(2)
        let (maker, other) = (office.principal(.admin, 8), office.principal(.admin, 9))
        let login = "/participants/\(group.people[0])/support-login"
        office.clock.advance(.seconds(1))
        #expect(try await office.code(.post, login, as: maker) == nil)
        var ids: [SupportRequest.ID] = []
        for person in 0..<2 {
            ids.append(try await office.ask(.cash, group, person))
            try await office.giveAccount(group, person)
        }
        try await office.triage()
        let flag = try #require(try await office.read { try RiskFlag.of(group.people[0], tenant: $1, $0).first })
        let clearing = "/admin/support-flags/\(flag.id)/clearing"
        let reason: Value = ["reason": "one family"]
        #expect(try await office.code(.post, clearing, reason, as: maker) == "own_sign_in")
        // A later password of another frees nobody here.
        office.clock.advance(.seconds(1))
        #expect(try await office.code(.post, login, as: office.principal(.admin, 7)) == nil)
        for asker in [maker, office.principal(.admin, 7)] {
            #expect(try await office.code(.post, clearing, reason, as: asker) == "own_sign_in")
        }
        #expect(try await office.code(.post, clearing, reason, as: other) == nil)
        let shown = try await office.caller.call(.get, "/admin/support/\(ids[0])", as: other)
        let first = shown["flags"]?.list?.first
        #expect(first?["is_account"] == true && first?["is_open"] == false)
        #expect(first?["cleared_at"] == Value(office.clock.now()))
    }

    @Test func `I18 I48 whose password was replaced before a risk was raised clears it, who made the next does not`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        let (first, next, other) = (
            office.principal(.admin, 8), office.principal(.admin, 9), office.principal(.admin, 7)
        )
        let login = "/participants/\(group.people[0])/support-login"
        for maker in [first, next] {
            office.clock.advance(.hours(25))
            #expect(try await office.code(.post, login, as: maker) == nil)
        }
        office.clock.advance(.seconds(1))
        let reason: Value = ["reason": "one family"]
        let raising = "/participants/\(group.people[0])/support-flags"
        #expect(try await office.code(.post, raising, reason, as: other) == nil)
        let flag = try #require(try await office.read { try RiskFlag.of(group.people[0], tenant: $1, $0).first })
        let clearing = "/admin/support-flags/\(flag.id)/clearing"
        #expect(try await office.code(.post, clearing, reason, as: next) == "own_sign_in")
        #expect(try await office.code(.post, clearing, reason, as: first) == nil)
    }

    @Test func `I05 I22 no key takes an overhead back, and of a reference's long number four digits stay`() async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        let wallet = try await office.wallet(group.people[0])
        let (path, admin) = ("/admin/wallets/\(wallet.id)/overhead", office.principal(.admin, 6))
        let key = Principal(
            tenant: office.tenant, person: nil, name: "Program", roles: [.admin], credential: .key(name: "program"))
        var body: Value = ["amount": "3", "purpose": "venue", "spent_on": Value(office.today)]
        body = body.adding("reference", "Receipt 98765-43210 of 22A")
        let made = try await office.caller.call(.post, path, body, as: admin)
        #expect(made["reference"] == "Receipt •••3210 of 22A")
        #expect(try await office.code(.post, path, body, as: admin) == "reference_taken")
        let back = "/admin/overheads/\(made["id"]?.text ?? "")/reversal"
        let reason: Value = ["reason": "typed twice"]
        #expect(try await office.code(.post, back, reason, as: key) == "not_a_person")
        #expect(try await office.code(.post, back, reason, as: admin) == nil)
    }
}
