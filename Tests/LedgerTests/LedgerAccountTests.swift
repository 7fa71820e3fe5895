import Kernel
import Ledger
import Storage
import Testing

@Suite struct LedgerAccountTests {
    @Test func `the chart names each account once, and each kind grows on its side`() {
        let lines = ChartOfAccounts.lines
        #expect(Set(lines.map(\.code)).count == lines.count)
        for line in lines where !["commission.clawback", "referral.paid"].contains(line.code) {
            let side: Side = line.kind == .asset || line.kind == .expense ? .debit : .credit
            #expect(line.normalSide == side, "\(line.code)")
        }
    }

    private static func wish(
        _ owner: String = "7", _ currency: Currency = .usd, floor: Int64? = nil, ceiling: Int64? = nil
    ) -> LedgerAccount.Wish {
        let line = ChartOfAccounts.Line("test.owed", "Owed", .asset, .debit, for: .funder, neverBelow: Cents(0))
        return LedgerAccount.Wish(
            line, ownerID: owner, currency, neverBelow: floor.map { Cents($0) }, neverAbove: ceiling.map { Cents($0) })
    }

    @Test func `an owner has one account of a kind in a currency`() async throws {
        let book = try await Book()
        let (tenant, now) = (book.tenant, book.now)
        let ids = try await book.database.write { db in
            try [Self.wish(), Self.wish(), Self.wish("8"), Self.wish("7", .eur)].map {
                try LedgerAccount.open($0, tenant: tenant, by: .system("test"), at: now, db).id
            }
        }
        #expect(ids[0] == ids[1])
        #expect(Set(ids).count == 3)
        let found = try await book.database.read {
            try LedgerAccount.find("test.owed", ownerID: "7", .usd, tenant: tenant, $0)
        }
        #expect(found?.id == ids[0])
        #expect(found?.floor == .zero)
        let others = try await book.database.read {
            try LedgerAccount.find("test.owed", ownerID: "7", .usd, tenant: TenantID(bits: 8), $0)
        }
        #expect(others == nil)
    }

    @Test(arguments: [
        (wish("7", ceiling: 10), "other_bounds"), (wish("8", floor: 11, ceiling: 10), "bounds_cross"),
        (wish("8", floor: 1), "bounds_exclude_zero"), (wish("8", floor: -2, ceiling: -1), "bounds_exclude_zero"),
    ])
    func `an account's bounds allow zero and never change`(wish: LedgerAccount.Wish, code: String) async throws {
        let book = try await Book()
        let (tenant, now) = (book.tenant, book.now)
        let refusal = await #expect(throws: LedgerRefusal.self) {
            try await book.database.write { db in
                _ = try LedgerAccount.open(Self.wish(), tenant: tenant, by: .system("test"), at: now, db)
                _ = try LedgerAccount.open(wish, tenant: tenant, by: .system("test"), at: now, db)
            }
        }
        #expect(refusal?.code == code)
        #expect(try await book.database.read { try LedgerAccount.all(tenant: tenant, $0).isEmpty })
    }

    @Test func `a statement lists what was posted, the newest first`() async throws {
        let book = try await Book()
        try await book.check(
            """
            account  bank    debit   USD  -  -
            account  wallet  credit  USD  -  -
            post     t1      debit bank 500, credit wallet 500                   → posted
            reserve  t2  -   debit bank 100, credit wallet 100                   → pending
            reserve  t3  -   debit bank 70, credit wallet 70                     → pending
            settle   t3      → posted
            void     t2      → voided
            post     t4      debit bank 9, credit wallet 4, credit wallet 5      → posted
            reverse  t1      → posted
            """)
        let (tenant, wallet) = (book.tenant, try #require(book.accounts["wallet"]).id)
        let lines = try await book.database.read {
            try AccountStatement.lines(of: wallet, most: 10, tenant: tenant, $0)
        }
        #expect(lines.map(\.amount.count) == [500, 4, 5, 70, 500])
        #expect(lines.map(\.side) == [.debit, .credit, .credit, .credit, .credit])
        #expect(lines.first?.reverses == book.transfers["t1"])
        let sum = lines.reduce(0) { $0 + ($1.side == .credit ? $1.amount.count : -$1.amount.count) }
        #expect(sum == 79)
        try await book.check("stands wallet → 79 79 79")
        let pages = try await book.database.read { db in
            var pages: [AccountStatement] = []
            while let line = try AccountStatement.lines(
                of: wallet, after: pages.last, most: 1, tenant: tenant, db
            ).first {
                pages.append(line)
            }
            return pages
        }
        #expect(pages == lines)
    }
}
