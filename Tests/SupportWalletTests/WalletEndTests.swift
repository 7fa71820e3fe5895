import Cohorts
import Kernel
import Ledger
import Storage
import Testing

@testable import SupportWallet

/// What becomes of a budget when its cohort is over.
@Suite struct WalletEndTests {
    @Test(
        arguments: [
            // unused  allocated  band
            (10_000, 10_000, SupportSignal.Band.highSelfSufficiency), (8001, 10_000, .highSelfSufficiency),
            (8000, 10_000, .normalUsage), (5000, 10_000, .normalUsage), (4999, 10_000, .higherDependency),
            (0, 10_000, .higherDependency), (3, 3, .highSelfSufficiency), (2, 3, .normalUsage), (1, 2, .normalUsage),
            (1, 3, .higherDependency), (4, 5, .normalUsage),
        ])
    func `I36 80.0 and 50.0 percent unused are normal, a hair above or below is not`(
        unused: Int64, allocated: Int64, band: SupportSignal.Band
    ) {
        #expect(SupportSignal.Band(unused: Cents(unused), of: Cents(allocated)) == band)
    }

    @Test func `I35 what is unused at the end is voided, recorded as a signal, neither paid nor carried over`()
        async throws
    {
        let office = try await Supporting()
        let (cohort, people) = try await office.running(2)
        let wallets = [try await office.wallet(people[0]), try await office.wallet(people[1])]
        let act = office.act
        try await office.write { db, _ in
            let money = WalletMoney(act, wallets[0])
            try money.settle(
                try money.hold(Cents(2000), as: .data, for: ("test", Identifier<WalletEndTests>(bits: 1)), db), db)
        }
        try await office.close(cohort)
        try await office.keep()
        let balances = [try await office.balance(wallets[0].id), try await office.balance(wallets[1].id)]
        #expect(balances.map(\.voided) == [Cents(8000), Cents(10_000)])
        #expect(balances.map(\.remaining) == [.zero, .zero])
        let admin = office.principal(.admin)
        for (wallet, band) in zip(wallets, ["normal_usage", "high_self_sufficiency"]) {
            let shown = try await office.caller.call(.get, "/admin/wallets/\(wallet.id)", as: admin)
            #expect(shown["signal"]?["band"]?.text == band && shown["state"] == "closed")
        }
        // Nothing is left of what was set aside but what was given, and no bank account moved.
        try await office.read { db, tenant in
            let aside = try LedgerAccount.balances(["wallet.set_aside"], tenant: tenant, db)
            #expect(aside.map(\.balance) == [Cents(2000)])
            #expect(try LedgerAccount.balances(["bank"], tenant: tenant, db).isEmpty)
            #expect(try LedgerReview.all(db).flaw == nil)
        }
        // The same person in the next cohort starts at the whole allocation.
        let (_, next) = try await office.running(1, name: "Lagos 8")
        #expect(try await office.balance(try await office.wallet(next[0]).id).remaining == Cents(10_000))
    }

    @Test func `I35 what is on its way when the cohort ends is waited for, and what comes back is voided too`()
        async throws
    {
        let office = try await Supporting()
        let (cohort, people) = try await office.running(1)
        let wallet = try await office.wallet(people[0])
        let act = office.act
        let held = try await office.write { db, _ in
            let money = WalletMoney(act, wallet)
            return try (1...2).map {
                try money.hold(
                    Cents(1500), as: .cash, for: ("test", Identifier<WalletEndTests>(bits: UInt128($0))), db)
            }
        }
        try await office.close(cohort)
        try await office.keep()
        try await office.keep()
        #expect(try await office.find(wallet.id).state == .ending)
        #expect(try await office.balance(wallet.id).voided == Cents(7000))
        // Nothing new is given from it.
        let overhead: Value = ["amount": "1", "purpose": "venue", "reference": "A", "spent_on": Value(office.today)]
        let path = "/admin/wallets/\(wallet.id)/overhead"
        #expect(try await office.code(.post, path, overhead, as: office.principal(.admin)) == "wallet_not_open")
        try await office.write { db, _ in
            let money = WalletMoney(act, wallet)
            try money.settle(held[0], db)
            try money.letGo(held[1], db)
        }
        try await office.keep()
        #expect(try await office.find(wallet.id).state == .closed)
        let balance = try await office.balance(wallet.id)
        #expect(balance.totalSpent == Cents(1500) && balance.voided == Cents(8500) && balance.remaining == .zero)
        let signal = try await office.read { try SupportSignal.of(wallet.id, tenant: $1, $0) }
        #expect(signal?.unused == Cents(8500) && signal?.band == .highSelfSufficiency)
    }

    @Test func `I32 what was allocated, voided, signalled or spent is only ever added`() async throws {
        let office = try await Supporting()
        let (cohort, people) = try await office.running(1)
        let wallet = try await office.wallet(people[0])
        _ = try await office.caller.call(
            .post, "/admin/wallets/\(wallet.id)/overhead",
            ["amount": "5", "purpose": "venue", "reference": "A", "spent_on": Value(office.today)],
            as: office.principal(.admin))
        try await office.close(cohort)
        try await office.keep()
        let statements: [SQL] = [
            "UPDATE support_allocation SET amount_cents = 1", "DELETE FROM support_allocation",
            "UPDATE support_void SET amount_cents = 1", "DELETE FROM support_void",
            "UPDATE support_signal SET spent_cents = 0", "DELETE FROM support_signal",
            "UPDATE support_overhead SET amount_cents = 1", "DELETE FROM support_overhead",
        ]
        for statement in statements {
            await #expect(throws: (any Error).self, "\(statement)") {
                try await office.write { db, _ in try db.run(statement) }
            }
        }
    }

    @Test func `a wallet moves as its table says and in no other way`() {
        // swift-format-ignore
        let legal: [(Wallet.State, Wallet.Event, Wallet.State)] = [
            (.open, .end, .ending), (.open, .close, .closed), (.ending, .close, .closed),
        ]
        for state in Wallet.State.allCases {
            for event in Wallet.Event.allCases {
                let target = legal.first { $0.0 == state && $0.1 == event }?.2
                #expect(Wallet.lifecycle.target(from: state, on: event) == target)
            }
        }
    }
}
