import Cohorts
import Kernel
import People
import Storage
import SupportWallet
import Testing

@testable import Server

/// What the program keeps of support beside its pages.
@Suite struct SupportKeepingTests {
    @Test func `a wallet and an office that cannot be kept hold up no other`() async throws {
        let demo = try await TemporaryDemo()
        let office = demo.demo.office
        let (now, keys) = (office.clock.now(), office.keys.personal)
        // The sample office comes first; with this setting no wallet of it opens.
        let bad: Value = ["allocation_cents": 0, "currency": "USD"]
        let (first, who) = (demo.demo.tenant, Who.system("test"))
        let second = try await office.database.write { db in
            try Setting.write("support.wallet", bad, tenant: first, by: who, at: now, db)
            let tenant = try Tenant.add(name: "Two", by: who, at: now, db)
            let terms = CohortTerms(
                name: "Abuja 1", from: now.day, to: now.day.adding(days: 28), cost: Cents(10_000), currency: .usd)
            let cohort = try Cohort.add(terms, tenant: tenant, by: who, at: now, db).id
            let change = CohortFunding.Change(seats: 1, amount: Cents(10_000), cause: "test")
            try Cohort.fund(cohort, change, tenant: tenant, by: who, at: now, db)
            let person = ParticipantPerson(name: "Ama Serwaa", email: "ama@people.example", phone: nil)
            _ = try Participant.add(
                ParticipantEntry(person), to: cohort, keys: keys, tenant: tenant, by: who, at: now, db)
            try Cohort.find(cohort, tenant: tenant, db).start(by: who, at: now, db)
            return tenant
        }
        let keeping = SupportKeeping(
            database: office.database, clock: office.clock, log: Log(level: .quiet), desk: office.disbursementDesk)
        try await keeping.look()
        func wallets(_ tenant: TenantID) async throws -> Int? {
            try await office.database.read { db in
                try db.value("SELECT count(*) FROM support_wallet WHERE tenant_id = \(tenant)")
            }
        }
        #expect(try await wallets(first) == 0)
        #expect(try await wallets(second) == 1)
    }

    @Test func `I44 a higher rate that waited its day holds at the next look`() async throws {
        let demo = try await TemporaryDemo()
        let (office, tenant, now) = (demo.demo.office, demo.demo.tenant, demo.clock.now())
        try await office.database.write { db in
            let act = SupportAct(tenant: tenant, by: .person(PersonID(bits: 6)), at: now)
            try PayoutRate(tenThousandths: 15_000_000).write(for: .usd, act, db)
            #expect(try PayoutRate(tenThousandths: 16_000_000).set(for: .usd, act, db) == now + .hours(24))
        }
        let keeping = SupportKeeping(
            database: office.database, clock: office.clock, log: Log(level: .quiet), desk: office.disbursementDesk)
        func rate() async throws -> Int64? {
            try await keeping.look()
            return try await office.database.read { try PayoutRate.of(.usd, tenant, $0)?.tenThousandths }
        }
        #expect(try await rate() == 15_000_000)
        demo.clock.advance(.hours(24))
        #expect(try await rate() == 16_000_000)
    }

    @Test func `I47 a difference that a provider tells of is an alert until somebody settles it`() async throws {
        let demo = try await TemporaryDemo()
        let office = demo.demo.office
        let (tenant, now) = (demo.demo.tenant, office.clock.now())
        let id = Identifier<SupportDifference>(at: now)
        try await office.database.write { db in
            try db.run(
                """
                INSERT INTO support_difference (id, tenant_id, kind, reference, ours, theirs, state, found_at)
                VALUES (\(id), \(tenant), 'late_end', 'fundgate-1', 'failed', 'transfer.success', 'open', \(now))
                """)
        }
        let watch = AlertWatch(database: office.database, clock: office.clock, log: Log(level: .quiet))
        func standing() async throws -> [String] {
            try await watch.look()
            return try await office.database.read { db in
                try Alert.standing(tenant: tenant, db).filter { $0.kind == .support }.map(\.subject)
            }
        }
        #expect(try await standing() == ["late_end"])
        let reason = SupportReason("paid back", keys: office.keys.personal)
        try await office.database.write { db in
            try SupportDifference.find(id, tenant: tenant, db).resolve(
                reason: reason, SupportAct(tenant: tenant, by: .person(PersonID(bits: 5)), at: now), db)
        }
        #expect(try await standing() == [])
    }

    @Test func `the sample office has providers over HTTP, a rate and a participant who signs in`() async throws {
        let demo = try await TemporaryDemo()
        let providers = try SimulatedProviders(demo.place)
        let door = try #require(providers.settings.paystack)
        let paystack = try #require(
            Paystack(address: door.address, secret: try door.secret.read(), send: Office.providerCall))
        let bank = try #require(NigerianBank.of(code: "011"))
        guard case .found(let name, _) = await paystack.resolve(bank: bank, number: "0000014579") else {
            Issue.record("every account is known there")
            return
        }
        let order = PayoutOrder(
            reference: "fundgate-1", Cents(100), .ngn, to: .account(bank, number: "0000014579", name: name))
        #expect(await paystack.send(order) == .done(code: "TRF_1"))
        await providers.stop()
        let first = try #require(try await demo.demo.addSupport())
        #expect(first.address.hasPrefix("p-000001@") && first.address.hasSuffix(".invalid"))
        // A second start leaves it as it is.
        #expect(try await demo.demo.addSupport()?.address == first.address)
        let tenant = demo.demo.tenant
        #expect(try await demo.demo.office.database.read { try PayoutRate.of(.usd, tenant, $0) } != nil)
    }
}
