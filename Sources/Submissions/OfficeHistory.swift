import Estimates
import Funders
import Kernel
import Storage

/// What the last twelve months say of each funder, read once for a page (A46, A51).
package struct OfficeHistory: Sendable {
    private var own: [Funder.ID: PastCases] = [:]
    private var sized: [Funder.ID: [SizeBand: PastCases]] = [:]
    private var office = PastCases()

    package static func read(tenant: TenantID, at now: Moment, _ db: Connection) throws -> OfficeHistory {
        var history = OfficeHistory()
        for (funder, size, cases) in try FunderTally.recent(tenant: tenant, at: now, db) {
            history.sized[funder, default: [:]][size] = cases
        }
        for (funder, size, young) in try FunderTally.young(tenant: tenant, at: now, db) {
            guard let cases = history.sized[funder]?[size] else { continue }
            history.sized[funder]?[size]?.sent = max(0, cases.sent - young)
        }
        history.own = history.sized.mapValues { $0.values.reduce(PastCases(), +) }
        history.office = history.own.values.reduce(PastCases(), +)
        return history
    }

    /// `size` nil leaves out how the funder took cases of that size: its rating.
    package func score(of funder: Funder.ID, size: SizeBand?) -> FundingScore {
        FundingScore(
            own[funder] ?? PastCases(), size: size.map { sized[funder]?[$0] ?? PastCases() }, office: office)
    }
}

extension FundingScore {
    /// As pages and programs see it, with the reasons.
    package var value: Value {
        [
            "points": Value(points), "version": .string(Self.version), "cases": Value(cases), "is_thin": .bool(isThin),
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
