import Kernel
import Notices

extension NoticeLetter {
    /// A payee's own statement of a time as PDF, exactly as its page shows it.
    static func statement(_ statement: Statement, to payee: Payee) -> NoticeLetter {
        precondition(statement.holder == .payee(payee.id), "a statement goes to nobody but its payee")
        let time = "\(statement.from)-\(statement.to)"
        return NoticeLetter(
            Notice.Matter(
                "statement", "\(statement.currency.rawValue) \(statement.from) \(statement.to)",
                content: Array(statement.text.text.utf8)),
            to: payee.party, name: payee.name, address: payee.address?.email, template: "mail/statement",
            context: [
                "statement": [
                    "from": Value(statement.from), "to": Value(statement.to),
                    "currency": .string(statement.currency.rawValue),
                ]
            ], file: File(name: "statement-\(time).pdf", type: "application/pdf") { try statement.pdf() })
    }

    /// The news that a payout was marked.
    static func payout(_ payout: Payout, to payee: Payee) -> NoticeLetter {
        precondition(payout.payee == payee.id, "a payout is told to nobody but its payee")
        let amount = payout.currency.shown(payout.amount)
        return NoticeLetter(
            Notice.Matter(
                PayoutNotices.about, payout.id.description,
                content: Array("\(amount) \(payout.paidOn) \(payout.reference)".utf8)),
            to: payee.party, name: payee.name, address: payee.address?.email, template: "mail/payout",
            context: [
                "payout": [
                    "amount": .string(amount), "paid_on": Value(payout.paidOn),
                    "method": .string(payout.methodNote ?? payout.method.label),
                    "reference": .string(payout.reference),
                ]
            ])
    }
}
