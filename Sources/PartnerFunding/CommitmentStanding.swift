import Kernel
import Ledger
import Storage
import Web

/// What of a commitment is promised, came in, is allocated and is spent: the ledger's sums, in its currency.
package struct CommitmentStanding: Sendable, Equatable {
    /// So far, where it is open-ended; of one that is cancelled, what came in.
    package let promised: Cents
    package let received: Cents
    /// Paid in and not disbursed.
    package let unspent: Cents
    /// Reserved for cohorts and not released.
    package let planned: Cents
    /// Released and not disbursed.
    package let held: Cents
    /// What cohorts may still have of it.
    package let open: Cents

    package var disbursed: Cents { received - unspent }
    /// What is promised and not disbursed.
    package var remaining: Cents { promised - disbursed }
    /// The part of what is promised that is disbursed, in tenths of a percent, rounded down: never above 1000.
    package var utilisation: Int64 {
        promised > .zero ? Int64(Int128(disbursed.count) * 1000 / Int128(promised.count)) : 0
    }

    package static func of(_ commitment: Commitment, at now: Moment, _ db: Connection) throws -> CommitmentStanding {
        let capital = Capital(tenant: commitment.tenant, by: .system("partners"), at: now)
        let receipts = try CommitmentReceipt.of(commitment.id, tenant: commitment.tenant, db)
        let received = CommitmentReceipt.sum(receipts)
        let promised = commitment.state.isEnded ? received : commitment.terms.promised(on: now.day)
        let paidIn = try capital.totals(.capital, of: commitment, db)
        let unallocated = try capital.totals(.open, of: commitment, db)
        let unpaid = try capital.totals(.promised, of: commitment, db).balance(on: .debit)
        // Cycles that have begun are booked when something is done with the commitment.
        let unbooked = commitment.state.takesAllocations ? promised - received - unpaid : .zero
        return CommitmentStanding(
            promised: promised, received: received, unspent: paidIn.balance(on: .debit),
            planned: unallocated.pendingDebit, held: paidIn.pendingCredit,
            open: commitment.state.takesAllocations ? unallocated.lowest(on: .credit) + unbooked : .zero)
    }

    /// Whether anything that a partner paid in is not spent (F16).
    package static func isUnspent(_ partner: Partner, at now: Moment, _ db: Connection) throws -> Bool {
        var after: Cursor?
        repeat {
            let page = try Commitment.list(
                .init(partner: partner.id), page: PageRequest(limit: PageRequest.largest, after: after),
                tenant: partner.tenant, db)
            for commitment in page.items where try of(commitment, at: now, db).unspent > .zero { return true }
            after = page.next
        } while after != nil
        return false
    }

    func value(_ currency: Currency) -> Value {
        func text(_ amount: Cents) -> Value { .string("\(currency.symbol)\(amount.grouped)") }
        let amounts: [(name: String, amount: Cents)] = [
            ("promised", promised), ("received", received), ("outstanding", promised - received),
            ("unspent", unspent), ("planned", planned), ("held", held), ("open", open), ("disbursed", disbursed),
        ]
        var fields = Value.Fields()
        for (name, amount) in amounts {
            fields[name] = .string(amount.decimal)
            fields["\(name)_text"] = text(amount)
        }
        fields["utilisation"] = .string("\(utilisation / 10).\(utilisation % 10)")
        fields["is_funded"] = .bool(received > .zero && received >= promised)
        return .object(fields)
    }
}
