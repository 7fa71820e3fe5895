import Kernel

/// A count of people as partners may see it (F44): none, or five and more. What is left of a whole must be so too, because
/// whoever knows the whole could work it out. Sums are of what each cohort shows, so that no difference of two tells more.
package enum ShownCount: Sendable, Equatable {
    case exact(Int)
    /// Too few, or all but too few; `atLeast` is what may be said.
    case hidden(atLeast: Int)

    package static let least = 5

    /// Whether a count tells of so few people that one may know who they are.
    static func isTelling(_ count: Int) -> Bool { (1..<least).contains(count) }

    /// `wholes` are counts of which it is a part.
    package init(_ count: Int, of wholes: Int...) {
        let isSmall = Self.isTelling(count) || wholes.contains(where: Self.isTelling)
        let nearly = isSmall ? nil : wholes.filter { Self.isTelling($0 - count) }.min()
        self = isSmall ? .hidden(atLeast: 0) : nearly.map { .hidden(atLeast: $0 - Self.least + 1) } ?? .exact(count)
    }

    package static func + (left: Self, right: Self) -> Self {
        if case (.exact(let first), .exact(let second)) = (left, right) { return .exact(first + second) }
        return .hidden(atLeast: left.least + right.least)
    }

    /// What is sure.
    package var least: Int {
        switch self {
        case .exact(let count), .hidden(let count): count
        }
    }

    /// Nil where it is hidden.
    package var count: Int? { if case .exact(let count) = self { count } else { nil } }

    package var text: String {
        switch self {
        case .exact(let count): "\(count)"
        case .hidden(0): "Too few"
        case .hidden(let least): "\(least) or more"
        }
    }
}

extension Sequence<ShownCount> {
    package var sum: ShownCount { reduce(.exact(0), +) }
}
