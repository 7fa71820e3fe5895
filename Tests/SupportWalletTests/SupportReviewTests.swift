import Kernel
import Storage
import TestDatabases
import Testing

@testable import SupportWallet

/// The log of what was given against the chained history.
@Suite struct SupportReviewTests {
    @Test(
        arguments: [
            "UPDATE disbursement_log SET amount_cents = 2100 WHERE number = 2",
            "UPDATE disbursement_log SET approver_id = 'person:00000000000000000000000009'",
            "UPDATE disbursement_log SET status = 'FAILED' WHERE number = 2",
            "UPDATE disbursement_log SET mission_id = NULL WHERE number = 1",
            "DELETE FROM disbursement_log WHERE number = 2",
        ] as [SQL])
    func `I30 a row of the log that was changed or taken out does not fit the history`(statement: SQL) async throws {
        let office = try await Supporting()
        let (_, id) = try await office.cash()
        try await office.disburse()
        let whole = try await office.read { db, _ in try SupportReview.look(db) }
        #expect(whole.rows == 2 && whole.flaws.isEmpty)
        let torn = try await office.write { db, _ in
            try TestDatabases.dropGuards(of: "disbursement_log", db)
            try db.run(statement)
            return try SupportReview.look(db)
        }
        #expect(Set(torn.flaws) == [id])
    }
}
