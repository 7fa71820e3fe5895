import Glibc

extension Share {
    /// How many times likelier the cases are if hits are the rule than if they come out like the toss of a coin: half of
    /// the weight lies on nine in ten, half is spread evenly over all shares above one half. Where hits are no rule, the
    /// chance that it ever reaches n as cases are counted on is below 1 : n, wherever the count is stopped (Ville's
    /// inequality), so that a run may be chosen by what it shows.
    package var evidence: Double {
        let spread = Self.shares.reduce(0.0) { $0 + likelihood(of: $1) } / Double(Self.shares.count)
        return (likelihood(of: 0.9) + spread) / 2
    }

    private static let shares = (0..<100).map { 0.5 + 0.5 * (Double($0) + 0.5) / 100 }

    /// Beside that of one half.
    private func likelihood(of share: Double) -> Double {
        exp(Double(hits) * log(2 * share) + Double(cases - hits) * log(2 * (1 - share)))
    }
}
