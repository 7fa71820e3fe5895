import Applications
import Classification
import Estimates
import Funders
import Kernel
import Storage
import Submissions

/// A funder declines what it says that it takes: the rule, what was observed, and how often (N04, L12).
struct DriftFinding: Sendable, Equatable {
    let funder: Funder.ID
    /// A word for programs: `min_fico`, `industries`.
    let rule: String
    let label: String
    let reason: DeclineReason
    /// What the funder says, in words.
    let said: String
    /// The values that it declined all the same, in words.
    let observed: String
    let share: Share

    /// `says at least $15,000; declined 9 of 10 from $15,000 to $19,500 for revenue too low`
    var sentence: String {
        "\(label): the funder says \(said), and declined \(share.hits) of \(share.cases) at \(observed) "
            + "(“\(reason.label)”)"
    }
}

/// One decided case as drift is looked for in it.
struct DecidedCase: Sendable {
    let merchant: MerchantProfile
    /// Of the decline; empty where the funder offered.
    let reasons: Set<String>
}

/// Looks for drift in the decided cases of one funder. Pure.
struct DriftSearch {
    let funder: Funder.ID
    /// What the funder says now; one without guidelines says nothing.
    let criteria: Criteria
    let cases: [DecidedCase]

    func findings() -> [DriftFinding] {
        ComparedRule.all.compactMap(numbers) + states() + industries()
    }

    private func numbers(_ rule: ComparedRule) -> DriftFinding? {
        let bound = rule.bound(criteria)
        let fulfilling = cases.compactMap { decided -> Drift.Case? in
            guard decided.merchant.currency == criteria.currency || rule.field.kind != .money,
                let value = rule.value(decided.merchant), rule.holds(value, bound)
            else { return nil }
            return Drift.Case(value, isHit: decided.reasons.contains(rule.reason.rawValue))
        }
        guard let drift = Drift(fulfilling, rule.side) else { return nil }
        let word = { rule.words($0, criteria.currency) }
        let side = rule.side == .atLeast ? "at least" : "at most"
        return DriftFinding(
            funder: funder, rule: rule.name, label: rule.label, reason: rule.reason,
            said: bound.map { "\(side) \(word($0))" } ?? "nothing",
            observed: drift.from == drift.to ? word(drift.from) : "\(word(drift.from)) to \(word(drift.to))",
            share: drift.share)
    }

    private func states() -> [DriftFinding] {
        words("states", "State", .restrictedState) { merchant in
            guard merchant.country == "US", let state = merchant.state, !criteria.statesExcluded.contains(state),
                criteria.statesAllowed.isEmpty || criteria.statesAllowed.contains(state)
            else { return nil }
            return state
        }
    }

    private func industries() -> [DriftFinding] {
        var only = Criteria()
        only.industriesAllowed = criteria.industriesAllowed
        only.industriesRestricted = criteria.industriesRestricted
        return words("industries", "Industry", .restrictedIndustry) { merchant in
            guard let name = merchant.industryName,
                !only.assess(merchant).findings.contains(where: { $0.verdict == .red })
            else { return nil }
            return name
        }
    }

    /// Cases by a word that the funder does not exclude.
    private func words(
        _ rule: String, _ label: String, _ reason: DeclineReason, of word: (MerchantProfile) -> String?
    ) -> [DriftFinding] {
        var counts: [String: (hits: Int, cases: Int)] = [:]
        for decided in cases {
            guard let name = word(decided.merchant) else { continue }
            counts[name, default: (0, 0)].cases += 1
            if decided.reasons.contains(reason.rawValue) { counts[name, default: (0, 0)].hits += 1 }
        }
        return counts.sorted { $0.key < $1.key }.compactMap { name, count in
            let share = Share(count.hits, of: count.cases)
            guard Drift.shows(share) else { return nil }
            return DriftFinding(
                funder: funder, rule: rule, label: label, reason: reason, said: "nothing against \(name)",
                observed: name, share: share)
        }
    }
}
