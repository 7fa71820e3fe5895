/// Where decisions part from what was said: values that fulfil a bound and are declined for it all the same. Pure.
package struct Drift: Equatable, Sendable {
    /// Fewer cases show nothing.
    package static let leastCases = 8
    /// A funder that does as it says is told of once in more than so many looks, even one that declines every other case.
    static let leastEvidence = 20.0

    package struct Case: Sendable {
        package let value: Int64
        /// Declined for the reason that the bound is about.
        package let isHit: Bool

        package init(_ value: Int64, isHit: Bool) {
            self.value = value
            self.isHit = isHit
        }
    }

    package enum Side: String, Sendable {
        case atLeast = "at_least"
        case atMost = "at_most"
    }

    package let share: Share
    /// From the value next to the bound to the last one that is declined more often than not.
    package let from: Int64
    package let to: Int64

    /// Nil where the cases do not show it. All of them fulfil the bound; those next to it come first: declines are counted
    /// on, the others against them, and the run ends where that sum is highest.
    package init?(_ cases: [Case], _ side: Side) {
        // What has one value belongs together.
        let groups = Dictionary(grouping: cases, by: \.value).sorted { one, other in
            side == .atLeast ? one.key < other.key : one.key > other.key
        }
        var (sum, best, hits, count) = (0, 0, 0, 0)
        var end: (share: Share, value: Int64)?
        for (value, group) in groups {
            let declined = group.count(where: \.isHit)
            sum += 2 * declined - group.count
            hits += declined
            count += group.count
            if sum > best {
                best = sum
                end = (Share(hits, of: count), value)
            }
        }
        guard let end, let first = groups.first, Self.shows(end.share) else { return nil }
        share = end.share
        from = first.key
        to = end.value
    }

    /// Whether declines are the rule: enough cases, and enough evidence though the run was chosen by what it shows.
    package static func shows(_ share: Share) -> Bool {
        share.cases >= leastCases && share.evidence >= leastEvidence
    }
}
