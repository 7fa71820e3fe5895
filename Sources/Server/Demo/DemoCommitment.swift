import Kernel
import PartnerFunding
import Storage

/// What a funding partner of the sample office promised, and how far it came.
struct DemoCommitment: Sendable {
    let amount: Cents
    let detail: @Sendable (Day) -> CommitmentTerms.Detail
    /// Nil while nobody decided.
    var paid: Cents?
    var reference = ""

    static let all: [DemoCommitment] = [
        DemoCommitment(
            amount: Cents(50_000), detail: { .recurring(.monthly, start: $0, end: nil) }, paid: Cents(50_000),
            reference: "MEADOWLARK 0001"),
        DemoCommitment(
            amount: Cents(250_000),
            detail: { _ in .cohortSponsor(size: 25, cost: Cents(10_000), region: nil, .soonest) }),
    ]

    func add(
        to partner: Partner, by maker: Who, decidedBy who: Who, at moment: Moment, _ db: Connection
    ) throws {
        let terms = CommitmentTerms(amount, .usd, detail(moment.day))
        let made = try Commitment.submit(terms, for: partner, by: maker, at: moment, db)
        guard let paid else { return }
        let later = moment + .hours(4)
        try made.decide(.approve, note: nil, by: who, at: later, db)
        _ = try CommitmentReceipt.book(
            .init(paid, .usd, reference: reference, on: later.day),
            for: try Commitment.find(made.id, tenant: partner.tenant, db), by: who, at: later + .days(2), db)
    }
}
