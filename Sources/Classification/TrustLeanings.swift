import Glibc

/// How often readings such as this one were wholly right: learned from readings of labelled mails by tables that those mails had not taught.
struct TrustLeanings {
    let table: SignTable

    /// From 0 to 1; 0 where nothing was learned.
    func share(_ signs: TrustSigns) -> Double {
        guard !table.isEmpty else { return 0 }
        let score = table.scores { signs.each($0) }
        return 1 / (1 + exp(-(score.first ?? 0)))
    }
}
