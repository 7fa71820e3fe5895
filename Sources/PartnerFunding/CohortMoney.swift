import Cohorts
import Kernel
import Storage

/// What a cohort has of commitments, and what it comes to for each participant (F62, F63, L09).
package struct CohortMoney: Sendable, Equatable {
    package let planned: Cents
    /// Released and not paid out: what is in its wallet.
    package let held: Cents
    package let disbursed: Cents
    package let supported: Int
    package let earners: Int

    /// Paid out for each participant who was active, to the cent, half-even; nil where nobody was.
    package var costPerParticipant: Cents? { Self.share(disbursed, of: supported) }
    /// And for each of them who has a first income.
    package var costPerEarner: Cents? { Self.share(disbursed, of: earners) }

    package init(_ allocations: [Allocation], supported: Int, earners: Int) {
        let live = allocations.filter(\.state.isLive)
        self.init(
            planned: Allocation.sum(live.filter { $0.releasedAt == nil }, \.amount),
            held: Allocation.sum(live.filter { $0.releasedAt != nil }, \.rest),
            disbursed: Allocation.sum(allocations, \.disbursed), supported: supported, earners: earners)
    }

    init(planned: Cents = .zero, held: Cents = .zero, disbursed: Cents, supported: Int, earners: Int) {
        self.planned = planned
        self.held = held
        self.disbursed = disbursed
        self.supported = supported
        self.earners = earners
    }

    package static func of(_ cohort: Cohort, _ db: Connection) throws -> CohortMoney {
        // The same people as in what partners see.
        let people = try CohortPeople.of([cohort.id], tenant: cohort.tenant, db)[cohort.id] ?? .none
        return CohortMoney(
            try Allocation.all(to: cohort.id, tenant: cohort.tenant, db), supported: people.supported,
            earners: people.earners)
    }

    private static func share(_ amount: Cents, of count: Int) -> Cents? {
        count > 0 ? amount.times(1, over: Int64(count)) : nil
    }

    func value(_ currency: Currency) -> Value {
        let amounts: [(name: String, amount: Cents?)] = [
            ("planned", planned), ("held", held), ("disbursed", disbursed),
            ("cost_per_participant", costPerParticipant), ("cost_per_earner", costPerEarner),
        ]
        var fields = Value.Fields()
        for (name, amount) in amounts {
            fields[name] = Value(amount?.decimal)
            fields["\(name)_text"] = .string(amount.map { currency.shown($0) } ?? "–")
        }
        fields["supported"] = Value(supported)
        fields["earners"] = Value(earners)
        return .object(fields)
    }
}
