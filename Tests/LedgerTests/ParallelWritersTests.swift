import Kernel
import Ledger
import Storage
import Testing

@Suite struct ParallelWritersTests {
    @Test func `200 parallel writers spend a wallet once`() async throws {
        let book = try await Book()
        try await book.check(
            """
            account  bank    debit   USD  -  -
            account  wallet  credit  USD  0  -
            post     fill    debit bank 5000, credit wallet 5000   → posted
            """)
        let transfers = try (0..<200).map { number in
            // 100 keys, each by two writers.
            try book.transfer("spend-\(number / 2)", ["debit", "wallet", "100,", "credit", "bank", "100"])
        }
        let (database, tenant, now) = (book.database, book.tenant, book.now)
        let answers = await withTaskGroup(of: String.self) { group in
            for transfer in transfers {
                group.addTask {
                    do {
                        let journal = Journal(tenant: tenant, by: .system("test"), at: now)
                        let receipt = try await database.write { try journal.post(transfer, $0) }
                        return receipt.isReplay ? "replay" : "posted"
                    } catch { return (error as? any Refusal)?.code ?? "\(error)" }
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(answers == ["posted": 50, "replay": 50, "below_floor": 100])
        try await book.check("stands wallet → 0 0 0")
        #expect(try await database.read { try LedgerReview.all($0) } == .whole(rows: 51))
    }

    @Test func `200 parallel ends of one reservation are one`() async throws {
        let book = try await Book()
        try await book.check(
            """
            account  bank    debit   USD  -  -
            account  wallet  credit  USD  -  -
            reserve  t1  -   debit bank 500, credit wallet 500   → pending
            """)
        let id = try #require(book.transfers["t1"])
        let (database, journal) = (book.database, Journal(tenant: book.tenant, by: .system("test"), at: book.now))
        let ended = await withTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let booked = try? await database.write {
                        number % 2 == 0
                            ? try journal.settle(id, key: "s\(number)", $0)
                            : try journal.void(id, key: "v\(number)", $0)
                    }
                    return booked == nil ? 0 : 1
                }
            }
            return await group.reduce(0, +)
        }
        #expect(ended == 1)
        #expect(try await book.isWhole())
    }
}
