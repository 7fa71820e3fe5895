import Kernel
import Storage
import Testing

@testable import Ledger

@Suite struct JournalTests {
    @Test(arguments: [
        // two legs, several legs, one account on both sides
        """
        account  bank    debit   USD  -  -
        account  wallet  credit  USD  -  -
        account  fee     credit  USD  -  -
        post     t1  debit bank 500, credit wallet 500                       → posted
        post     t2  debit bank 1000, credit wallet 970, credit fee 30       → posted
        post     t3  debit bank 100, credit bank 40, credit wallet 60        → posted
        stands   bank    → 1560 1560 1560
        stands   wallet  → 1530 1530 1530
        stands   fee     → 30 30 30
        """,
        // each currency balances by itself
        """
        account  dollars  debit   USD  -  -
        account  debt     credit  USD  -  -
        account  euros    debit   EUR  -  -
        account  schuld   credit  EUR  -  -
        post     t1  debit dollars 500, credit debt 500, debit euros 450, credit schuld 450   → posted
        post     t2  debit dollars 500, credit schuld 500                                     → unbalanced
        stands   dollars  → 500 500 500
        stands   schuld   → 450 450 450
        """,
        // the same key asks the same, or is refused
        """
        account  bank    debit   USD  -  -
        account  wallet  credit  USD  -  -
        post     t1  debit bank 500, credit wallet 500     → posted
        post     t1  debit bank 500, credit wallet 500     → replay
        post     t1  debit bank 501, credit wallet 501     → key_reused
        reserve  t1  60  debit bank 500, credit wallet 500 → key_reused
        stands   bank  → 500 500 500
        """,
    ])
    func `E14 accounts stand where their transfers lead`(text: String) async throws {
        try await Book().check(text)
    }

    @Test(arguments: [
        // reserved amounts count against the lower bound
        """
        account  bank    debit   USD  -  -
        account  wallet  credit  USD  0  -
        post     t1      debit bank 500, credit wallet 500       → posted
        reserve  t2  60  debit wallet 300, credit bank 300       → pending
        stands   wallet  → 500 200 500
        post     t3      debit wallet 201, credit bank 201       → below_floor
        post     t4      debit wallet 200, credit bank 200       → posted
        settle   t2      → posted
        stands   wallet  → 0 0 0
        """,
        // and against the upper one
        """
        account  bank    debit   USD  -  -
        account  grant   credit  USD  0  1000
        reserve  t1  60  debit bank 600, credit grant 600        → pending
        post     t2      debit bank 401, credit grant 401        → above_ceiling
        reserve  t3  -   debit bank 401, credit grant 401        → above_ceiling
        post     t4      debit bank 400, credit grant 400        → posted
        void     t1      → voided
        post     t5      debit bank 600, credit grant 600        → posted
        stands   grant   → 1000 1000 1000
        """,
        // money that is only promised cannot be spent
        """
        account  bank    debit   USD  -  -
        account  wallet  credit  USD  0  -
        reserve  t1  60  debit bank 500, credit wallet 500       → pending
        post     t2      debit wallet 1, credit bank 1           → below_floor
        stands   wallet  → 0 0 500
        """,
    ])
    func `F39 an account keeps to its bounds, reservations included`(text: String) async throws {
        try await Book().check(text)
    }

    @Test(arguments: [
        """
        account  bank    debit   USD  -  -
        account  wallet  credit  USD  -  -
        reserve  t1  60  debit bank 500, credit wallet 500       → pending
        settle   t1      → posted
        settle   t1      → replay
        void     t1      → illegal_move
        stands   bank    → 500 500 500
        """,
        """
        account  bank    debit   USD  -  -
        account  wallet  credit  USD  -  -
        reserve  t1  -   debit bank 500, credit wallet 500       → pending
        void     t1      → voided
        settle   t1      → illegal_move
        reverse  t1      → not_posted
        stands   bank    → 0 0 0
        """,
        // the clock is the one that is handed in
        """
        account  bank    debit   USD  -  -
        account  wallet  credit  USD  -  -
        reserve  t1  60  debit bank 500, credit wallet 500       → pending
        reserve  t2  60  debit bank 300, credit wallet 300       → pending
        reserve  t3  61  debit bank 100, credit wallet 100       → pending
        reserve  t4  -   debit bank 1, credit wallet 1           → pending
        wait     59
        expire           →
        settle   t2      → posted
        wait     1
        settle   t1      → reservation_over
        expire           → t1
        settle   t1      → illegal_move
        wait     1000000
        expire           → t3
        void     t3      → illegal_move
        stands   bank    → 300 300 301
        """,
    ])
    func `a reservation is settled, void or over, and only one of them`(text: String) async throws {
        try await Book().check(text)
    }

    @Test(arguments: [
        """
        account  bank    debit   USD  -  -
        account  wallet  credit  USD  -  -
        account  fee     credit  USD  -  -
        post     t1      debit bank 500, credit wallet 470, credit fee 30     → posted
        reverse  t1      → posted
        reverse  t1      → replay
        reverse  t1      debit wallet 1, credit bank 1                        → already_reversed
        reverse  -t1     → is_reversal
        stands   bank    → 0 0 0
        stands   fee     → 0 0 0
        """,
        """
        account  bank    debit   USD  -  -
        account  wallet  credit  USD  -  -
        account  other   credit  USD  -  -
        post     t1      debit bank 500, credit wallet 500                    → posted
        reverse  t1      debit wallet 501, credit bank 501                    → more_than_booked
        reverse  t1      debit wallet 300, debit wallet 201, credit bank 501  → more_than_booked
        reverse  t1      debit bank 100, credit wallet 100                    → more_than_booked
        reverse  t1      debit other 100, credit bank 100                     → more_than_booked
        reverse  t1      debit wallet 200, credit bank 200                    → posted
        stands   wallet  → 300 300 300
        """,
        // what was reserved is taken back after it was settled, never before
        """
        account  bank    debit   USD  -  -
        account  wallet  credit  USD  0  -
        reserve  t1  -   debit bank 500, credit wallet 500                    → pending
        reverse  t1      → not_posted
        settle   t1      → posted
        post     t2      debit wallet 1, credit bank 1                        → posted
        reverse  t1      → below_floor
        reverse  t2      → posted
        reverse  t1      debit wallet 500, credit bank 500                    → posted
        stands   wallet  → 0 0 0
        """,
    ])
    func `a mistake is taken back by naming it, once and never for more`(text: String) async throws {
        try await Book().check(text)
    }

