import Cohorts
import Kernel

extension ReportFigures {
    /// A metric in words and numbers.
    func lines(_ metric: ReportMetric) -> [ReportLine] {
        switch metric {
        case .participants: [ReportLine(metric, cohorts.map(\.supported).sum)]
        case .earners: [ReportLine(metric, cohorts.map(\.earners).sum)]
        case .costPerParticipant: costs(metric, per: \.supported)
        case .costPerEarner: costs(metric, per: \.earners)
        case .paidIn, .allocated, .paidOut: Self.lines(metric, money)
        case .supportTypes: support.lines
        case .identity: identity
        case .skills:
            [
                skills.map { triad in
                    let scores = triad.scores.map(String.init).joined(separator: " / ")
                    return ReportLine(metric, value: scores, text: "\(scores), balance \(triad.balance) %")
                } ?? hidden(metric)
            ]
        case .timeToFirstIncome: [number(metric, daysToFirstIncome)]
        case .momentum: [number(metric, momentum)]
        case .actionRate: [ReportLine(metric, share: share(metric, of: \.attempting))]
        case .arenaExposure: [ReportLine(metric, share: share(metric, of: \.inArena, within: \.attempting))]
        case .conversion: [ReportLine(metric, share: conversion)]
        }
    }

    private func hidden(_ metric: ReportMetric) -> ReportLine {
        ReportLine(metric, value: nil, text: "Too few")
    }

    private func number(_ metric: ReportMetric, _ number: Int?) -> ReportLine {
        number.map { ReportLine(metric, value: "\($0)", text: "\($0)") } ?? hidden(metric)
    }

    /// What a metric of money tells, currency by currency.
    static func lines(_ metric: ReportMetric, _ money: [Currency: Money]) -> [ReportLine] {
        let amount: KeyPath<Money, Cents> =
            switch metric {
            case .paidIn: \.paidIn
            case .allocated: \.allocated
            default: \.paidOut
            }
        let lines = Currency.allCases.compactMap { currency in
            money[currency].map { ReportLine(metric, $0[keyPath: amount], currency) }
        }
        return lines.isEmpty ? [ReportLine(metric, value: nil, text: "Nothing")] : lines
    }

    private func costs(_ metric: ReportMetric, per count: KeyPath<FundedCohort, ShownCount>) -> [ReportLine] {
        let impact = PartnerImpact(funded: [:], cohorts: cohorts)
        let lines = impact.currencies.map { ReportLine(metric, impact.cost($0, per: count), $0) }
        return lines.isEmpty ? [ReportLine(metric, value: nil, text: "–")] : lines
    }

    /// Where people stood when they were first measured, and where they stand.
    private var identity: [ReportLine] {
        let times: [(word: String, levels: KeyPath<CohortFigures, [Int: Int]>, label: String)] = [
            ("first", \.startingLevels, "at first"), ("now", \.identityLevels, "now"),
        ]
        let lines = times.flatMap { time -> [ReportLine] in
            guard let (shares, rest) = levels(time.levels) else { return [] }
            let shown = shares.sorted { $0.key < $1.key }.map { level, share in
                level == Self.unmeasured
                    ? ReportLine(.identity, "\(time.word).none", "Not measured \(time.label)", share: share)
                    : ReportLine(.identity, "\(time.word).L\(level)", "At L\(level) \(time.label)", share: share)
            }
            let hidden = ReportLine(
                .identity, "\(time.word).hidden", "At levels with too few to show, \(time.label)", share: rest)
            return shown + (rest.count > 0 ? [hidden] : [])
        }
        return lines.isEmpty ? [hidden(.identity)] : lines
    }
}
