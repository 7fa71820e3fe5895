import Kernel
import Ledger
import Storage
import Web

/// What of a commitment is promised, came in, is allocated and is spent: the ledger's sums, in its currency.
package struct CommitmentStanding: Sendable, Equatable {
    /// So far, where it is open-ended, and without what no cycle can use any more; of one that is cancelled, what came in.
    package let promised: Cents
    /// What came in, less what was paid back, and with what was carried over.
    package let received: Cents
    /// Paid in and not disbursed.
    package private(set) var unspent: Cents
    /// Reserved for cohorts and not released.
    package let planned: Cents
    /// Released and not disbursed.
    package private(set) var held: Cents
    /// What cohorts may still have of it.
    package let open: Cents

    package var disbursed: Cents { received - unspent }
    /// Paid in and not released.
    package var unreleased: Cents { unspent - held }
    /// What is promised and not disbursed.
    package var remaining: Cents { promised - disbursed }
    /// Whether all that is promised came in.
    package var isFunded: Bool { received > .zero && received >= promised }
    /// The part of what is promised that is disbursed, in tenths of a percent, rounded down: never above 1000.
    package var utilisation: Int64 {
        promised > .zero ? Int64(Int128(disbursed.count) * 1000 / Int128(promised.count)) : 0
    }

    /// As somebody reads it who is not told of some of what was paid out.
    func telling(without untold: Cents) -> CommitmentStanding {
        var told = self
        (told.unspent, told.held) = (unspent + untold, held + untold)
        return told
    }

    package static func of(_ commitment: Commitment, at now: Moment, _ db: Connection) throws -> CommitmentStanding {
        guard let found = try of([commitment], at: now, db)[commitment.id] else {
            preconditionFailure("every commitment has its sums")
        }
        return found
    }

    package static func of(
        _ commitments: [Commitment], at now: Moment, _ db: Connection
    ) throws -> [Commitment.ID: CommitmentStanding] {
        guard let tenant = commitments.first?.tenant else { return [:] }
        var received: [Commitment.ID: Cents] = [:]
        for some in commitments.batches {
            let rows = try db.rows(
                """
                SELECT commitment_id, CAST(sum(amount_cents) AS BIGINT) AS amount_cents FROM commitment_receipt
                 WHERE tenant_id = \(tenant) AND state = 'booked'
                   AND commitment_id IN \(list: some.map(\.id))
                 GROUP BY commitment_id
                """)
            for row in rows { received[try row["commitment_id"]] = try row["amount_cents"] }
        }
        for (commitment, amount) in try CapitalReturn.sums(tenant: tenant, db) {
            received[commitment] = (received[commitment] ?? .zero) - amount
        }
        let unused = try UnusedCycles.letGo(of: commitments, db)
        var totals: [Capital.Place: AccountTotals] = [:]
        let accounts: [Capital.Account] = [.promised, .capital, .open]
        let booked = try LedgerAccount.all(
            accounts.map(\.code), of: commitments.map(\.id.description), tenant: tenant, db)
        for (account, sums) in booked { totals[Capital.Place(account)] = sums }
        let pairs = commitments.map { commitment in
            func sums(_ account: Capital.Account) -> AccountTotals {
                totals[Capital.Place(account, of: commitment)] ?? AccountTotals()
            }
            return (
                commitment.id,
                CommitmentStanding(
                    commitment, received: received[commitment.id] ?? .zero, unused: unused[commitment.id] ?? .zero,
                    at: now, promised: sums(.promised), capital: sums(.capital), open: sums(.open))
            )
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    private init(
        _ commitment: Commitment, received: Cents, unused: Cents, at now: Moment,
        promised unpaid: AccountTotals, capital: AccountTotals, open: AccountTotals
    ) {
        let takes = commitment.state.takesAllocations
        promised = commitment.state.isEnded ? received : commitment.terms.promised(on: now.day) - unused
        self.received = received
        unspent = capital.balance(on: .debit)
        planned = open.pendingDebit
        held = capital.pendingCredit
        // Cycles that have begun are booked when something is done with the commitment.
        let unbooked = promised - received - unpaid.balance(on: .debit)
        self.open = takes ? open.lowest(on: .credit) + unbooked : .zero
    }

    /// When the last of it was booked, where all that is promised came in; nil before (F23).
    func fundedAt(_ commitment: Commitment, _ db: Connection) throws -> Moment? {
        guard isFunded else { return nil }
        let last: Moment?? = try db.value(
            """
            SELECT max(at)
              FROM (SELECT at FROM commitment_receipt
                     WHERE tenant_id = \(commitment.tenant) AND commitment_id = \(commitment.id) AND state = 'booked'
                    UNION ALL
                    SELECT at FROM commitment_return
                     WHERE tenant_id = \(commitment.tenant) AND carried_to_id = \(commitment.id)) AS came
            """)
        return last ?? nil
    }

    var utilisationText: String { "\(utilisation / 10).\(utilisation % 10)" }

    /// Whether anything that a partner paid in is not spent (F16).
    package static func isUnspent(_ partner: Partner, at now: Moment, _ db: Connection) throws -> Bool {
        let commitments = try Commitment.of([partner.id], tenant: partner.tenant, db)
        return try of(commitments, at: now, db).values.contains { $0.unspent > .zero }
    }

    func value(_ currency: Currency) -> Value {
        func text(_ amount: Cents) -> Value { .string(currency.shown(amount)) }
        let amounts: [(name: String, amount: Cents)] = [
            ("promised", promised), ("received", received), ("outstanding", promised - received),
            ("unspent", unspent), ("unreleased", unreleased), ("planned", planned), ("held", held), ("open", open),
            ("disbursed", disbursed),
        ]
        var fields = Value.Fields()
        for (name, amount) in amounts {
            fields[name] = .string(amount.decimal)
            fields["\(name)_text"] = text(amount)
        }
        fields["utilisation"] = .string(utilisationText)
        fields["has_unreleased"] = .bool(unreleased > .zero)
        fields["is_funded"] = .bool(isFunded)
        return .object(fields)
    }
}
