import Cohorts
import Kernel
import Storage

/// What a partner has in one cohort: money, seats, and how many of its people count as the partner's. Where others fund a
/// cohort too, its people count by the seats whose money is released, so that all partners' counts together are the people on
/// such seats: what is only planned or pledged has nobody, and takes nobody from who paid.
package struct FundedCohort: Sendable {
    package let cohort: Cohort
    /// The partner's, cancelled seats taken off.
    package let seats: Int
    package let allocated: Cents
    /// Of what is allocated; what was cancelled later is not in it.
    package let released: Cents
    /// As far as it is told of.
    package let disbursed: Cents
    /// All of the cohort's people on released seats.
    package let people: CohortPeople
    /// Each funder's released seats, and the partner's place among them; nil where it has none.
    private let weights: [Int64]
    private let place: Int?

    /// The cohorts that have something of the partner's commitments, the first to start before the others; `kept` too where it had
    /// something and gave it back before it was released.
    package static func of(
        _ partner: Partner, keeping kept: Cohort.ID? = nil, _ db: Connection
    ) throws -> [FundedCohort] {
        let tenant = partner.tenant
        let allocations = try Allocation.all(of: partner.id, tenant: tenant, db)
            .filter { $0.state != .cancelled || $0.releasedAt != nil || $0.cohort == kept }
        let told = try ToldSupport.of(partner, db)
        let own = Dictionary(grouping: allocations.map { $0.telling(without: told.untold(of: $0.id)) }, by: \.cohort)
        guard !own.isEmpty else { return [] }
        let ids = own.keys.sorted()
        let people = try CohortPeople.of(ids, tenant: tenant, db)
        let seats = try seats(of: ids, tenant: tenant, db)
        let released = try CohortRelease.seats(of: ids, tenant: tenant, db)
        return try Cohort.all(tenant: tenant, db).reversed().compactMap { cohort in
            own[cohort.id].map {
                FundedCohort(
                    cohort, $0, people[cohort.id] ?? .none, seats[cohort.id] ?? [],
                    released: released[cohort.id] ?? 0, of: partner.id)
            }
        }
    }

    private init(
        _ cohort: Cohort, _ allocations: [Allocation], _ people: CohortPeople,
        _ funders: [(partner: Partner.ID, seats: Int)], released all: Int, of partner: Partner.ID
    ) {
        self.cohort = cohort
        self.people = people
        seats = allocations.reduce(0) { $0 + $1.seats }
        allocated = Allocation.sum(allocations, \.amount)
        released = Allocation.sum(allocations.filter { $0.releasedAt != nil }, \.amount)
        disbursed = Allocation.sum(allocations, \.disbursed)
        let others = all - funders.reduce(0) { $0 + $1.seats }
        weights = (funders.map(\.seats) + [others]).map { Int64(max($0, 0)) }
        place = funders.firstIndex { $0.partner == partner }
    }

    /// The seats that each partner's released money funds, in the partners' order.
    private static func seats(
        of cohorts: [Cohort.ID], tenant: TenantID, _ db: Connection
    ) throws -> [Cohort.ID: [(partner: Partner.ID, seats: Int)]] {
        let rows = try db.rows(
            """
            SELECT funding_ledger.cohort_id, funding_commitment.partner_id,
                   CAST(sum(funding_ledger.seats) AS BIGINT) AS seats
              FROM funding_ledger
              JOIN funding_commitment ON funding_commitment.id = funding_ledger.commitment_id
              JOIN allocation_standing ON allocation_standing.allocation_id = funding_ledger.allocation_id
             WHERE funding_ledger.tenant_id = \(tenant) AND funding_ledger.cohort_id IN \(list: cohorts)
               AND allocation_standing.released_at IS NOT NULL
             GROUP BY funding_ledger.cohort_id, funding_commitment.partner_id
             ORDER BY funding_ledger.cohort_id, funding_commitment.partner_id
            """)
        return try rows.reduce(into: [:]) { seats, row in
            seats[try row["cohort_id"], default: []].append((try row["partner_id"], try row["seats"]))
        }
    }

    /// The partner's part of a count of people: whole people, split as amounts are split into whole cents.
    private func part(_ count: Int) -> Int {
        guard let place, weights.contains(where: { $0 > 0 }) else { return 0 }
        return Int(Cents(Int64(count)).split(by: weights)[place].count)
    }

    /// Of all in the cohort, how the partner's people stand: those who were supported, split by counts of the whole cohort.
    /// Nil where they are hidden, or there are none.
    func own(_ counts: [Int]) -> [Int]? {
        guard let own = supported.count, own > 0, counts.contains(where: { $0 > 0 }) else { return nil }
        return Cents(Int64(own)).split(by: counts.map { Int64($0) }).map { Int($0.count) }
    }

    /// Who was active on at least one day.
    package var supported: ShownCount {
        ShownCount.isTelling(people.supported) ? .hidden(atLeast: 0) : ShownCount(part(people.supported))
    }

    /// Who of them has a first income: hidden too where it is of the whole cohort.
    package var earners: ShownCount {
        guard let own = supported.count else { return .hidden(atLeast: 0) }
        let shown = ShownCount(part(people.earners), of: own)
        if shown.count != nil, ShownCount(people.earners, of: people.supported).count == nil {
            return .hidden(atLeast: 0)
        }
        return shown
    }

    /// What its partner sees of it.
    package var value: Value {
        func text(_ amount: Cents) -> Value { .string(cohort.currency.shown(amount)) }
        return [
            "id": Value(cohort.id), "name": .string(cohort.name), "region": Value(cohort.region),
            "starts_on": Value(cohort.startsOn), "ends_on": Value(cohort.endsOn),
            "state": .string(cohort.state.rawValue), "is_open": .bool(cohort.isOpen), "seats": Value(seats),
            "currency": .string(cohort.currency.rawValue), "allocated": .string(allocated.decimal),
            "allocated_text": text(allocated), "released": .string(released.decimal),
            "released_text": text(released), "disbursed": .string(disbursed.decimal),
            "disbursed_text": text(disbursed), "supported": Value(supported.count),
            "supported_text": .string(supported.text), "earners": Value(earners.count),
            "earners_text": .string(earners.text),
        ]
    }
}
