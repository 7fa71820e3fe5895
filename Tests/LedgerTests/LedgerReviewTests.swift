import Kernel
import Ledger
import Storage
import TestDatabases
import Testing

@Suite struct LedgerReviewTests {
    private static func book() async throws -> Book {
        let book = try await Book()
        try await book.check(
            """
            account  bank    debit   USD  -  -
            account  wallet  credit  USD  0  -
            post     t1      debit bank 500, credit wallet 500   → posted
            reserve  t2  90  debit wallet 100, credit bank 100   → pending
            post     t3      debit bank 70, credit wallet 70     → posted
            settle   t2      → posted
            reserve  t4  -   debit wallet 10, credit bank 10     → pending
            reverse  t3      → posted
            """)
        return book
    }

    private static let tables: [StaticString] = [
        "ledger_account", "ledger_row", "ledger_entry", "ledger_head", "ledger_assertion",
    ]

    @Test func `A42 rows of the ledger refuse UPDATE and DELETE`() async throws {
        let book = try await Self.book()
        _ = try await book.close(Book.day)
        let changes: [(String, SQL)] = [
            ("ledger_account", "UPDATE ledger_account SET floor_cents = -1000"),
            ("ledger_row", "UPDATE ledger_row SET purpose = 'other'"), ("ledger_row", "DELETE FROM ledger_row"),
            ("ledger_entry", "UPDATE ledger_entry SET amount_cents = 1"), ("ledger_entry", "DELETE FROM ledger_entry"),
            ("ledger_head", "DELETE FROM ledger_head"), ("ledger_assertion", "DELETE FROM ledger_assertion"),
        ]
        for (table, change) in changes {
            await #expect(throws: StorageFault.appendOnly("\(table) is append-only")) {
                try await book.database.write { try $0.run(change) }
            }
        }
    }

    @Test(
        arguments: [
            ("UPDATE ledger_row SET purpose = 'other' WHERE seq = 3", 3, "changed"),
            ("UPDATE ledger_row SET at = at + 1 WHERE seq = 6", 6, "changed"),
            ("UPDATE ledger_row SET hash = 'x' WHERE seq = 1", 1, "changed"),
            ("UPDATE ledger_entry SET amount_cents = amount_cents + 1 WHERE seq = 3", 3, "changed"),
            ("UPDATE ledger_entry SET side = 'debit' WHERE seq = 1 AND leg = 2", 1, "changed"),
            ("DELETE FROM ledger_entry WHERE seq = 4 AND leg = 1", 4, "changed"),
            ("DELETE FROM ledger_entry WHERE seq = 2", 2, "changed"),
            ("UPDATE ledger_balance SET posted_debit_cents = posted_debit_cents + 1", 6, "otherTotals"),
            ("DELETE FROM ledger_reservation", 6, "otherReservations"),
            ("UPDATE ledger_account SET floor_cents = 401 WHERE floor_cents = 0", 2, "outOfBounds"),
        ] as [(SQL, Int64, String)])
    func `K05 the first broken row of a ledger is named`(tampering: SQL, seq: Int64, flaw: String) async throws {
        let book = try await Self.book()
        try await book.database.write { db in
            for table in Self.tables { try TestDatabases.dropGuards(of: table, db) }
            try db.run(tampering)
        }
        let verdict = try await book.database.read { try LedgerReview.all($0) }
        guard case .broken(let tenant, let found, let said) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(tenant == book.tenant && found == seq && Self.name(said) == flaw, "\(verdict)")
    }

    private static func name(_ flaw: LedgerFlaw) -> String {
        switch flaw {
        case .changed: "changed"
        case .otherTotals: "otherTotals"
        case .otherReservations: "otherReservations"
        case .outOfBounds: "outOfBounds"
        default: "\(flaw)"
        }
    }

    @Test func `each day has one head, and heads are kept as lines`() async throws {
        let book = try await Self.book()
        #expect(try await book.database.read { try LedgerHead.wanting(Book.day, $0) } == [book.tenant])
        let head = try #require(try await book.close(Book.day))
        #expect(head.seq == 6)
        #expect(LedgerHead(line: head.line) == head)
        #expect(LedgerHead(line: "{\"day\": 1}") == nil)
        #expect(try await book.close(Book.day) == nil)
        #expect(try await book.database.read { try LedgerHead.wanting(Book.day, $0) } == [])
        let next = Day(number: Book.day.number + 1)
        #expect(try await book.database.read { try LedgerHead.wanting(next, $0) } == [])
        try await book.check("post t9 debit bank 5, credit wallet 5 → posted")
        #expect(try await book.database.read { try LedgerHead.wanting(next, $0) } == [book.tenant])
        #expect(try await book.close(next)?.seq == 7)
        #expect(try await book.isWhole())
    }

    /// Somebody who can write the database takes the last rows away and sets balances and reservations right: the chain
    /// that is left is whole, and the head that was kept elsewhere names what is missing.
    @Test func `a cut off end is found by a head that was kept elsewhere`() async throws {
        let book = try await Self.book()
        let head = try #require(try await book.close(Book.day))
        try await book.database.write { db in
            for table in Self.tables { try TestDatabases.dropGuards(of: table, db) }
            try db.run("DELETE FROM ledger_assertion")
            try db.run("DELETE FROM ledger_head")
            try db.run("DELETE FROM ledger_entry WHERE seq = 6")
            try db.run("DELETE FROM ledger_row WHERE seq = 6")
            try db.run("UPDATE ledger_balance SET posted_credit_cents = 100 WHERE posted_credit_cents = 170")
            try db.run("UPDATE ledger_balance SET posted_debit_cents = 100 WHERE posted_debit_cents = 170")
        }
        #expect(try await book.database.read { try LedgerReview.all($0) } == .whole(rows: 5))
        #expect(
            try await book.database.read { try LedgerReview.all(exported: [head], $0) }
                == .broken(tenant: book.tenant, seq: 6, .missing))
    }

    @Test func `a false assertion is found on its day`() async throws {
        let book = try await Self.book()
        _ = try await book.close(Book.day)
        try await book.database.write { db in
            for table in Self.tables { try TestDatabases.dropGuards(of: table, db) }
            try db.run("UPDATE ledger_assertion SET posted_debit_cents = posted_debit_cents + 1")
        }
        let verdict = try await book.database.read { try LedgerReview.all($0) }
        guard case .broken(_, 6, .otherAssertion(Book.day, _)) = verdict else {
            Issue.record("\(verdict)")
            return
        }
    }
}
