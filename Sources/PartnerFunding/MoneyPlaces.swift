import Kernel
import Storage

/// What the books say, for one who asks, of the commitments where money lies or to which it was carried: each is asked for once, however
/// many receipts of a page are looked at. What a search takes of it is its own.
struct MoneyPlaces: Sendable {
    let asker: Who
    private let capital: Capital
    private var unreleased: [Commitment.ID: Cents] = [:]
    private var carried: [Commitment.ID: [Commitment.ID: Cents]] = [:]
    private var places: [Commitment.ID: Commitment] = [:]
    private var own: [Commitment.ID: OwnMoney] = [:]

    init(_ tenant: TenantID, for asker: Who, at now: Moment) {
        self.asker = asker
        capital = Capital(tenant: tenant, by: asker, at: now)
    }

    mutating func unreleased(at commitment: Commitment, _ db: Connection) throws -> Cents {
        if let known = unreleased[commitment.id] { return known }
        let found = try capital.unreleased(commitment, db)
        unreleased[commitment.id] = found
        return found
    }

    /// What was carried from it to a later one and not back yet.
    mutating func carried(from commitment: Commitment, _ db: Connection) throws -> [Commitment.ID: Cents] {
        if let known = carried[commitment.id] { return known }
        let found = try CapitalReturn.carried(from: commitment, db)
        carried[commitment.id] = found
        return found
    }

    mutating func place(_ id: Commitment.ID, _ db: Connection) throws -> Commitment {
        if let known = places[id] { return known }
        let found = try Commitment.find(id, tenant: capital.tenant, db)
        places[id] = found
        return found
    }

    /// What of its money the asker booked.
    mutating func own(at commitment: Commitment, _ db: Connection) throws -> OwnMoney {
        if let known = own[commitment.id] { return known }
        let found = try OwnMoney.of(commitment, asker, db)
        own[commitment.id] = found
        return found
    }
}
