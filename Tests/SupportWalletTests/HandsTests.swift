import Applications
import Cohorts
import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// Nobody of the office makes, approves and collects a support alone (I44).
@Suite struct HandsTests {
    @Test func `I44 what one person of the office could have made alone is approved by another, not by the program`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(2)
        let (today, keys) = (office.today, office.keys)
        func tried(_ person: Int, by id: Int) async throws {
            office.clock.advance(.seconds(1))
            let now = office.clock.now()
            try await office.write { db, tenant in
                try Participant.find(group.people[person], tenant: tenant, db).attempt(
                    .init(at: group.mission, on: today, .tried), by: .person(PersonID(bits: UInt128(id))), at: now, db)
            }
        }
        _ = keys
        for person in 0..<2 {
            try await tried(person, by: 8)
            let login = "/participants/\(group.people[person])/support-login"
            let maker = office.principal(.programmeOperator, person == 0 ? 8 : 9)
            #expect(try await office.code(.post, login, as: maker) == nil)
        }
        let ids = [try await office.ask(.data, group, 0), try await office.ask(.data, group, 1)]
        try await office.triage()
        let (one, two) = (try await office.request(ids[0]), try await office.request(ids[1]))
        #expect(one.state == .queued && one.tier == .programmeOperator && one.reasons == [.oneHand])
        #expect(two.state == .approved && two.tier == .automatic)
        let path = "/admin/support/\(ids[0])/approve"
        #expect(try await office.code(.post, path, as: office.principal(.programmeOperator, 8)) == "own_sign_in")
        #expect(try await office.code(.post, path, as: office.principal(.programmeOperator, 9)) == nil)
    }

    @Test func `I44 no key makes a sign-in: behind it is somebody who might decide`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let key = Principal(
            tenant: office.tenant, person: nil, name: "Program", roles: [.admin], credential: .key(name: "program"))
        let path = "/participants/\(group.people[0])/support-login"
        #expect(try await office.code(.post, path, as: key) == "not_a_person")
    }

    @Test func `I26 airtime goes to the number that stood when it was approved, by another than who wrote it`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(1, momentum: 10)
        let keys = office.keys
        func write(_ phone: String, by id: Int) async throws {
            office.clock.advance(.seconds(1))
            let now = office.clock.now()
            try await office.write { db, tenant in
                let found = try Participant.find(group.people[0], tenant: tenant, db)
                let person = try found.person.opened(for: found.id, keys)
                let entry = ParticipantEntry(
                    ParticipantPerson(name: person.name, email: person.email, phone: phone))
                try found.change(
                    to: entry, version: found.version, keys: keys, by: .person(PersonID(bits: UInt128(id))), at: now,
                    db)
            }
        }
        try await office.setRate("1500")
        try await write("+2348039999991", by: 8)
        let id = try await office.ask(.data, group)
        try await office.triage()
        let path = "/admin/support/\(id)/approve"
        #expect(try await office.code(.post, path, as: office.principal(.programmeOperator, 8)) == "own_number")
        #expect(try await office.code(.post, path, as: office.principal(.programmeOperator, 9)) == nil)
        try await write("+2348039999992", by: 9)
        try await office.disburse()
        #expect(try await office.disbursement(id).state == .waiting)
        #expect(office.providers.simulator.references.isEmpty)
        // An admin takes it back, and it is asked for anew.
        let reason: Value = ["reason": "another number"]
        #expect(
            try await office.code(.post, "/admin/support/\(id)/cancellation", reason, as: office.principal(.admin, 6))
                == nil)
    }

    @Test func `I20 cash goes to the account that stood when it was approved, and to no other`() async throws {
        let office = try await Supporting()
        let (group, id) = try await office.cash()
        let shown = try await office.caller.call(.get, "/admin/support/\(id)", as: office.principal(.admin, 6))
        #expect(shown["account"]?["name"] == "A••••• O••••••" && shown["account"]?["is_of_another"] == false)
        office.clock.advance(.seconds(1))
        try await office.giveAccount(group, number: "1234567895")
        try await office.disburse()
        #expect(try await office.disbursement(id).state == .waiting)
        #expect(office.providers.simulator.references.isEmpty)
    }

    // swift-format-ignore
    @Test(
        arguments: [
            ("Adaeze Okonkwo", "OKONKWO ADAEZE NGOZI", true), ("Adaeze Okonkwo", "BAYO MARTINS", false),
            ("Adaeze Okonkwo", "A. OKONKWO", true),           ("Ada O.", "O. ADA", true), ("", "BAYO", false),
        ])
    func `I23 the approver is told where the bank's name shares no word with the participant's`(
        name: String, resolved: String, isAlike: Bool
    ) {
        #expect(BankAccount.isAlike(name, resolved) == isAlike)
    }

    @Test func `I27 a second voucher typed into a page that was sent already is no repeat of the first`() async throws {
        let office = try await Supporting()
        let group = try await office.group(2, momentum: 10)
        let staff = office.principal(.programmeOperator, 9)
        var codes: [Value] = []
        for person in 0..<2 {
            let id = try await office.ask(.transport, group, person)
            try await office.triage()
            #expect(try await office.code(.post, "/admin/support/\(id)/approve", as: staff) == nil)
            let shown = try await office.caller.call(
                .post, "/support/requests/\(id)/voucher", as: group.askers[person])
            codes.append(["code": .string(shown["code"]?.text ?? "")])
        }
        let path = "/admin/support/redemptions"
        let first = try await office.caller.call(.post, path, codes[0], as: staff, key: "1")
        let again = try await office.caller.call(.post, path, codes[0], as: staff, key: "1")
        #expect(first["request"] == again["request"])
        let refused = await #expect(throws: IdempotencyRefusal.self) {
            try await office.caller.call(.post, path, codes[1], as: staff, key: "1")
        }
        #expect(refused == .otherBody)
        #expect(try await office.code(.post, path, codes[1], as: staff) == nil)
    }
}
