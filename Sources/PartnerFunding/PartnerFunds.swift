import Kernel
import Storage

/// What a partner's commitments come to, currency by currency: the ledger's sums (F51).
package struct PartnerFunds: Sendable, Equatable {
    /// What stands: of a cancelled commitment nothing but what came in; of one that waits for review nothing.
    package private(set) var committed: [Currency: Cents] = [:]
    package private(set) var disbursed: [Currency: Cents] = [:]
    package private(set) var activeCommitments = 0

    package static func of(
        _ partners: [Partner], at now: Moment, _ db: Connection
    ) throws -> [Partner.ID: PartnerFunds] {
        guard let tenant = partners.first?.tenant else { return [:] }
        let commitments = try Commitment.of(partners.map(\.id), tenant: tenant, db)
        let standings = try CommitmentStanding.of(commitments, at: now, db)
        var funds: [Partner.ID: PartnerFunds] = [:]
        for commitment in commitments {
            guard let standing = standings[commitment.id] else { continue }
            funds[commitment.partner, default: PartnerFunds()].add(commitment, standing)
        }
        return funds
    }

    private mutating func add(_ commitment: Commitment, _ standing: CommitmentStanding) {
        let currency = commitment.terms.currency
        if !commitment.state.isOpen {
            committed[currency] = (committed[currency] ?? .zero) + standing.promised
            disbursed[currency] = (disbursed[currency] ?? .zero) + standing.disbursed
        }
        if commitment.state == .active { activeCommitments += 1 }
    }

    var value: Value {
        func list(_ sums: [Currency: Cents]) -> Value {
            .list(
                Currency.allCases.compactMap { currency in
                    sums[currency].map {
                        ["currency": .string(currency.rawValue), "amount": .string($0.decimal)]
                    }
                })
        }
        func text(_ sums: [Currency: Cents]) -> Value {
            let parts = Currency.allCases.compactMap { currency in
                sums[currency].flatMap { $0 > .zero ? currency.shown($0) : nil }
            }
            return .string(parts.isEmpty ? "Nothing" : parts.joined(separator: ", "))
        }
        return [
            "committed": list(committed), "committed_text": text(committed), "disbursed": list(disbursed),
            "disbursed_text": text(disbursed), "active_commitments": Value(activeCommitments),
        ]
    }
}