    @Test func `bad input is refused, and nothing is booked`() async throws {
        let book = try await Book()
        let long = String(repeating: "k", count: 201)
        let many = (1...101).map { "\($0 == 1 ? "debit" : "credit") bank \($0 == 1 ? 100 : 1)" }.joined(separator: ", ")
        try await book.check(
            """
            account  bank    debit   USD  -  -
            account  wallet  credit  USD  -  -
            account  euros   debit   EUR  -  -
            post     empty   debit bank 500, credit wallet 500              → malformed_key
            post     schlüssel  debit bank 500, credit wallet 500           → malformed_key
            post     \(long)  debit bank 500, credit wallet 500             → malformed_key
            post     t1      debit bank 500                                 → leg_count
            post     t1      \(many)                                        → leg_count
            post     t1      debit bank 0, credit wallet 0                  → amount_not_positive
            post     t1      debit bank -5, credit wallet -5                → amount_not_positive
            post     t1      debit bank 1000000000001, credit wallet 1000000000001   → amount_too_large
            post     t1      debit bank 9223372036854775807, credit wallet 1 → amount_too_large
            post     t1      debit bank 500, credit wallet 499              → unbalanced
            post     t1      debit bank 500, debit wallet 500               → unbalanced
            post     t1      debit bank 500, credit nowhere 500             → unknown_account
            post     t1      debit nowhere 500, credit nobody 500           → unknown_account
            post     t1      debit euros 500 USD, credit wallet 500         → other_currency
            reserve  t1  0   debit bank 500, credit wallet 500              → ends_in_the_past
            reserve  t1  -9  debit bank 500, credit wallet 500              → ends_in_the_past
            settle   t1      → unknown_transfer
            void     t1      → unknown_transfer
            reverse  t1      → unknown_transfer
            stands   bank    → 0 0 0
            """)
        #expect(try await book.database.read { try LedgerReview.all($0) } == .whole(rows: 0))
    }

    @Test func `several transfers are booked in their order, all or none`() async throws {
        let book = try await Book()
        try await book.check(
            """
            account  bank    debit   USD  -  -
            account  wallet  credit  USD  0  -
            post     t0      debit bank 5, credit wallet 5  → posted
            """)
        func transfer(_ number: Int, _ amount: Int) throws -> Transfer {
            try book.transfer("t\(number)", ["debit", "bank", "\(amount),", "credit", "wallet", "\(amount)"])
        }
        let journal = Journal(tenant: book.tenant, by: .system("test"), at: book.now)
        // The first was booked before, and the last is the third once more.
        let several = try (0...120).map { try transfer($0, 5) } + [transfer(3, 5)]
        let receipts = try await book.database.write { try journal.post(several, $0) }
        #expect(receipts.map(\.seq) == (1...121).map { Int64($0) } + [4])
        #expect(receipts.filter(\.isReplay).map(\.seq) == [1, 4])
        try await book.check("stands wallet → 605 605 605")
        let bad = try [transfer(200, 5), transfer(201, 5), transfer(200, 6)]
        await #expect(throws: LedgerRefusal.keyReused("t200")) {
            try await book.database.write { try journal.post(bad, $0) }
        }
        #expect(try await book.database.read { try LedgerReview.all($0) } == .whole(rows: 121))
    }

    @Test func `an office books on its own accounts only`() async throws {
        let book = try await Book()
        try await book.check(
            """
            account  bank    debit   USD  -  -
            account  wallet  credit  USD  -  -
            post     t1  debit bank 500, credit wallet 500  → posted
            """)
        let transfer = try book.transfer("t2", ["debit", "bank", "5,", "credit", "wallet", "5"])
        let (id, now) = (try #require(book.transfers["t1"]), book.now)
        let other = Journal(tenant: TenantID(bits: 8), by: .system("test"), at: now)
        let bank = try #require(book.accounts["bank"]).id
        await #expect(throws: LedgerRefusal.self) { try await book.database.write { try other.post(transfer, $0) } }
        await #expect(throws: LedgerRefusal.unknownTransfer(id)) {
            try await book.database.write { try other.reverse(id, key: "r", purpose: "test", on: Book.day, $0) }
        }
        await #expect(throws: LedgerRefusal.unknownAccount(bank)) {
            try await book.database.read { try AccountTotals.of(bank, tenant: TenantID(bits: 8), $0) }
        }
    }

    @Test func `an account's sums stay within the ledger's range`() {
        var totals = AccountTotals()
        var count = 0
        while totals.add(Cents.largest, on: .debit, as: .post) { count += 1 }
        #expect(count == Int(Int64.max / 4 / Cents.largest.count))
        #expect(totals.lowest(on: .credit) == .zero - totals.highest(on: .debit))
        let full = totals
        let isDone = totals.add(Cents(1), on: .credit, as: .void)
        #expect(!isDone && totals == full)
    }
}
