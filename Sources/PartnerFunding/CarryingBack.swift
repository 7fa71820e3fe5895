import Kernel
import Ledger
import Storage

/// How money of a receipt that was a mistake comes back to its commitment from those in its place, to which it was carried over: step by
/// step, each no more than was carried and than is not released there.
struct CarryingBack: Sendable {
    private struct Step {
        let from: Commitment
        let to: Commitment
        let amount: Cents
    }

    private let receipt: CommitmentReceipt
    private let commitment: Commitment
    private let steps: [Step]

    /// Nil where the money is spent.
    init?(
        of receipt: CommitmentReceipt, for commitment: Commitment, _ books: inout MoneyPlaces, _ db: Connection
    ) throws {
        var search = Search(books)
        defer { books = search.books }
        guard try search.collect(receipt.amount, at: commitment, db) == receipt.amount else { return nil }
        (self.receipt, self.commitment, steps) = (receipt, commitment, search.steps)
    }

    /// What comes back to a receipt's commitment.
    var amount: Cents { left.reduce(.zero) { $0 + $1.amount } }

    /// By the commitment from which it comes, without what only passes through one.
    private var left: [(commitment: Commitment, amount: Cents)] {
        var (sums, places): ([Commitment.ID: Cents], [Commitment.ID: Commitment]) = ([:], [:])
        for step in steps {
            for (place, amount) in [(step.from, step.amount), (step.to, .zero - step.amount)] {
                sums[place.id] = (sums[place.id] ?? .zero) + amount
                places[place.id] = place
            }
        }
        return places.values.sorted { $0.id < $1.id }.compactMap { place in
            let sum = sums[place.id] ?? .zero
            return sum > .zero ? (place, sum) : nil
        }
    }

    /// Whether what the asker let out is covered without the receipt, wherever its money lies.
    func isSpare(_ books: inout MoneyPlaces, _ db: Connection) throws -> Bool {
        if receipt.maker == books.asker { return true }
        guard try books.own(at: commitment, db).isSpare(receipt.amount - amount) else { return false }
        for place in left where try !books.own(at: place.commitment, db).isSpare(place.amount) { return false }
        return true
    }

    /// Carries it back.
    func book(by who: Who, at now: Moment, _ db: Connection) throws {
        var passing: [Commitment.ID: Cents] = [:]
        for step in steps {
            let through = min(step.amount, passing[step.from.id] ?? .zero)
            passing[step.from.id] = (passing[step.from.id] ?? .zero) - through
            passing[step.to.id] = (passing[step.to.id] ?? .zero) + step.amount
            try CapitalReturn.carryBack(
                step.amount, own: step.amount - through, from: step.from, to: step.to, of: receipt, by: who, at: now,
                db)
        }
        for (place, _) in left { try place.letGoOfCycles(by: who, at: now, db) }
    }

    /// Where the money lies, from a commitment on.
    private struct Search {
        private(set) var books: MoneyPlaces
        private(set) var steps: [Step] = []
        private var free: [Commitment.ID: Cents] = [:]
        /// What was carried from one to a later one and not back yet.
        private var carried: [Commitment.ID: [Commitment.ID: Cents]] = [:]

        init(_ books: MoneyPlaces) { self.books = books }

        /// As much of an amount as can be had at a commitment; the newest others first.
        mutating func collect(_ amount: Cents, at commitment: Commitment, _ db: Connection) throws -> Cents {
            let own = try free[commitment.id] ?? books.unreleased(at: commitment, db)
            var had = min(amount, own)
            free[commitment.id] = own - had
            for later in try laters(of: commitment, db) where had < amount {
                let way = carried[commitment.id]?[later] ?? .zero
                let most = min(amount - had, way)
                guard most > .zero else { continue }
                let place = try books.place(later, db)
                let part = try collect(most, at: place, db)
                guard part > .zero else { continue }
                steps.append(Step(from: place, to: commitment, amount: part))
                carried[commitment.id]?[later] = way - part
                had = had + part
            }
            return had
        }

        private mutating func laters(of commitment: Commitment, _ db: Connection) throws -> [Commitment.ID] {
            if let known = carried[commitment.id] { return known.keys.sorted(by: >) }
            let found = try books.carried(from: commitment, db)
            carried[commitment.id] = found
            return found.keys.sorted(by: >)
        }
    }
}
