import Kernel
import Storage
import Testing
import Web

@testable import Server

/// What the program does by itself decides nothing of referrals.
@Suite struct ReferralJobTests {
    @Test func `G26 G39 no job decides or pays anything that waits, however long it waits`() async throws {
        let desk = try await ReferralDesk()
        _ = try await desk.lead("Open")
        let (lead, _) = try await desk.approved("Taken")
        for number in 0..<2 { _ = try await desk.earn(try await desk.approved("M \(number)").lead, "approval") }
        try await desk.act("/referral/credits", ["lead": .string(lead)], as: desk.user)
        let first = try await desk.batch()
        _ = try await desk.earn(try await desk.approved("Later").lead, "approval")
        let second = try await desk.batch()
        try await desk.act("/referral/payouts/\(second)/approve", as: desk.checker)
        try await desk.act("/referral/partners/\(desk.partner)/payout-requests", as: desk.user)
        #expect(first != second)
        let before = try await desk.states()
        #expect(before.contains { $0.hasSuffix(" pending") } && before.contains { $0.hasSuffix(" approved") })
        for _ in 0..<12 {
            desk.demo.clock.advance(.days(10))
            try await desk.work()
        }
        #expect(try await desk.states() == before)
        #expect(try await Verification.run(desk.office.database, desk.office.blobs).isWhole)
    }
}

extension ReferralDesk {
    /// Each record of referrals with its state, and each row of its money.
    fileprivate func states() async throws -> [String] {
        try await office.database.read { db in
            try db.rows(
                """
                SELECT id, status AS state FROM referral_partner UNION ALL SELECT id, state FROM referral_lead
                UNION ALL SELECT id, state FROM referral_credit UNION ALL SELECT id, state FROM referral_payout
                UNION ALL SELECT id, state FROM referral_payout_line
                UNION ALL SELECT id, state FROM referral_bank_change
                UNION ALL SELECT purpose, transfer_id FROM ledger_row WHERE purpose LIKE 'referral.%' ORDER BY id, state
                """
            ).map { try "\($0.get("id", as: String.self)) \($0.get("state", as: String.self))" }
        }
    }

    /// Each of the workers' looks, once.
    fileprivate func work() async throws {
        try await demo.exchange()
        let automatic = AutomaticLook(office: office)
        try await automatic.look()
        try await automatic.tellPayees()
        try await automatic.tellReferrers()
        try await OfferExpiry(database: office.database, clock: demo.clock, log: office.log).look()
        try await FunderLearning(database: office.database, clock: demo.clock, log: office.log).look()
        try await AlertWatch(database: office.database, clock: demo.clock, log: office.log).look()
        try await LedgerKeeping(
            database: office.database, heads: LedgerHeadFile(path: office.configuration.ledgerHeads),
            clock: demo.clock, log: office.log
        ).look()
        _ = try await demo.workers.webhookSender.follow()
    }
}
