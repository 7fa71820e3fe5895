import Cohorts

/// The accounts of a wallet, by what its money becomes.
extension SupportType {
    /// The account that it is booked on.
    var account: String { "wallet.\(rawValue)" }

    /// The kinds of accounts of a wallet: what may still be given, and what was given.
    static let accounts = ["wallet.available"] + allCases.map(\.account)
}
