/// What an account is in the balance sheet or the income statement.
package enum AccountKind: String, Sendable, CaseIterable {
    case asset
    case liability
    case equity
    case income
    case expense
}

/// Whose account it is: one for the office, or one for each record of a kind.
package enum AccountScope: String, Sendable, CaseIterable {
    case office
    case funder
    case payee
    case commitment
    case cohort
    case referrer
    case orgNode = "org_node"
    case participant
}
