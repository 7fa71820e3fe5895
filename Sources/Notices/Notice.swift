import Correspondence
import Crypto
import Kernel
import Outbox
import Storage

/// A mail that told a partner what is theirs, and how far it came (B06).
package struct Notice: Sendable {
    package typealias ID = Identifier<Notice>

    /// Whom it is written to: a record of a slice above.
    package struct Party: Sendable, Hashable {
        /// The record's kind, as its history names it.
        package let kind: String
        package let id: String

        package init<Record>(_ kind: String, _ id: Identifier<Record>) {
            self.kind = kind
            self.id = id.description
        }

        init(kind: String, id: String) {
            self.kind = kind
            self.id = id
        }
    }

    /// What it tells, and its figures: the same once more is sent only to whom asks for that.
    package struct Matter: Sendable, Hashable {
        package let about: String
        /// Which of that kind.
        package let key: String
        package let contentHash: Digest

        package init(_ about: String, _ key: String, content: [UInt8]) {
            self.about = about
            self.key = key
            contentHash = Digest(of: content)
        }

        init(about: String, key: String, contentHash: Digest) {
            self.about = about
            self.key = key
            self.contentHash = contentHash
        }
    }

    package let id: ID
    package let party: Party
    package let matter: Matter
    package let times: Int
    package let address: String
    package let message: Message.ID
    package let who: Who
    package let at: Moment
    package let outbox: OutboxItem.ID
    package let subject: String
    /// Of the mail on its way out.
    package let state: OutboxItem.State
    package let settledAt: Moment?
    /// What a server said, where it refused the address or sent the mail back.
    package let returned: String?

    /// Refused or sent back for good.
    package var isReturned: Bool { returned != nil }
    /// It is on its way or has arrived, as far as anybody knows.
    package var isStanding: Bool { !isReturned && state != .failed && state != .cancelled }

    package var value: Value {
        [
            "id": Value(id), "about": .string(matter.about), "key": .string(matter.key),
            "figures": .string(matter.contentHash.description), "times": Value(times), "address": .string(address),
            "subject": .string(subject), "message": Value(message), "outbox": Value(outbox),
            "state": .string(isReturned ? "bounced" : state.rawValue), "returned": Value(returned),
            "is_automatic": .bool(who.isSystem), "who": .string(who.text), "at": Value(at),
            "settled_at": Value(settledAt),
        ]
    }
}

extension Who {
    fileprivate var isSystem: Bool { if case .system = self { true } else { false } }
}

package enum NoticeRefusal: Refusal, Equatable {
    case noAddress
    case alreadySent(Notice.ID, Moment)
    case figuresChanged
    case overtaken

    package var kind: RefusalKind { self == .noAddress ? .invalid : .conflict }
    package var code: String {
        switch self {
        case .noAddress: "no_address"
        case .alreadySent: "already_sent"
        case .figuresChanged: "figures_changed"
        case .overtaken: "notice_overtaken"
        }
    }
    package var field: String? { if case .alreadySent = self { "again" } else { nil } }
    package var reason: String {
        switch self {
        case .noAddress: "there is no mail address to write to; enter one first"
        case .alreadySent(let id, let at):
            "the same figures were sent on \(at) (notice \(id)) and have not changed since; ask to send them again if that is wanted"
        case .figuresChanged: "the figures changed after they were shown; look at them again before they are sent"
        case .overtaken: "somebody else sent the same at the same moment; look at what was sent"
        }
    }
}
