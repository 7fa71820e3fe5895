import Classification
import Correspondence
import Kernel
import Storage
import Submissions

/// A received mail beside its reading, as pages and programs see it.
enum MailView {
    static func value(of id: Message.ID, tenant: TenantID, _ db: Connection) throws -> Value {
        let message = try Message.find(id, tenant: tenant, db)
        let body = try Message.body(of: id, tenant: tenant, db)
        let readings = try StoredReading.of(id, tenant: tenant, db)
        let submissions = try MessageLink.submissions(of: id, tenant: tenant, db)
        var value = try message.summary(grade: nil, db).fields ?? Value.Fields()
        value["body"] = nil
        value["key"] = .string(message.key)
        value["in_reply_to"] = Value(message.inReplyTo)
        value["authentication"] = message.authentication
        value["authentication_failed"] = .bool(fails(message.authentication))
        value["defects"] = .list(message.defects.map(Value.string))
        value["submissions"] = .list(
            try submissions.map { try Submission.line($0, tenant: tenant, db).value })
        value["unknown_sender_of"] = try ReplyRoutes.unknownSender(
            of: message, submissions: submissions, tenant: tenant, db)
        let standing = readings.first(where: \.isStanding)
        if let standing { value["reading"] = self.reading(standing) }
        value["blocks"] = MarkedLetter(body, evidence: evidence(of: readings)).value
        value["form"] = ReadingForm.filled(standing?.reading)
        value["readings"] = .list(readings.map(reading))
        return .object(value)
    }

    private static func fails(_ authentication: Value) -> Bool {
        (authentication.list ?? []).contains { $0["method"]?.text == "dmarc" && $0["result"]?.text == "fail" }
    }

    static func reading(_ stored: StoredReading) -> Value {
        var value = stored.reading.fields ?? Value.Fields()
        value["reader"] = .string(stored.reader)
        value["is_by_person"] = .bool(stored.isByPerson)
        value["at"] = Value(stored.at)
        let outcome = value["outcome"]?.text.flatMap { Outcome(rawValue: $0) }
        value["outcome_label"] = Value(outcome?.label)
        value["also_labels"] = .list(
            (value["also"]?.list ?? []).compactMap { $0.text.flatMap { Outcome(rawValue: $0) } }.map {
                .string($0.label)
            })
        value["reason_labels"] = .list(
            (value["decline_reasons"]?.list ?? []).compactMap { $0.text.flatMap { DeclineReason(rawValue: $0) } }
                .map { .string($0.label) })
        value["document_labels"] = .list(
            (value["requested_docs"]?.list ?? []).compactMap { $0.text.flatMap { DocumentCode(rawValue: $0) } }
                .map { .string($0.label) })
        return .object(value)
    }

    /// What the newest reading was read from; a person's keeps the machine's where it says the same.
    private static func evidence(of readings: [StoredReading]) -> [Value] {
        let told = readings.first { !($0.reading["evidence"]?.list ?? []).isEmpty }
        return (told?.reading["evidence"]?.list ?? []).filter { $0["place"]?.text != "subject" }
    }
}
