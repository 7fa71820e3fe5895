import Storage

/// What a wallet's money goes into: the four kinds of support in their order, and what running the programme costs (I05, I08).
package enum WalletCategory: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case data, transport, tools, cash, overhead

    /// The account that it is booked on.
    var account: String { "wallet.\(rawValue)" }

    package var label: String {
        switch self {
        case .data: "Data and airtime"
        case .transport: "Transport"
        case .tools: "Tools"
        case .cash: "Cash"
        case .overhead: "Overhead"
        }
    }

    /// The kinds of accounts of a wallet: what may still be given, and what was given.
    static let accounts = ["wallet.available"] + allCases.map(\.account)
}
