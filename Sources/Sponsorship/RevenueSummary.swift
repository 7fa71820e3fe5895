import Kernel
import Storage
import Web

/// What nodes earned in a time, by where it came from: the sums of the entries on their income accounts and nothing else, so
/// that nothing counts twice (H13).
package struct RevenueSummary: Sendable {
    package enum Source: String, Sendable, CaseIterable {
        case sponsorship
        case grant
        case licenceFee = "licence_fee"
        case competitionFee = "competition_fee"

        var account: NodeBooks.Account {
            switch self {
            case .sponsorship: .sponsorship
            case .grant: .grants
            case .licenceFee: .licenceFees
            case .competitionFee: .competitionFees
            }
        }

        package var label: String {
            switch self {
            case .sponsorship: "Sponsorship"
            case .grant: "Grants"
            case .licenceFee: "Licence fees"
            case .competitionFee: "Competition fees"
            }
        }
    }

    /// Which entries are wanted.
    package struct Wish: Sendable {
        package var from: Day?
        package var to: Day?
        /// It and all beneath it.
        package var node: OrgNode.ID?
        package var source: Source?

        package init() {}
    }

    /// What one node earned from one source in one currency.
    package struct Line: Sendable {
        package let node: OrgNode.ID
        package let name: String
        package let code: String
        package let source: Source
        package let currency: Currency
        package let amount: Cents
        package let entries: Int
    }

    package let lines: [Line]

    package static func of(_ wish: Wish, _ scope: NodeScope, _ db: Connection) throws -> RevenueSummary {
        let accounts = (wish.source.map { [$0] } ?? Source.allCases).map(\.account.rawValue)
        var conditions: [SQL] = [
            "org_entry.tenant_id = \(scope.tenant)", "ledger_account.code IN \(list: accounts)",
            scope.sees("org_entry.node_id"),
        ]
        if let from = wish.from { conditions.append("ledger_row.day >= \(from)") }
        if let to = wish.to { conditions.append("ledger_row.day <= \(to)") }
        if let node = wish.node {
            conditions.append(OrgNode.beneath(node, "org_entry.node_id", tenant: scope.tenant))
        }
        let rows = try db.rows(
            """
            SELECT org_node.id, org_node.name, org_node.code AS node_code, ledger_account.code AS account,
                   ledger_account.currency, count(*) AS entries,
                   CAST(sum(CASE WHEN ledger_entry.side = 'credit' THEN ledger_entry.amount_cents
                                 ELSE 0 - ledger_entry.amount_cents END) AS BIGINT) AS amount_cents
              FROM org_entry
              JOIN ledger_entry ON ledger_entry.tenant_id = org_entry.tenant_id AND ledger_entry.seq = org_entry.seq
                               AND ledger_entry.leg = org_entry.leg
              JOIN ledger_row ON ledger_row.tenant_id = org_entry.tenant_id AND ledger_row.seq = org_entry.seq
              JOIN ledger_account ON ledger_account.id = ledger_entry.account_id
              JOIN org_node ON org_node.tenant_id = org_entry.tenant_id AND org_node.id = org_entry.node_id
             WHERE \(part: .all(conditions))
             GROUP BY org_node.id, org_node.name, org_node.name_key, org_node.code, ledger_account.code,
                      ledger_account.currency
             ORDER BY org_node.name_key, org_node.id, ledger_account.code, ledger_account.currency
            """)
        return RevenueSummary(
            lines: try rows.compactMap { row in
                let account: String = try row["account"]
                guard let source = Source.allCases.first(where: { $0.account.rawValue == account }) else { return nil }
                return Line(
                    node: try row["id"], name: try row["name"], code: try row["node_code"], source: source,
                    currency: try row["currency"], amount: try row["amount_cents"], entries: try row["entries"])
            })
    }

    /// By source, in the order of the sources, and all together; each currency by itself.
    var totals: [(source: Source?, currency: Currency, amount: Cents)] {
        Currency.allCases.flatMap { currency in
            let own = lines.filter { $0.currency == currency }
            guard !own.isEmpty else { return [(source: Source?, currency: Currency, amount: Cents)]() }
            return Source.allCases.compactMap { source in
                let some = own.filter { $0.source == source }
                return some.isEmpty ? nil : (source, currency, some.reduce(.zero) { $0 + $1.amount })
            } + [(nil, currency, own.reduce(.zero) { $0 + $1.amount })]
        }
    }

    package var value: Value {
        [
            "items": .list(
                lines.map { line in
                    [
                        "node": Value(line.node), "name": .string(line.name), "code": .string(line.code),
                        "source": .string(line.source.rawValue), "source_label": .string(line.source.label),
                        "currency": .string(line.currency.rawValue), "amount": .string(line.amount.decimal),
                        "amount_text": .string(line.currency.shown(line.amount)), "entries": Value(line.entries),
                    ]
                }), "next": .null,
            "totals": .list(
                totals.map { total in
                    [
                        "source": Value(total.source?.rawValue), "label": .string(total.source?.label ?? "Together"),
                        "currency": .string(total.currency.rawValue), "amount": .string(total.amount.decimal),
                        "amount_text": .string(total.currency.shown(total.amount)),
                        "is_all": .bool(total.source == nil),
                    ]
                }),
            "charts": charts,
        ]
    }
}
