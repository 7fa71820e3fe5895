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
        if let newest = readings.first { value["reading"] = self.reading(newest) }
        let machine = readings.last { !$0.isByPerson }
        value["passages"] = passages(body, evidence: machine?.reading["evidence"]?.list ?? [])
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

    /// The text cut at the evidence's spans: runs that are plain, and runs with what was read from them (N01).
    static func passages(_ body: String, evidence: [Value]) -> Value {
        let bytes = Array(body.utf8)
        var spans: [(range: Range<Int>, what: String, rule: String)] = evidence.compactMap { item in
            guard item["place"]?.text != "subject", let start = item["start"]?.integer, let end = item["end"]?.integer,
                start >= 0, start < end, end <= bytes.count
            else { return nil }
            return (Int(start)..<Int(end), item["what"]?.text ?? "", item["rule"]?.text ?? "")
        }
        spans.sort { ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound) }
        var passages: [Value] = []
        var place = 0
        func text(_ range: Range<Int>) -> Value { .string(String(decoding: bytes[range], as: UTF8.self)) }
        var index = 0
        while index < spans.count {
            var span = spans[index]
            index += 1
            guard span.range.lowerBound >= place else { continue }
            // Spans that overlap are one mark with all that was read from it.
            while index < spans.count, spans[index].range.lowerBound < span.range.upperBound {
                span.range = span.range.lowerBound..<max(span.range.upperBound, spans[index].range.upperBound)
                span.what += ", \(spans[index].what)"
                index += 1
            }
            if span.range.lowerBound > place { passages.append(["text": text(place..<span.range.lowerBound)]) }
            passages.append([
                "text": text(span.range), "is_evidence": true, "what": .string(span.what), "rule": .string(span.rule),
            ])
            place = span.range.upperBound
        }
        if place < bytes.count { passages.append(["text": text(place..<bytes.count)]) }
        return .list(passages)
    }
}
