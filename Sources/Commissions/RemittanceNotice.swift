import Correspondence
import Deals
import Kernel
import Storage
import Submissions

/// A funder's mail that tells of a commission becomes a proposed line, never booked without a person, or where it says
/// exactly what is expected: the deal, the open amount, and a reference that was not booked before (E25).
package enum RemittanceNotice {
    /// What the mail says.
    package struct Told: Sendable {
        package let submission: Submission.ID
        package let amount: Cents
        /// Subject and newest text.
        package let text: String
        package let message: Message.ID
        package let day: Day

        package init(
            _ amount: Cents, on submission: Submission.ID, in text: String, of message: Message.ID, on day: Day
        ) {
            self.submission = submission
            self.amount = amount
            self.text = text
            self.message = message
            self.day = day
        }
    }

    /// Stores the notice as a remittance of one line, and books it where it is exact. A mail is stored once for a
    /// submission.
    package static func take(
        _ told: Told, tenant: TenantID, by who: Who, at now: Moment,
        onLoss: @escaping CommissionBook.LossEffect = CommissionLoss.noEffect, _ db: Connection
    ) throws {
        guard told.amount > .zero else { return }
        let submission = try Submission.find(told.submission, tenant: tenant, db)
        let currency: Currency? = try db.value(
            """
            SELECT currency FROM funded_deal
             WHERE tenant_id = \(tenant) AND application_id = \(submission.application)
               AND submission_id = \(submission.id) AND state = 'funded'
             ORDER BY id LIMIT 1
            """)
        var line = RemittanceLine(line: 1, amount: told.amount, currency: currency ?? .usd)
        let words = RemittanceWords(told.text, of: told.amount)
        switch words.direction {
        case .paid: break
        case .back: line.amount = .zero - told.amount
        case .unclear: line.doubt = "the mail does not say whether this was paid or taken back"
        }
        line.reference = submission.id.description
        line.trace = trace(in: told.text)
        line.paidOn = told.day
        let desk = RemittanceDesk(tenant: tenant, by: who, at: now, onLoss: onLoss)
        guard let stored = try desk.take(line, from: told.message, on: submission, db) else { return }
        // Promised money is no money: only what was paid is booked by itself, and nothing that was taken back once.
        guard try words.isPast && !Self.wasTakenBack(told.message, of: told.submission, tenant: tenant, db) else {
            return
        }
        let preview = try desk.preview(stored.id, db)
        guard preview.findings[0]?.isExact ?? false else { return }
        let booked = try db.attempt {
            try desk.confirm(stored.id, seen: preview.mark, reason: "the mail says deal, amount and trace", db)
        }
        // What the books refuse waits for a person, and the mail is filed all the same.
        do { _ = try booked.get() } catch is any Refusal {}
    }

    private static func wasTakenBack(
        _ message: Message.ID, of submission: Submission.ID, tenant: TenantID, _ db: Connection
    ) throws -> Bool {
        try db.value(
            """
            SELECT 1 FROM remittance
             WHERE tenant_id = \(tenant) AND message_id = \(message) AND submission_id = \(submission)
               AND is_retracted = 1
             LIMIT 1
            """, as: Int.self) != nil
    }

    /// Puts away what a mail proposed whose reading was taken back, so that its next reading can propose anew; what a person
    /// booked meanwhile stays.
    package static func takeBack(
        _ message: Message.ID, of submission: Submission.ID, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws {
        let id: Remittance.ID? = try db.value(
            """
            SELECT id FROM remittance
             WHERE tenant_id = \(tenant) AND message_id = \(message) AND submission_id = \(submission)
               AND state <> 'booked' AND is_retracted = 0
            """)
        guard let id else { return }
        try RemittanceDesk(tenant: tenant, by: who, at: now).retract(id, reason: "the reading was taken back", db)
    }

    /// Words that stand before a payment's reference.
    private static let marks = [
        "ach trace", "trace number", "trace no", "trace id", "trace", "confirmation number", "confirmation no",
        "confirmation", "payment reference", "payment id", "transaction id", "wire reference", "reference number",
    ]

    /// The payment's reference: what stands behind such a word and has a digit, 5 to 40 letters, digits and dashes long.
    /// Nil where the text names none, or two.
    static func trace(in text: String) -> String? {
        let words = text.split { $0.isWhitespace || "#:=.,;()[]<>".contains($0) }.map(String.init)
        var found: Set<String> = []
        for place in words.indices {
            for mark in marks {
                let parts = mark.split(separator: " ").map(String.init)
                guard place + parts.count < words.count,
                    zip(parts, words[place...]).allSatisfy({ $0 == $1.lowercased() })
                else { continue }
                var next = place + parts.count
                if ["is", "was", "number", "no", "id"].contains(words[next].lowercased()), next + 1 < words.count {
                    next += 1
                }
                if isReference(words[next]) { found.insert(words[next]) }
            }
        }
        return found.count == 1 ? found.first : nil
    }

    private static func isReference(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        return (5...40).contains(bytes.count) && bytes.contains { (48...57).contains($0) }
            && bytes.allSatisfy { (48...57).contains($0) || (65...90).contains($0 & 0xDF) || $0 == 45 }
    }
}
