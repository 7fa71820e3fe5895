import Kernel
import Ledger
import Storage
import TestDatabases
import TestServers
import Testing

/// A ledger on a database of its own, told what to do by lines of text:
///
///     account  wallet  credit  USD  0  500000        name, side it grows on, currency, bounds (- for none)
///     post     t1      debit bank 500, credit wallet 500        → posted
///     reserve  t2  60  debit wallet 300, credit bank 300        → pending      (for 60 seconds; - for ever)
///     settle   t2                                               → posted
///     void     t2                                               → illegal_move
///     reverse  t1                                               → posted
///     reverse  t1      debit wallet 100, credit bank 100        → already_reversed
///     wait     61                                               (seconds)
///     expire                                                    → t2
///     stands   wallet                                           → 200 200 500  (balance, lowest, highest)
///
/// What is answered is the transfer's state or the refusal's code.
final class Book {
    let database: Database
    let tenant: TenantID
    private let folder: TemporaryFolder
    private(set) var now = Moment(seconds: 1_760_000_000)
    private(set) var accounts: [String: LedgerAccount] = [:]
    private(set) var transfers: [String: Transfer.ID] = [:]

    init(tenant: TenantID = TenantID(bits: 7)) async throws {
        self.tenant = tenant
        folder = try TemporaryFolder()
        database = try await TestDatabases.open(
            "\(folder.path)/ledger.db", StorageSchema.migrations + LedgerSchema.migrations, at: now)
    }

    /// Does what each line says and compares the answers; afterwards the ledger must be whole.
    func check(_ text: String) async throws {
        for line in text.split(separator: "\n") {
            let sides = line.split(separator: "→", omittingEmptySubsequences: false).map {
                $0.split(separator: " ").map(String.init)
            }
            let answer = try await run(sides[0])
            #expect(answer == (sides.count > 1 ? sides[1].joined(separator: " ") : ""), "\(line)")
        }
        #expect(try await isWhole())
    }

    /// Writes down the head of a day.
    func close(_ day: Day) async throws -> LedgerHead? {
        let (tenant, now) = (tenant, now)
        let review = try await database.read { try LedgerReview.look(at: tenant, $0) }
        return try await database.write { try LedgerHead.close(day, review, tenant: tenant, at: now, $0) }
    }

    func isWhole() async throws -> Bool {
        let verdict = try await database.read { try LedgerReview.all($0) }
        guard case .whole = verdict else {
            Issue.record("\(verdict)")
            return false
        }
        return true
    }

    private func run(_ words: [String]) async throws -> String {
        let rest = Array(words.dropFirst())
        switch words[0] {
        case "account": try await open(rest)
        case "wait": now = now + .seconds(Int64(rest[0]) ?? 0)
        case "stands": return try await standing(of: rest[0])
        case "expire":
            let now = now
            let ids = try await database.write { try Journal.expire(at: now, $0) }
            return ids.map { id in transfers.first { $0.value == id }?.key ?? "?" }.sorted().joined(separator: " ")
        default: return try await answer { try await self.book(words[0], rest) }
        }
        return ""
    }

    func open(_ words: [String]) async throws {
        let side = try #require(Side(rawValue: words[1]))
        let currency = try #require(Currency(rawValue: words[2]))
        let line = ChartOfAccounts.Line("test.\(words[0])", words[0], .asset, side, for: .office)
        let wish = LedgerAccount.Wish(
            line, currency, neverBelow: Int64(words[3]).map { Cents($0) }, neverAbove: Int64(words[4]).map { Cents($0) }
        )
        let (tenant, now) = (tenant, now)
        accounts[words[0]] = try await database.write {
            try LedgerAccount.open(wish, tenant: tenant, by: .system("test"), at: now, $0)
        }
    }

    /// What is booked, or the refusal's code.
    private func answer(_ body: () async throws -> String) async throws -> String {
        do { return try await body() } catch let refusal as any Refusal { return refusal.code }
    }

    private func book(_ event: String, _ words: [String]) async throws -> String {
        let (journal, name) = (Journal(tenant: tenant, by: .system("test"), at: now), words[0])
        let id = transfers[name] ?? Transfer.ID(bits: 404)
        let receipt: Journal.Receipt
        switch event {
        case "post":
            let transfer = try transfer(name, Array(words.dropFirst()))
            receipt = try await database.write { try journal.post(transfer, $0) }
            transfers[name] = receipt.transfer
        case "reserve":
            let transfer = try transfer(name, Array(words.dropFirst(2)))
            let end = Int64(words[1]).map { now + .seconds($0) }
            receipt = try await database.write { try journal.reserve(transfer, until: end, $0) }
            transfers[name] = receipt.transfer
        case "settle": receipt = try await database.write { try journal.settle(id, key: "settle:\(name)", $0) }
        case "void": receipt = try await database.write { try journal.void(id, key: "void:\(name)", $0) }
        case "reverse":
            let part = words.count > 1 ? try legs(Array(words.dropFirst())) : nil
            let key = "reverse:\(name):\(words.count)"
            receipt = try await database.write {
                try journal.reverse(id, part, key: key, purpose: "test", on: Self.day, $0)
            }
            transfers["-\(name)"] = receipt.transfer
        default:
            Issue.record("\(event) is no event")
            return ""
        }
        let tenant = tenant
        let stored = try await database.read { try StoredTransfer.find(receipt.transfer, tenant: tenant, $0) }
        return receipt.isReplay ? "replay" : stored.state.rawValue
    }

    static let day = Day(number: 20_370)

    func transfer(_ key: String, _ words: [String]) throws -> Transfer {
        Transfer(key: key == "empty" ? "" : key, purpose: "test", on: Self.day, try legs(words))
    }

    /// `debit bank 500, credit wallet 500 EUR`: the currency is the account's where none is named.
    func legs(_ words: [String]) throws -> [Transfer.Leg] {
        try words.joined(separator: " ").split(separator: ",").map { text in
            let words = text.split(separator: " ").map(String.init)
            let account = accounts[words[1]]
            return Transfer.Leg(
                try #require(Side(rawValue: words[0])), account?.id ?? LedgerAccount.ID(bits: 404),
                Cents(try #require(Int64(words[2]))),
                words.count > 3 ? try #require(Currency(rawValue: words[3])) : account?.currency ?? .usd)
        }
    }

    private func standing(of name: String) async throws -> String {
        let (account, tenant) = (try #require(accounts[name]), tenant)
        let totals = try await database.read { try AccountTotals.of(account.id, tenant: tenant, $0) }
        let side = account.normalSide
        return [totals.balance(on: side), totals.lowest(on: side), totals.highest(on: side)]
            .map { "\($0.count)" }.joined(separator: " ")
    }
}
