import Kernel
import Ledger

/// The ledger's rules once more, in the plainest way: every sum is made anew from all transfers.
struct Model {
    struct Account {
        let side: Side
        let floor: Int64?
        let ceiling: Int64?
    }

    struct Leg: Hashable {
        let account: Int
        let side: Side
        let amount: Int64
    }

    struct Item {
        var legs: [Leg]
        var state: TransferState
        var end: Moment?
        var isReversed = false
        var isReversal = false
    }

    let accounts: [Account]
    var items: [Item] = []

    /// Balance, lowest and highest on the account's side.
    func standing(_ account: Int) -> [Int64] {
        var (posted, taken, given) = (Int64(0), Int64(0), Int64(0))
        for item in items {
            for leg in item.legs where leg.account == account {
                let grows = leg.side == accounts[account].side
                if item.state == .posted { posted += grows ? leg.amount : -leg.amount }
                if item.state == .pending, grows { given += leg.amount }
                if item.state == .pending, !grows { taken += leg.amount }
            }
        }
        return [posted, posted - taken, posted + given]
    }

    /// Adds the item, or says why it may not be there.
    mutating func add(_ item: Item) -> String {
        if item.legs.contains(where: { $0.amount <= 0 }) { return "amount_not_positive" }
        if item.legs.reduce(0, { $0 + ($1.side == .debit ? $1.amount : -$1.amount) }) != 0 { return "unbalanced" }
        items.append(item)
        for place in item.legs.map(\.account) {
            let standing = standing(place)
            if let floor = accounts[place].floor, standing[1] < floor {
                items.removeLast()
                return "below_floor"
            }
            if let ceiling = accounts[place].ceiling, standing[2] > ceiling {
                items.removeLast()
                return "above_ceiling"
            }
        }
        return item.state.rawValue
    }

    mutating func settle(_ place: Int, at now: Moment) -> String {
        guard items[place].state == .pending else { return "illegal_move" }
        if let end = items[place].end, end <= now { return "reservation_over" }
        items[place].state = .posted
        return "posted"
    }

    mutating func void(_ place: Int) -> String {
        guard items[place].state == .pending else { return "illegal_move" }
        items[place].state = .voided
        return "voided"
    }

    mutating func reverse(_ place: Int, _ legs: [Leg]) -> String {
        let original = items[place]
        if original.isReversal { return "is_reversal" }
        if original.state != .posted { return "not_posted" }
        if original.isReversed { return "already_reversed" }
        let answer = add(Item(legs: legs, state: .posted, isReversal: true))
        if answer == "posted" { items[place].isReversed = true }
        return answer
    }

    /// Ends what is over; says how many.
    mutating func expire(at now: Moment) -> Int {
        var count = 0
        for place in items.indices where items[place].state == .pending && items[place].end.map({ $0 <= now }) ?? false
        {
            items[place].state = .expired
            count += 1
        }
        return count
    }
}

/// A generator whose numbers are the same each time (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
