import Kernel
import Ledger
import Storage
import Testing

@Suite struct RandomLedgerTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `after every random step the ledger says what a plain model says`(seed: UInt64) async throws {
        var walk = try await RandomWalk(seed: seed)
        var answers: Set<String> = []
        for step in 1...150 {
            let (said, expected) = try await walk.step()
            #expect(said == expected, "step \(step)")
            answers.insert(said)
            try await walk.compare(after: step)
        }
        // A walk that meets no refusals proves little.
        #expect(answers.isSuperset(of: Self.met), "not met: \(Self.met.subtracting(answers))")
    }

    private static let met: Set<String> = [
        "posted", "pending", "voided", "replay", "unbalanced", "below_floor", "above_ceiling", "illegal_move",
        "already_reversed",
    ]
}

/// Random work on a ledger and on the model.
struct RandomWalk {
    private let book: Book
    private let ids: [LedgerAccount.ID]
    private var model: Model
    private var random: SplitMix
    private var now = Moment(seconds: 1_760_000_000)
    private var transfers: [Transfer.ID] = []
    private var last: Transfer?

    init(seed: UInt64) async throws {
        book = try await Book()
        random = SplitMix(state: seed)
        let accounts = [
            Model.Account(side: .debit, floor: nil, ceiling: nil), Model.Account(side: .credit, floor: 0, ceiling: nil),
            Model.Account(side: .credit, floor: 0, ceiling: 3000),
            Model.Account(side: .debit, floor: -500, ceiling: 900),
        ]
        for (place, account) in accounts.enumerated() {
            try await book.open(
                [
                    "a\(place)", account.side.rawValue, "USD", account.floor.map { "\($0)" } ?? "-",
                    account.ceiling.map { "\($0)" } ?? "-",
                ])
        }
        model = Model(accounts: accounts)
        let book = book
        ids = accounts.indices.compactMap { book.accounts["a\($0)"]?.id }
    }

    /// What the ledger said and what the model said.
    mutating func step() async throws -> (String, String) {
        now = now + .seconds(Int64.random(in: 0...20, using: &random))
        let journal = Journal(tenant: book.tenant, by: .system("test"), at: now)
        let key = "k\(model.items.count)-\(random.next() % 1_000_000)"
        let place = transfers.isEmpty ? nil : Int.random(in: 0..<transfers.count, using: &random)
        switch (Int.random(in: 0..<20, using: &random), place) {
        case (0..<3, let place?):
            let id = transfers[place]
            return (try await said { try journal.settle(id, key: key, $0) }, model.settle(place, at: now))
        case (3..<5, let place?):
            let id = transfers[place]
            return (try await said { try journal.void(id, key: key, $0) }, model.void(place))
        case (5..<8, let place?): return try await reverse(place, journal, key)
        case (8, _):
            let now = now
            let ended = try await book.database.write { try Journal.expire(at: now, $0) }
            return ("\(ended.count)", "\(model.expire(at: now))")
        case (9, _):
            guard let last else { return ("", "") }
            return (try await said { try journal.post(last, $0) }, "replay")
        default: return try await begin(journal, key)
        }
    }

    private mutating func begin(_ journal: Journal, _ key: String) async throws -> (String, String) {
        let legs = randomLegs()
        let transfer = Transfer(key: key, purpose: "test", on: Book.day, legs.map(leg))
        let isReserved = random.next() % 3 == 0
        let end = random.next() % 4 == 0 ? nil : now + .seconds(Int64.random(in: 1...100, using: &random))
        let expected = model.add(
            Model.Item(legs: legs, state: isReserved ? .pending : .posted, end: isReserved ? end : nil))
        let said = try await said {
            try isReserved ? journal.reserve(transfer, until: end, $0) : journal.post(transfer, $0)
        }
        if expected == "posted" { last = transfer }
        return (said, expected)
    }

    private mutating func reverse(_ place: Int, _ journal: Journal, _ key: String) async throws -> (String, String) {
        let id = transfers[place]
        let whole = model.items[place].legs.map {
            Model.Leg(account: $0.account, side: $0.side.other, amount: $0.amount)
        }
        let legs = whole.map(leg)
        let said = try await said { try journal.reverse(id, legs, key: key, purpose: "test", on: Book.day, $0) }
        return (said, model.reverse(place, whole))
    }

    private func leg(_ leg: Model.Leg) -> Transfer.Leg {
        Transfer.Leg(leg.side, ids[leg.account], Cents(leg.amount), .usd)
    }

    /// Two to four legs; one list in ten is not fit to be booked.
    private mutating func randomLegs() -> [Model.Leg] {
        let amounts = (0..<Int.random(in: 1...3, using: &random)).map { _ in Int64.random(in: 1...400, using: &random) }
        let side = random.next() % 2 == 0 ? Side.debit : .credit
        let flaw = Int64(random.next() % 10 == 0 ? 1 : 0)
        let first = Model.Leg(
            account: Int.random(in: 0..<4, using: &random), side: side, amount: amounts.reduce(flaw, +))
        return [first]
            + amounts.map { Model.Leg(account: Int.random(in: 0..<4, using: &random), side: side.other, amount: $0) }
    }

    /// What the ledger answered; what it booked anew is remembered.
    private mutating func said(
        _ body: @escaping @Sendable (Connection) throws -> Journal.Receipt
    ) async throws -> String {
        do {
            let receipt = try await book.database.write(body)
            if receipt.isReplay { return "replay" }
            if !transfers.contains(receipt.transfer) { transfers.append(receipt.transfer) }
            let tenant = book.tenant
            return try await book.database.read {
                try StoredTransfer.find(receipt.transfer, tenant: tenant, $0).state.rawValue
            }
        } catch let refusal as any Refusal {
            return refusal.code
        }
    }

    /// Each account as the model has it; debits equal credits; the whole ledger fits together.
    func compare(after step: Int) async throws {
        let tenant = book.tenant
        let (accounts, verdict) = try await book.database.read {
            (try LedgerAccount.all(tenant: tenant, $0), try LedgerReview.all($0))
        }
        for (place, id) in ids.enumerated() {
            let found = try #require(accounts.first { $0.account.id == id })
            let (side, totals) = (found.account.normalSide, found.totals)
            let standing = [totals.balance(on: side), totals.lowest(on: side), totals.highest(on: side)].map(\.count)
            #expect(standing == model.standing(place), "account \(place) after step \(step)")
        }
        #expect(accounts.reduce(0) { $0 + $1.totals.balance(on: .debit).count } == 0)
        guard case .whole = verdict else {
            Issue.record("after step \(step): \(verdict)")
            return
        }
    }
}
