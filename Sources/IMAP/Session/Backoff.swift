import Kernel

/// How long to wait before the next connection: doubled after each failure up to a limit, spread by chance so that
/// many mailboxes do not come back at the same moment.
package struct Backoff: Equatable, Sendable {
    private let shortest: Span
    private let longest: Span
    /// Failures since the last success.
    package private(set) var failures = 0

    package init(shortest: Span = .seconds(1), longest: Span = .minutes(5)) {
        self.shortest = shortest
        self.longest = longest
    }

    /// Counts a failure; the answer lies between half the doubled span and all of it, where `chance` (any random
    /// number) chooses.
    package mutating func failed(chance: UInt64) -> Span {
        let doublings = min(failures, 30)
        failures += 1
        let whole = min(longest.milliseconds, shortest.milliseconds << Int64(doublings))
        let half = whole / 2
        return .milliseconds(half + Int64(chance % UInt64(max(1, whole - half + 1))))
    }

    package mutating func succeeded() { failures = 0 }
}
