import Kernel
import Storage
import Wire

/// What is sent for one delivery: a small JSON, and the headers by which a receiver knows and checks it.
struct WebhookMessage: Sendable {
    let body: [UInt8]

    /// Of the history's row: ids, and with `withDetails` states, reason and details too.
    init(_ delivery: WebhookDelivery, _ entry: HistoryEntry, withDetails: Bool) {
        var data: [(String, Value)] = [
            ("kind", .string(entry.recordKind)), ("id", .string(entry.recordID)), ("seq", .int(delivery.historySeq)),
        ]
        if withDetails {
            data += [
                ("from", Value(entry.from)), ("to", Value(entry.to)), ("who", .string(entry.who.text)),
                ("reason", Value(entry.reason)), ("detail", entry.detail),
            ]
        }
        var fields = Value.Fields()
        for (name, value) in data { fields[name] = value }
        let whole: Value = [
            "type": .string(delivery.event), "timestamp": Value(entry.at), "data": .object(fields),
        ]
        body = whole.jsonBytes
    }

    static func load(
        _ delivery: WebhookDelivery, withDetails: Bool, _ db: Connection
    ) throws -> WebhookMessage? {
        let row = try db.row(
            """
            SELECT record_kind, record_id, from_state, event, to_state, who, at, reason, detail FROM history
             WHERE tenant_id = \(delivery.tenant) AND seq = \(delivery.historySeq)
            """)
        return try row.map { WebhookMessage(delivery, try HistoryEntry($0), withDetails: withDetails) }
    }

    func call(
        _ delivery: WebhookDelivery, to address: WebhookAddress, secret: WebhookSecret, at now: Moment
    ) -> HTTPCall {
        let id = delivery.id.description
        return HTTPCall(
            "POST", address.server, target: address.target,
            headers: [
                ("Content-Type", "application/json"), ("User-Agent", "fundgate"), ("webhook-id", id),
                ("webhook-timestamp", "\(now.seconds)"),
                ("webhook-signature", secret.signature(id: id, seconds: now.seconds, body: body)),
            ], body: .bytes(body))
    }
}
