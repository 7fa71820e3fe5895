import Kernel
import Storage
import Web

/// What of a commitment is promised, came in and is unspent: the ledger's sums, in its currency.
package struct CommitmentStanding: Sendable, Equatable {
    /// So far, where it is open-ended; of one that is cancelled, what came in.
    package let promised: Cents
    package let received: Cents
    package let unspent: Cents

    package static func of(_ commitment: Commitment, at now: Moment, _ db: Connection) throws -> CommitmentStanding {
        let capital = Capital(tenant: commitment.tenant, by: .system("partners"), at: now)
        let receipts = try CommitmentReceipt.of(commitment.id, tenant: commitment.tenant, db)
        let received = CommitmentReceipt.sum(receipts)
        let promised =
            switch commitment.state {
            case .declined, .cancelled: received
            case .submitted, .changesRequested, .approved: commitment.terms.promised(on: now.day)
            }
        return CommitmentStanding(
            promised: promised, received: received, unspent: try capital.unspent(commitment, db))
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
        return [
            "promised": .string(promised.decimal), "promised_text": text(promised),
            "received": .string(received.decimal), "received_text": text(received),
            "outstanding_text": text(promised - received),
            "unspent": .string(unspent.decimal), "unspent_text": text(unspent),
            "is_funded": .bool(received > .zero && received >= promised),
        ]
    }
}
