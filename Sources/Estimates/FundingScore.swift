/// How well a funder suits a case by the office's own history, from 0 to 100, with the counts that it follows from. Pure:
/// the same counts give the same score.
package struct FundingScore: Equatable, Sendable {
    /// Grows when a weight or a rule of the reckoning changes.
    package static let version = "score:1"
    /// So many cases of the office's average stand beside a funder's own.
    package static let priorCases = 8
    /// With fewer cases of its own a funder's score says little yet.
    package static let fewCases = 8

    package enum Kind: String, CaseIterable, Sendable {
        case answers, approvals, deals, speed, size

        /// Of 100.
        package var weight: Int {
            switch self {
            case .answers: 15
            case .approvals: 35
            case .deals: 20
            case .speed: 10
            case .size: 20
            }
        }
    }

    package struct Part: Equatable, Sendable {
        package let kind: Kind
        package let share: Share
        /// In thousandths, drawn towards what the office usually sees.
        package let counted: Int
    }

    package let parts: [Part]
    /// The funder's own submissions that were counted.
    package let cases: Int

    package var isThin: Bool { cases < Self.fewCases }

    /// From 0 to 100, rounded half up.
    package var points: Int {
        let weights = parts.reduce(0) { $0 + $1.kind.weight }
        guard weights > 0 else { return 0 }
        return (parts.reduce(0) { $0 + $1.kind.weight * $1.counted } + weights * 5) / (weights * 10)
    }

    /// `size`: the funder's cases of the size that is asked for; nil leaves that part out, as a funder's rating does.
    package init(_ own: PastCases, size: PastCases?, office: PastCases) {
        /// What the office usually sees; without a case, one half.
        func usual(_ share: Share) -> Int { share.shrunk(to: 500, weight: Self.priorCases) }
        func part(_ kind: Kind, _ share: Share, prior: Int) -> Part {
            Part(kind: kind, share: share, counted: share.shrunk(to: prior, weight: Self.priorCases))
        }
        let approvals = part(.approvals, own.approvals, prior: usual(office.approvals))
        var parts = [
            part(.answers, own.answers, prior: usual(office.answers)), approvals,
            part(.deals, own.deals, prior: usual(office.deals)),
            part(.speed, own.speed, prior: usual(office.speed)),
        ]
        if let size { parts.append(part(.size, size.approvals, prior: approvals.counted)) }
        self.parts = parts
        cases = own.sent
    }
}

extension FundingScore.Part {
    /// `Offers: 12 of 31 (39 %), counted as 37 %`
    package var sentence: String {
        guard let percent = share.percent else { return "\(words): no case yet, counted as \(counted / 10) %" }
        return "\(words): \(share.hits) of \(share.cases) (\(percent) %), counted as \(counted / 10) %"
    }

    package var words: String {
        switch kind {
        case .answers: "Answers"
        case .approvals: "Offers"
        case .deals: "Funded among offers"
        case .speed: "Answered within a business day"
        case .size: "Offers at this size"
        }
    }
}
