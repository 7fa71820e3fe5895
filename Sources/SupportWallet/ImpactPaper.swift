import Documents
import Kernel

/// A summary on paper: the participant's or the full one.
struct ImpactPaper: Sendable {
    let summary: ImpactSummary
    /// The wallet's figures; nil for the participant.
    let balance: WalletBalance?
    let office: String
    let now: Moment

    func render() throws -> [UInt8] {
        var paper = PaperDocument(title: "Impact Summary", sender: office, reference: summary.reference)
        paper.titleLines = [summary.cohort, "\(now.day)"]
        paper.blocks = [
            .heading("Transformation"), .form([transformation]), .heading("Support"),
            .paragraph(summary.support.words.joined(separator: " · ")), .heading("What was done"), .form([behaviour]),
        ]
        if let balance {
            let rows = balance.spent.sorted { $0.key.rawValue < $1.key.rawValue }.filter { $0.value > .zero }
                .map { [$0.key.label, balance.currency.shown($0.value)] }
            paper.blocks += [
                .heading("Budget"),
                .form([
                    [
                        .init("Allocated", balance.currency.shown(balance.allocated)),
                        .init("Spent", balance.currency.shown(balance.totalSpent)),
                        .init("Signal", summary.support.band?.label),
                    ]
                ]), .table([.init("Category"), .init("Spent", isRight: true)], rows: rows),
            ]
        }
        return try paper.render(date: now)
    }

    private var transformation: [PaperDocument.Field] {
        let told = summary.transformation
        let levels = [told.firstLevel, told.level].compactMap { $0.map { "L\($0)" } }
        return [
            .init("Identity", levels.isEmpty ? nil : levels.joined(separator: " to ")),
            .init("Evenness of the three skills", told.skills.map { "\($0.balance) %" }),
            .init("Days to the first income", told.daysToFirstIncome.map { "\($0)" }),
        ]
    }

    private var behaviour: [PaperDocument.Field] {
        let told = summary.behaviour
        return [
            .init("Attempts", "\(told.attempts)"), .init("Longest run of weeks", "\(told.longestStreakWeeks)"),
            .init("In the arena", "\(told.arenaAttempts)"), .init("Missions tried again", "\(told.iterations)"),
        ]
    }
}
