import Crypto
import Kernel
import Ledger
import People
import Storage
import Testing
import Web

@testable import SupportWallet

/// A paper counts once for a participant, by its whole reference, of which less is kept (I05, I22).
@Suite struct PaperTests {
    private let office: Supporting
    private let wallet: Wallet
    private var admin: Principal { office.principal(.admin, 6) }
    private var path: String { "/admin/wallets/\(wallet.id)/overhead" }

    init() async throws {
        office = try await Supporting()
        let (_, people) = try await office.running(1)
        wallet = try await office.wallet(people[0])
    }

    private func body(_ reference: String) -> Value {
        [
            "amount": "3", "purpose": "venue", "spent_on": Value(office.today), "reference": .string(reference),
        ]
    }

    @Test(arguments: [("INV-2026-07-0001", "INV-2026-08-0001"), ("2026-07-15/01", "2026-08-15/01")])
    func `I05 papers of which the same digits are kept are two, and each counts once`(
        one: String, other: String
    ) async throws {
        var shown: [Value?] = []
        for reference in [one, other] {
            shown.append(try await office.caller.call(.post, path, body(reference), as: admin)["reference"])
        }
        #expect(shown[0] == shown[1])
        for reference in [one, other] {
            #expect(try await office.code(.post, path, body(reference), as: admin) == "reference_taken")
        }
        let kept = try await office.read { db, _ in
            try db.rows("SELECT * FROM support_overhead").map { "\($0)" }
        }
        #expect(kept.count == 2)
        #expect(!kept.contains { $0.contains(one) || $0.contains(other) })
    }

    @Test(arguments: [true, false])
    func `I05 a paper that was booked before its hash was kept is not booked again`(isInPaper: Bool) async throws {
        let (tenant, wallet, day, now) = (office.tenant, wallet.id, office.today, office.clock.now())
        let (number, maker) = ("1234567890123", Who.person(PersonID(bits: 6)))
        let paper = isInPaper ? number : nil
        try await office.write { db, _ in
            try db.run(
                """
                INSERT INTO support_overhead (id, tenant_id, wallet_id, amount_cents, purpose, reference, paper, spent_on,
                                              transfer_id, who, at)
                VALUES (\(Overhead.ID(bits: 5)), \(tenant), \(wallet), 300, 'venue',
                        \(paper == nil ? number : "another"), \(paper), \(day), \(Transfer.ID(bits: 9)), \(maker), \(now))
                """)
        }
        #expect(try await office.code(.post, path, body(number), as: admin) == "reference_taken")
        #expect(try await office.code(.post, path, body("2234567890123"), as: admin) == nil)
    }

    @Test func `K04 a command is the same by its paper too, of which the key keeps a keyed hash`() async throws {
        let number = "1234567890123"
        let first = try await office.caller.call(.post, path, body(number), as: admin, key: "1")
        let again = try await office.caller.call(.post, path, body(number), as: admin, key: "1")
        #expect(first["id"] == again["id"])
        let refused = await #expect(throws: IdempotencyRefusal.self) {
            try await office.caller.call(.post, path, body("2234567890123"), as: admin, key: "1")
        }
        #expect(refused == .otherBody)
        let key = IdempotencyKey("1", command: "POST \(path)", body: body(number))
        let stored = try await office.read { db, _ in
            try db.value("SELECT body_hash FROM idempotency WHERE command = \(key.command)", as: Digest.self)
        }
        #expect(stored != nil && stored != key.bodyHash)
    }
}
