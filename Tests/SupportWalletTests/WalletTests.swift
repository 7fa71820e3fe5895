import Cohorts
import Kernel
import Ledger
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// Budgets: set at the cohort's start, never exceeded, never seen by who they are for, never paid out unspent.
@Suite struct WalletTests {
    @Test func `I04 a wallet opens with the cohort, at 100 USD, once, and what is set later is of later cohorts`()
        async throws
    {
        let office = try await Supporting()
        let (_, people) = try await office.running(2)
        try await office.keep()
        try await office.keep()
        let list = try await office.caller.call(.get, "/admin/wallets", as: office.principal(.admin))
        #expect(list["items"]?.list?.map { $0["allocated"] } == ["100.00", "100.00"])
        #expect(list["items"]?.list?.map { $0["remaining"] } == ["100.00", "100.00"])
        let settings: Value = ["allocation": "80", "currency": "USD"]
        _ = try await office.caller.call(.post, "/admin/support/settings", settings, as: office.principal(.admin))
        try await office.keep()
        #expect(try await office.wallet(people[0]).allocated == Cents(10_000))
        let (_, later) = try await office.running(1, name: "Lagos 8")
        #expect(try await office.wallet(later[0]).allocated == Cents(8000))
    }

    @Test func `I04 nobody has a wallet before the cohort runs or without a seat`() async throws {
        let office = try await Supporting()
        let now = office.clock.now()
        let terms = CohortTerms(name: "Later", from: office.today, to: office.today, cost: Cents(1), currency: .usd)
        let keys = office.keys
        let waiting = try await office.write { db, tenant in
            let cohort = try Cohort.add(terms, tenant: tenant, by: Supporting.who, at: now, db).id
            return try Participant.add(
                ParticipantEntry(ParticipantPerson(name: "Ngozi", email: "n@people.example")), to: cohort, keys: keys,
                tenant: tenant, by: Supporting.who, at: now, db
            ).id
        }
        let act = office.act
        #expect(try await office.write { db, _ in try Wallet.open(for: waiting, act, db) } == nil)
        #expect(try await office.read { try Wallet.due(tenant: $1, $0).toOpen.isEmpty })
    }

    @Test func `I04 of 200 requests side by side for a dollar each, a hundred are held and no more`() async throws {
        let office = try await Supporting()
        let (_, people) = try await office.running(1)
        let wallet = try await office.wallet(people[0])
        let (database, act) = (office.database, office.act)
        let outcomes = await withTaskGroup(of: Result<Transfer.ID, any Error>.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let category = SupportType.allCases[number % 4]
                    do {
                        return .success(
                            try await database.write { db in
                                try WalletMoney(act, wallet).hold(
                                    Cents(100), as: category,
                                    for: ("test", Identifier<WalletTests>(bits: UInt128(number))), db)
                            })
                    } catch { return .failure(error) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        // Held, not yet given, is counted; so no more fits in, not a cent.
        let held = outcomes.compactMap { try? $0.get() }
        #expect(held.count == 100)
        for case .failure(let error) in outcomes {
            #expect((error as? any Refusal)?.code == "above_allocation")
        }
        var balance = try await office.balance(wallet.id)
        #expect(balance.totalPending == Cents(10_000) && balance.remaining == .zero && balance.voided == .zero)
        try await office.write { db, _ in
            for (number, transfer) in held.enumerated() {
                let money = WalletMoney(act, wallet)
                if number < 60 { try money.settle(transfer, db) } else { try money.letGo(transfer, db) }
            }
        }
        balance = try await office.balance(wallet.id)
        #expect(balance.totalSpent == Cents(6000) && balance.totalPending == .zero && balance.remaining == Cents(4000))
        #expect(try await office.read { db, _ in try LedgerReview.all(db) }.flaw == nil)
    }

    @Test func `I04 another allocation is proposed by one person with a reason and approved by another`() async throws {
        let office = try await Supporting()
        let (_, people) = try await office.running(1)
        let wallet = try await office.wallet(people[0])
        let (first, second) = (Who.person(PersonID(bits: 1)), Who.person(PersonID(bits: 2)))
        let (tenant, now) = (office.tenant, office.clock.now())
        func change(_ cents: Int64, _ reason: String?, by who: Who, _ maker: Who) async throws -> String? {
            do {
                try await office.write { db, _ in
                    try Wallet.find(wallet.id, tenant: tenant, db).reallocate(
                        to: Cents(cents), by: reason.map { _ in SupportOverride.ID(bits: 1) }, proposedBy: maker,
                        SupportAct(tenant: tenant, by: who, at: now), db)
                }
                return nil
            } catch let refusal as any Refusal { return refusal.code }
        }
        #expect(try await change(12_000, "longer way", by: first, first) == "own_work")
        #expect(try await change(12_000, nil, by: second, first) == "reason_needed")
        #expect(try await change(12_000, "longer way", by: .system("support"), first) == "not_a_person")
        #expect(try await change(12_000, "longer way", by: second, first) == nil)
        #expect(try await office.balance(wallet.id).remaining == Cents(12_000))
        _ = try await office.caller.call(
            .post, "/admin/wallets/\(wallet.id)/overhead",
            ["amount": "90", "purpose": "venue", "reference": "V-1", "spent_on": Value(office.today)],
            as: office.principal(.admin))
        #expect(try await change(8999, "less", by: second, first) == "below_spent")
        #expect(try await change(9000, "less", by: second, first) == nil)
        let balance = try await office.balance(wallet.id)
        #expect(balance.allocated == Cents(9000) && balance.remaining == .zero && balance.voided == .zero)
        // The rows before stand, and nobody changes one.
        #expect(
            try await office.read { db, _ in
                try db.rows("SELECT amount_cents FROM support_allocation ORDER BY number").map {
                    try $0.get("amount_cents", as: Int.self)
                }
            } == [10_000, 12_000, 9000])
        await #expect(throws: (any Error).self) {
            try await office.write { db, _ in try db.run("UPDATE support_allocation SET amount_cents = 1") }
        }
    }

