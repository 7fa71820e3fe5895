import Estimates
import Funders
import Kernel
import Storage

/// What the last twelve months say of each funder, read once for a page (A46, A51).
package struct OfficeHistory: Sendable {
    private let own: [Funder.ID: PastCases]
    /// Of the size that is asked for; nil where none is.
    private let sized: [Funder.ID: PastCases]?
    private let office: PastCases

    /// `size` nil leaves out how funders took cases of one size: a rating.
    package static func read(
        size: SizeBand?, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> OfficeHistory {
        let sums = try FunderTally.recent(size: size, tenant: tenant, at: now, db)
        let own = sums.mapValues(\.all)
        return OfficeHistory(
            own: own, sized: size == nil ? nil : sums.mapValues(\.sized),
            office: own.values.reduce(PastCases(), +))
    }

    package func score(of funder: Funder.ID) -> FundingScore {
        FundingScore(own[funder] ?? PastCases(), size: sized.map { $0[funder] ?? PastCases() }, office: office)
    }
}

extension FundingScore {
    /// As pages and programs see it, with the reasons.
    package var value: Value {
        [
            "points": Value(points), "version": .string(Self.version), "cases": Value(cases), "is_thin": .bool(isThin),
            "is_new": .bool(cases == 0),
            "parts": .list(
                parts.map { part in
                    [
                        "part": .string(part.kind.rawValue), "label": .string(part.words),
                        "hits": Value(part.share.hits), "cases": Value(part.share.cases),
                        "percent": Value(part.share.percent), "counted_per_mille": Value(part.counted),
                        "weight": Value(part.kind.weight), "sentence": .string(part.sentence),
                    ]
                }),
        ]
    }
}
