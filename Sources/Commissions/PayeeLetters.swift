import Kernel
import Notices
import Storage

extension NoticeLetter {
    /// A payee's own statement of a time as PDF, exactly as its page shows it.
    static func statement(
        _ id: Payee.ID, _ time: StatementTime, tenant: TenantID, _ db: Connection
    ) throws -> (letter: NoticeLetter, statement: Statement) {
        let statement = try Statement.of(id, time.currency, from: time.from, to: time.to, tenant: tenant, db)
        precondition(statement.holder == .payee(id), "a statement goes to nobody but its payee")
        let payee = try Payee.find(id, tenant: tenant, db)
        let name = "statement-\(statement.from)-\(statement.to).pdf"
        let letter = NoticeLetter(
            Notice.Matter(
                "statement", "\(statement.currency.rawValue) \(statement.from) \(statement.to)",
                content: Array(statement.text.text.utf8)),
            to: payee.party, name: payee.name, address: payee.address?.email, template: "mail/statement",
            context: [
                "statement": [
                    "from": Value(statement.from), "to": Value(statement.to),
                    "currency": .string(statement.currency.rawValue),
                ]
            ], file: File(name: name, type: "application/pdf") { try statement.pdf() },
            anew: { try .statement(id, time, tenant: tenant, $0).letter })
        return (letter, statement)
    }

    /// The news that a payout was marked, which the program tells by itself; nil where it does not: the office turned that
    /// off, the payout was taken back, or mails came back from the payee's address.
    static func payout(_ id: Payout.ID, tenant: TenantID, _ db: Connection) throws -> NoticeLetter? {
        let payout = try Payout.find(id, tenant: tenant, db)
        let payee = try Payee.find(payout.payee, tenant: tenant, db)
        guard try PayoutNotices.since(tenant: tenant, db) != nil, payout.state == .booked,
            try payee.stop(tenant: tenant, db) == nil
        else { return nil }
        return of(payout, to: payee, about: PayoutNotices.about, template: "mail/payout") {
            try .payout(id, tenant: tenant, $0)
        }
    }

    /// The news that a payout, of which its payee was told, was taken back; nil where that is not told.
    static func takenBack(_ id: Payout.ID, tenant: TenantID, _ db: Connection) throws -> NoticeLetter? {
        let payout = try Payout.find(id, tenant: tenant, db)
        let payee = try Payee.find(payout.payee, tenant: tenant, db)
        guard try PayoutNotices.since(tenant: tenant, db) != nil, payout.state == .reversed,
            try payee.stop(tenant: tenant, db) == nil,
            try Notice.standing(matter(payout, PayoutNotices.about), to: payee.party, tenant: tenant, db) != nil
        else { return nil }
        return of(payout, to: payee, about: PayoutNotices.aboutBack, template: "mail/payout-back") {
            try .takenBack(id, tenant: tenant, $0)
        }
    }

    private static func matter(_ payout: Payout, _ about: String) -> Notice.Matter {
        let amount = payout.currency.shown(payout.amount)
        return Notice.Matter(
            about, payout.id.description, content: Array("\(amount) \(payout.paidOn) \(payout.reference)".utf8))
    }

    private static func of(
        _ payout: Payout, to payee: Payee, about: String, template: String,
        anew: @escaping @Sendable (Connection) throws -> NoticeLetter?
    ) -> NoticeLetter {
        NoticeLetter(
            matter(payout, about), to: payee.party, name: payee.name, address: payee.address?.email,
            template: template,
            context: [
                "payout": [
                    "amount": .string(payout.currency.shown(payout.amount)), "paid_on": Value(payout.paidOn),
                    "method": .string(payout.methodNote ?? payout.method.label),
                    "reference": .string(payout.reference),
                ]
            ], anew: anew)
    }
}