    @Test func `I05 overhead is a category of its own, counts against the allocation, and is taken back by a row`()
        async throws
    {
        let office = try await Supporting()
        let (_, people) = try await office.running(1)
        let wallet = try await office.wallet(people[0])
        let (path, admin) = ("/admin/wallets/\(wallet.id)/overhead", office.principal(.admin))
        let day = Value(office.today)
        let body: Value = ["amount": "12.34", "purpose": "platform", "reference": "INV 7", "spent_on": day]
        let made = try await office.caller.call(.post, path, body, as: admin)
        #expect(made.status == 201)
        #expect(try await office.code(.post, path, body, as: admin) == "reference_taken")
        let more: Value = ["amount": "87.67", "purpose": "venue", "reference": "INV 8", "spent_on": day]
        #expect(try await office.code(.post, path, more, as: admin) == "above_allocation")
        let late: Value = [
            "amount": "1", "purpose": "venue", "reference": "INV 9", "spent_on": Value(office.today.adding(days: 1)),
        ]
        #expect(try await office.code(.post, path, late, as: admin) == "in_the_future")
        let shown = try await office.caller.call(.get, "/admin/wallets/\(wallet.id)", as: admin)
        #expect(shown["spent"] == "12.34" && shown["remaining"] == "87.66")
        let overhead = shown["categories"]?.list?.first { $0["category"] == "overhead" }
        #expect(overhead?["spent"] == "12.34")
        let back = "/admin/overheads/\(made["id"]?.text ?? "")/reversal"
        #expect(try await office.code(.post, back, ["reason": "another's"], as: admin) == nil)
        #expect(try await office.code(.post, back, ["reason": "another's"], as: admin) == "reversed_already")
        #expect(try await office.balance(wallet.id).remaining == Cents(10_000))
        // Corrected it is booked under its paper, once again and as often as it was wrong.
        for amount in ["23.45", "34.56"] {
            let right: Value = body.adding("amount", .string(amount))
            let again = try await office.caller.call(.post, path, right, as: admin)
            #expect(again["reference"] == "INV 7" && again["amount"]?.text == amount)
            #expect(try await office.code(.post, path, right, as: admin) == "reference_taken")
            let undo = "/admin/overheads/\(again["id"]?.text ?? "")/reversal"
            #expect(try await office.code(.post, undo, ["reason": "wrong"], as: admin) == nil)
        }
    }

