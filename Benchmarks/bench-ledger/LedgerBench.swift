import BenchTools
import Kernel
import Ledger
import Storage
import Synchronization

/// A ledger of 100 wallets and the bank, and what books on it.
struct LedgerBench: Sendable {
    private let database: Database
    private let tenant = TenantID(at: Moment(seconds: 1_760_000_000))
    private let now = Moment(seconds: 1_760_000_000)
    private let bank: LedgerAccount.ID
    private let wallets: [LedgerAccount.ID]
    private let numbers = Numbers()

    /// Numbers that no key has had yet.
    private final class Numbers: Sendable {
        private let last = Atomic<Int>(0)
        func next() -> Int { last.wrappingAdd(1, ordering: .relaxed).newValue }
    }

    init(_ address: DatabaseAddress) async throws {
        guard try await !address.isMade() else {
            throw PlainRefusal(.conflict, code: "used", "the benchmark needs a new database")
        }
        database = try Database(address)
        let (tenant, now) = (tenant, now)
        try await database.migrate(StorageSchema.migrations + LedgerSchema.migrations, at: now)
        (bank, wallets) = try await database.write { db in
            func open(_ number: Int) throws -> LedgerAccount.ID {
                let line = ChartOfAccounts.Line("bench.\(number)", "Bench", .asset, .debit, for: .office)
                return try LedgerAccount.open(
                    LedgerAccount.Wish(line, .usd, neverBelow: number == 0 ? nil : .zero), tenant: tenant,
                    by: .system("bench"), at: now, db
                ).id
            }
            return (try open(0), try (1...100).map(open))
        }
    }

    /// Books the first rows and lets the engine count them, as a server does by itself within a minute: before, it takes
    /// every table for a small one.
    func warmUp() async throws {
        let transfers = (0..<1000).map { _ in transfer(numbers.next()) }
        try await database.write { db in
            _ = try Journal(tenant: tenant, by: .system("bench"), at: now).post(transfers, db)
        }
        try await database.write { try $0.run("ANALYZE") }
    }

    var isShared: Bool { database.address.isShared }
    private var engine: String { isShared ? "postgresql" : "sqlite" }

    private func transfer(_ number: Int) -> Transfer {
        Transfer(
            key: "bench-\(number)", purpose: "bench", on: now.day,
            [
                Transfer.Leg(.debit, wallets[number % wallets.count], Cents(100 + Int64(number % 900)), .usd),
                Transfer.Leg(.credit, bank, Cents(100 + Int64(number % 900)), .usd),
            ])
    }

    /// Each of so many writers books one transfer after the other, each durable before the next.
    func book(_ count: Int, writers: Int) async throws {
        let (begin, processor) = start()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for _ in stride(from: writer, to: count, by: writers) {
                        let transfer = transfer(numbers.next())
                        _ = try await database.write { db in
                            try Journal(tenant: tenant, by: .system("bench"), at: now).post(transfer, db)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        report("transfers", "writers", writers, count, begin, processor)
    }

    /// Fills the ledger, many transfers in a transaction, and verifies it on one snapshot.
    func verify(rows: Int) async throws {
        let missing = max(0, rows - numbers.next() + 1)
        var (begin, processor) = start()
        for first in stride(from: 0, to: missing, by: 1000) {
            let transfers = (first..<min(missing, first + 1000)).map { _ in transfer(numbers.next()) }
            try await database.write { db in
                let journal = Journal(tenant: tenant, by: .system("bench"), at: now)
                _ = try journal.post(transfers, db)
            }
        }
        if missing > 0 { report("transfers", "in_a_transaction", 1000, missing, begin, processor) }
        (begin, processor) = start()
        guard case .whole(let count) = try await database.read({ try LedgerReview.all($0) }) else {
            throw PlainRefusal(.conflict, code: "broken", "the ledger is not whole")
        }
        report("rows verified", "readers", 1, count, begin, processor)
    }

    private func start() -> (Int, Int) {
        Usage.forgetPeak()
        return (Usage.monotonicMicroseconds(), Usage.processorMicroseconds())
    }

    private func report(_ what: String, _ how: String, _ number: Int, _ count: Int, _ begin: Int, _ processor: Int) {
        Pace(microseconds: Usage.monotonicMicroseconds() - begin, processor: Usage.processorMicroseconds() - processor)
            .report(engine, what, how, number, count)
    }
}

/// How long something took.
struct Pace {
    let microseconds: Int
    let processor: Int

    func report(_ engine: String, _ what: String, _ how: String, _ number: Int, _ count: Int) {
        Terminal.line(
            #"{"engine": "\#(engine)", "what": "\#(what)", "\#(how)": \#(number), "count": \#(count), "#
                + #""seconds": \#(Decimal.thousandths(microseconds / 1000)), "#
                + #""per_s": \#(count * 1_000_000 / max(1, microseconds)), "#
                + #""cpu_ms_each": \#(Decimal.thousandths(processor / max(1, count))), "#
                + #""peak_mb": \#(Usage.peakMegabytes()), "own_mb": \#(Usage.ownMegabytes())}"#)
    }
}
