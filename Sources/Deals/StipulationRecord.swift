import Applications
import Classification
import Correspondence
import Kernel
import Storage

/// A stipulation's row as its history makes it: everything that happened to it stands there.
struct StipulationRecord: Equatable {
    var offer: Offer.ID
    var code: DocumentCode
    var label: String
    var state = Stipulation.State.open
    var dueOn: Day?
    var message: Message.ID?
    var file: ApplicationFile.ID?
    var reason: String?
    var createdAt: Moment
    var updatedAt: Moment

    init(offer: Offer.ID, code: DocumentCode, label: String, dueOn: Day?, message: Message.ID?, createdAt: Moment) {
        self.offer = offer
        self.code = code
        self.label = label
        self.dueOn = dueOn
        self.message = message
        self.createdAt = createdAt
        updatedAt = createdAt
    }

    init(_ stored: Stipulation) {
        self.init(
            offer: stored.offer, code: stored.code, label: stored.label, dueOn: stored.dueOn, message: stored.message,
            createdAt: stored.createdAt)
        state = stored.state
        file = stored.file
        reason = stored.reason
        updatedAt = stored.updatedAt
    }

    /// Nil where the history does not begin with the line, or its mail was taken back.
    init?(_ entries: [HistoryEntry]) {
        let events = entries.filter { $0.event != "rebuild" }
        guard let first = events.first, first.event == "add", events.last?.event != "retract",
            let offer = first.detail["offer"]?.text.flatMap({ Offer.ID($0) }),
            let code = first.detail["code"]?.text, let label = first.detail["label"]?.text
        else { return nil }
        self.init(
            offer: offer, code: DocumentCode(rawValue: code) ?? .other, label: label,
            dueOn: first.detail["due_on"]?.text.flatMap { Day($0) },
            message: first.detail["message"]?.text.flatMap { Message.ID($0) }, createdAt: first.at)
        for entry in events.dropFirst() {
            updatedAt = entry.at
            if entry.event == "due" { dueOn = entry.detail["due_on"]?.text.flatMap { Day($0) } }
            guard let event = Stipulation.Event(rawValue: entry.event),
                let next = entry.to.flatMap({ Stipulation.State(rawValue: $0) })
            else { continue }
            state = next
            file = entry.detail["file"]?.text.flatMap { ApplicationFile.ID($0) }
            reason = event == .waive ? entry.reason : nil
        }
    }

    /// What the first row of the history keeps.
    var origin: Value {
        [
            "offer": Value(offer), "code": .string(code.rawValue), "label": .string(label), "due_on": Value(dueOn),
            "message": Value(message),
        ]
    }

    func insert(_ id: Stipulation.ID, tenant: TenantID, _ db: Connection) throws {
        try db.run(
            """
            INSERT INTO stipulation (id, tenant_id, offer_id, code, label, state, due_on, message_id, file_id, reason,
                                     created_at, updated_at)
            VALUES (\(id), \(tenant), \(offer), \(code.rawValue), \(label), \(state), \(dueOn), \(message), \(file),
                    \(reason), \(createdAt), \(updatedAt))
            """)
    }
}
