import Kernel

/// The kinds of accounts that an office may have, as one table.
package enum ChartOfAccounts {
    /// One kind of account.
    package struct Line: Sendable, Equatable {
        package let code: String
        package let name: String
        package let kind: AccountKind
        /// The side on which it grows.
        package let normalSide: Side
        /// One account for the office, or one for each such record; each in one currency.
        package let scope: AccountScope
        /// The balance on the normal side is never below; an account may be opened with a bound of its own.
        package let floor: Cents?
        /// The balance on the normal side is never above.
        package let ceiling: Cents?

        package init(
            _ code: String, _ name: String, _ kind: AccountKind, _ normalSide: Side, for scope: AccountScope,
            neverBelow floor: Cents? = nil, neverAbove ceiling: Cents? = nil
        ) {
            self.code = code
            self.name = name
            self.kind = kind
            self.normalSide = normalSide
            self.scope = scope
            self.floor = floor
            self.ceiling = ceiling
        }
    }

    // swift-format-ignore
    package static let lines: [Line] = [
        //   code                     name                                              kind        grows on  for
        Line("bank",                  "Money at the bank",                              .asset,     .debit,   for: .office),
        Line("commission.expected",   "Commission that a funder will owe",              .asset,     .debit,   for: .funder, neverBelow: .zero),
        Line("commission.deferred",   "Commission expected and not yet earned",         .liability, .credit,  for: .office, neverBelow: .zero),
        Line("commission.receivable", "Commission that a funder owes",                  .asset,     .debit,   for: .funder, neverBelow: .zero),
        Line("commission.income",     "Commission earned",                              .income,    .credit,  for: .office),
        Line("commission.clawback",   "Commission clawed back",                         .income,    .debit,   for: .office),
        Line("share.deferred",        "Shares of commission that is not yet paid",      .asset,     .debit,   for: .office, neverBelow: .zero),
        Line("share.expected",        "Shares that a payee will have",                  .liability, .credit,  for: .payee,  neverBelow: .zero),
        Line("share.expense",         "Shares of commission given to payees",           .expense,   .debit,   for: .office),
        Line("share.payable",         "Shares of commission that a payee has",          .liability, .credit,  for: .payee),
        Line("share.reserve",         "Shares held back while they may be clawed back", .liability, .credit,  for: .payee,  neverBelow: .zero),
        Line("commitment.promised",   "Capital promised by a partner and not paid in",  .asset,     .debit,   for: .commitment, neverBelow: .zero),
        Line("commitment.capital",    "Capital of a commitment that is at the bank",    .asset,     .debit,   for: .commitment, neverBelow: .zero),
        Line("commitment.open",       "Capital promised that no cohort is to have yet", .liability, .credit,  for: .commitment, neverBelow: .zero),
        Line("support.wallet",        "Support that a cohort is to have",               .liability, .credit,  for: .cohort, neverBelow: .zero),
        Line("referral.cost",         "Credits given to referral partners",             .expense,   .debit,   for: .office),
        Line("referral.earned",       "What a referral partner earned",                 .liability, .credit,  for: .referrer),
        Line("referral.paid",         "What a referral partner was paid of it",         .liability, .debit,   for: .referrer, neverBelow: .zero),
        Line("node.bank",             "Money of a node at the bank",                    .asset,     .debit,   for: .orgNode),
        Line("node.grant_due",        "Grants promised to a node and not paid yet",     .asset,     .debit,   for: .orgNode, neverBelow: .zero),
        Line("node.due_from_nodes",   "Shares that another node owes a node",           .asset,     .debit,   for: .orgNode, neverBelow: .zero),
        Line("node.due_to_nodes",     "Shares that a node owes other nodes",            .liability, .credit,  for: .orgNode, neverBelow: .zero),
        Line("node.unallocated",      "Sponsors' money that no node has a share of",    .liability, .credit,  for: .orgNode, neverBelow: .zero),
        Line("node.sponsorship",      "Sponsorship of a node",                          .income,    .credit,  for: .orgNode),
        Line("node.grants",           "Grants to a node",                               .income,    .credit,  for: .orgNode),
        Line("node.licence_fees",     "Members' licence fees of a node",                .income,    .credit,  for: .orgNode),
        Line("node.competition_fees", "Members' competition fees of a node",            .income,    .credit,  for: .orgNode),
        Line("wallet.set_aside",      "Support set aside for a cohort's participants",  .asset,     .debit,   for: .cohort, neverBelow: .zero),
        Line("wallet.available",      "Support that a participant may still be given",  .liability, .credit,  for: .participant, neverBelow: .zero),
        Line("wallet.data",           "Data and airtime given to a participant",        .liability, .credit,  for: .participant, neverBelow: .zero),
        Line("wallet.transport",      "Transport given to a participant",               .liability, .credit,  for: .participant, neverBelow: .zero),
        Line("wallet.tools",          "Tools given to a participant",                   .liability, .credit,  for: .participant, neverBelow: .zero),
        Line("wallet.cash",           "Cash given to a participant",                    .liability, .credit,  for: .participant, neverBelow: .zero),
        Line("wallet.overhead",       "What running the programme costs for a participant", .liability, .credit, for: .participant, neverBelow: .zero),
        Line("rounding",              "Differences of rounding",                        .expense,   .debit,   for: .office),
    ]

    /// The line with that code; asking for another is a mistake of the program.
    package static func line(_ code: String) -> Line {
        guard let line = lines.first(where: { $0.code == code }) else {
            preconditionFailure("the chart of accounts has no \(code)")
        }
        return line
    }
}
