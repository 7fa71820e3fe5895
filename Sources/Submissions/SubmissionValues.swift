import Correspondence
import Kernel
import MIME
import Storage

extension Submission.Kind {
    package var label: String {
        switch self {
        case .new: "New deal"
        case .renewal: "Renewal"
        case .addOn: "Add-on"
        }
    }
}

extension SubmissionEvent {
    /// An event as pages and programs see it.
    package func value(isUndone: Bool) -> Value {
        [
            "seq": Value(seq), "type": .string(type.rawValue), "label": .string(type.label), "at": Value(occurredAt),
            "recorded_at": Value(recordedAt), "who": .string(who.text), "message": Value(message),
            "decline_reason": Value(declineCode), "is_undone": .bool(isUndone), "undoes": Value(undoes),
            "detail": detail,
        ]
    }
}

extension RequestedDocument {
    package var value: Value {
        [
            "code": .string(code), "label": .string(label), "state": .string(state.rawValue), "due_on": Value(dueOn),
            "is_open": .bool(state == .open), "message": Value(message), "reason": Value(reason),
        ]
    }
}

extension Message {
    /// A mail of a timeline: who wrote to whom, when, about what, and the text as a person reads it.
    package func summary(grade: MessageLink.Grade?, _ db: Connection) throws -> Value {
        let attachments = try Message.attachments(of: id, tenant: tenant, db)
        return [
            "id": Value(id), "direction": .string(direction.rawValue), "is_incoming": .bool(direction == .incoming),
            "kind": .string(kind.rawValue), "subject": .string(subject), "from": Message.value(from),
            "to": .list(to.map(Message.value)), "cc": .list(cc.map(Message.value)), "dated_at": Value(datedAt),
            "recorded_at": Value(recordedAt), "grade": Value(grade?.rawValue),
            "body": .string(String(try Message.body(of: id, tenant: tenant, db).prefix(20_000))),
            "automatic": Value(automatic), "is_report": .bool(isReport), "size_bytes": .int(rawSize),
            "attachments": .list(
                attachments.map { file in
                    [
                        "ordinal": Value(file.ordinal), "name": .string(file.name ?? "unnamed"),
                        "type": .string(file.contentType), "size_bytes": .int(file.sizeBytes),
                    ]
                }),
        ]
    }

    private static func value(_ address: MailAddress) -> Value {
        [
            "name": Value(address.name), "address": .string(address.address),
            "label": .string(address.name ?? address.address),
        ]
    }
}
