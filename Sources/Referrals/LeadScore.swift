import Kernel

/// How good a lead looks, 0 to 100: a pure function of what was told and of weights, so that the same lead has the same score,
/// and each part says what it gave (G19).
package struct LeadScore: Sendable, Equatable {
    package enum Part: String, Sendable, CaseIterable {
        case contact, identity, revenue
        case timeInBusiness = "time_in_business"
        case need, credit

        package var label: String {
            switch self {
            case .contact: "How to reach the merchant"
            case .identity: "Who the merchant is"
            case .revenue: "Revenue in a month"
            case .timeInBusiness: "Time in business"
            case .need: "What is asked for, against revenue"
            case .credit: "Credit score"
            }
        }
    }

    /// Grows when the rule below changes.
    package static let rule = 1

    package let total: Int
    /// What each part reached, in hundredths, and its weight.
    package let parts: [(part: Part, percent: Int, weight: Int)]
    /// Of the weights; 0: the program's own.
    package let version: Int

    package static func == (left: Self, right: Self) -> Bool {
        left.total == right.total && left.version == right.version
            && left.parts.map(\.percent) == right.parts.map(\.percent)
    }

    package init(_ lead: LeadContent, _ weights: LeadWeights) {
        parts = Part.allCases.map { ($0, Self.percent($0, lead), weights[$0]) }
        let whole = weights.sum
        let reached = parts.reduce(0) { $0 + Int64($1.percent * $1.weight) }
        total = Int(Rounding.halfEven(reached, over: Int64(whole)))
        version = weights.version
    }

    private static func percent(_ part: Part, _ lead: LeadContent) -> Int {
        switch part {
        case .contact: share([lead.contactName != nil, lead.email != nil, lead.phone != nil])
        case .identity: share([lead.ein != nil, lead.state != nil, lead.industry != nil])
        case .revenue:
            step(lead.monthlyRevenue?.count, [(10_000_000, 100), (5_000_000, 80), (2_000_000, 50), (1_000_000, 25)])
        case .timeInBusiness: step(lead.monthsInBusiness.map(Int64.init), [(24, 100), (12, 60), (6, 30)])
        case .need: need(lead)
        case .credit: step(lead.fico.map(Int64.init), [(680, 100), (600, 60), (550, 30)])
        }
    }

    private static func share(_ given: [Bool]) -> Int { given.count(where: \.self) * 100 / given.count }

    /// What the first step gives that is reached.
    private static func step(_ value: Int64?, _ steps: [(from: Int64, percent: Int)]) -> Int {
        guard let value else { return 0 }
        return steps.first { value >= $0.from }?.percent ?? 0
    }

    /// Up to one and a half months' revenue is usual, up to three is much.
    private static func need(_ lead: LeadContent) -> Int {
        guard let amount = lead.requestedAmount, amount > .zero else { return 0 }
        guard let revenue = lead.monthlyRevenue, revenue > .zero else { return 30 }
        if amount.count * 2 <= revenue.count * 3 { return 100 }
        return amount.count <= revenue.count * 3 ? 50 : 10
    }

    package var value: Value {
        [
            "score": Value(total), "version": Value(version), "rule": Value(Self.rule), "parts": partsValue,
        ]
    }

    /// As it is stored beside the lead.
    var partsValue: Value {
        .list(
            parts.map { part, percent, weight in
                [
                    "part": .string(part.rawValue), "label": .string(part.label), "percent": Value(percent),
                    "weight": Value(weight),
                ]
            })
    }
}