    @Test func `I33 remaining is allocated less spent less pending, for every wallet`() async throws {
        let office = try await Supporting()
        let (_, people) = try await office.running(9)
        let act = office.act
        for (number, person) in people.enumerated() {
            let wallet = try await office.wallet(person)
            try await office.write { db, _ in
                let money = WalletMoney(act, wallet)
                for (place, category) in SupportType.allCases.dropLast().enumerated() {
                    let amount = Cents(Int64(number * 37 + place * 11 + 1))
                    let held = try money.hold(
                        amount, as: category, for: ("test", Identifier<WalletTests>(bits: UInt128(place))), db)
                    if place.isMultiple(of: 2) { try money.settle(held, db) }
                    if place == 3, number > 4 { try money.letGo(held, db) }
                }
            }
        }
        let list = try await office.caller.call(.get, "/admin/wallets?limit=200", as: office.principal(.impactOfficer))
        let items = list["items"]?.list ?? []
        #expect(items.count == 9)
        for (number, person) in people.enumerated() {
            let item = try office.found(items.first { $0["participant"] == Value(person) })
            func cents(_ name: String) -> Int64 { item[name]?.text.flatMap { Cents(decimal: $0) }?.count ?? -1 }
            let given = (0..<4).map { Int64(number * 37 + $0 * 11 + 1) }
            #expect(cents("spent") == given[0] + given[2])
            #expect(cents("pending") == given[1] + (number > 4 ? 0 : given[3]))
            #expect(cents("remaining") == cents("allocated") - cents("spent") - cents("pending"))
        }
    }

    @Test func `I34 L11 the views by participant, cohort and category have one total`() async throws {
        let office = try await Supporting()
        let act = office.act
        for (name, count) in [("Lagos 7", 3), ("Abuja 1", 2)] {
            let (_, people) = try await office.running(count, name: name)
            for (number, person) in people.enumerated() {
                let wallet = try await office.wallet(person)
                try await office.write { db, _ in
                    let money = WalletMoney(act, wallet)
                    let amount = Cents(Int64(1000 + number * 100))
                    let held = try money.hold(
                        amount, as: .data, for: ("test", Identifier<WalletTests>(bits: 1)), db)
                    _ = try money.hold(amount, as: .cash, for: ("test", Identifier<WalletTests>(bits: 2)), db)
                    try money.settle(held, db)
                }
            }
        }
        let reader = office.principal(.impactOfficer)
        let sums = try await office.caller.call(.get, "/admin/support/sums", as: reader)
        let wallets = try await office.caller.call(.get, "/admin/wallets?limit=200", as: reader)
        func total(_ list: Value?, _ name: String) -> Int64 {
            (list?.list ?? []).reduce(0) { $0 + ($1[name]?.text.flatMap { Cents(decimal: $0) }?.count ?? 0) }
        }
        for name in ["spent", "pending"] {
            #expect(total(sums["cohorts"], name) == 5400)
            #expect(total(sums["categories"], name) == 5400)
            #expect(total(wallets["items"], name) == 5400)
        }
        #expect(sums["cohorts"]?.list?.map { $0["name"] } == ["Abuja 1", "Lagos 7"])
        #expect(total(sums["cohorts"], "allocated") == 50_000)
    }

    @Test
    func `I06 J14 J15 admin, operator and impact officer see budgets; nobody else has a route, nor another office`()
        async throws
    {
        let office = try await Supporting()
        let (_, people) = try await office.running(1)
        let wallet = try await office.wallet(people[0])
        let overhead: Value = ["amount": "1", "purpose": "venue", "reference": "A", "spent_on": Value(office.today)]
        // swift-format-ignore
        let cells: [(RoleName, read: String?, write: String?)] = [
            (.admin,             nil,         nil),
            (.programmeOperator, nil,         "role_missing"),
            (.impactOfficer,     nil,         "role_missing"),
            (.mentor,            "role_missing", "role_missing"),
            (.participant,       "role_missing", "role_missing"),
        ]
        for (role, read, write) in cells {
            let asker = office.principal(role)
            for path in ["/admin/wallets", "/admin/wallets/\(wallet.id)", "/admin/support/sums"] {
                #expect(try await office.code(.get, path, as: asker) == read, "\(role.rawValue) \(path)")
            }
            let path = "/admin/wallets/\(wallet.id)/overhead"
            #expect(try await office.code(.post, path, overhead, as: asker) == write, "\(role.rawValue)")
        }
        let stranger = office.principal(.admin, of: 1)
        #expect(try await office.code(.get, "/admin/wallets/\(wallet.id)", as: stranger) == "unknown_wallet")
        let theirs = try await office.caller.call(.get, "/admin/wallets", as: stranger)
        #expect(theirs["items"]?.list?.isEmpty == true)
    }
}

extension LedgerVerdict {
    /// The first row that does not fit.
    var flaw: String? {
        guard case .broken(_, let seq, let flaw) = self else { return nil }
        return "\(seq): \(flaw)"
    }
}
