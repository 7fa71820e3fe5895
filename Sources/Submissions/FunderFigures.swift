import Estimates
import Funders
import Kernel
import Storage

/// What the office's past says of a funder, for its page (A46, N08, L05).
package enum FunderFigures {
    package static func of(
        _ funder: Funder.ID, tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> [(name: String, value: Value)] {
        let score = try OfficeHistory.read(size: nil, tenant: tenant, at: now, db).score(of: funder)
        let clock = try FunderClock.of(funder, tenant: tenant, db)
        return [("figures", score.value), ("clock", clock?.value ?? .null)]
    }
}

extension FunderClock {
    private static let shownPercents = [50, 90, silentPercent]

    package var value: Value {
        [
            "answers": Value(answers), "is_thin": .bool(answers < WaitCurve.enough), "is_known": .bool(curve != nil),
            "median_minutes": Value(median), "median_text": Value(median.map(WaitWords.of)),
            "p90_minutes": Value(p90), "p90_text": Value(p90.map(WaitWords.of)), "kept": Value(promise.hits),
            "promised": promise.cases > 0 ? Value(promise.cases) : .null, "kept_percent": Value(promise.percent),
            "learned_at": Value(learnedAt), "silent_minutes": Value(silentMinutes),
            "silent_text": Value(silentMinutes.map(WaitWords.of)),
            "steps": .list(
                curve.map { curve in
                    Self.shownPercents.map { percent in
                        let minutes = curve.wait(percent: percent)
                        return [
                            "percent": Value(percent), "working_minutes": Value(minutes),
                            "text": .string(WaitWords.of(minutes: minutes)),
                        ]
                    }
                } ?? []),
        ]
    }
}
