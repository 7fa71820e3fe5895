import Crypto
import Kernel
import MIME
import Storage

/// One mail, in or out. Rows are only ever added: what is learned later stands in other tables.
package struct Message: Sendable {
    package typealias ID = Identifier<Message>

    package enum Direction: String, Sendable, SQLBindable, SQLReadable {
        case incoming = "in"
        case outgoing = "out"
    }

    /// What an outgoing mail is for; incoming ones are plain mail.
    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case mail
        case submission
        case followUp = "follow_up"
        case withdrawal
        case notice
    }

    package let id: ID
    package let tenant: TenantID
    package let direction: Direction
    package let account: MailAccount.ID
    package let kind: Kind
    /// Message-ID without brackets, or a key of our own making where there is none; such a key never matches a reply.
    package let key: String
    package let isKeySynthetic: Bool
    package let contentHash: Digest
    package let inReplyTo: String?
    package let references: [String]
    package let threadKey: String
    package let from: MailAddress
    package let replyTo: [MailAddress]
    package let to: [MailAddress]
    package let cc: [MailAddress]
    package let returnPath: String?
    package let deliveredTo: [String]
    package let subject: String
    /// What the Date header says.
    package let datedAt: Moment?
    package let recordedAt: Moment
    /// Of the exact bytes.
    package let rawHash: Digest
    package let rawSize: Int64
    /// The kind of automatic mail, where it is no person's.
    package let automatic: String?
    package let isReport: Bool
    /// What the receiving server found out about the sender (RFC 8601), as JSON.
    package let authentication: Value
    package let defects: [String]
}

extension Message {
    /// Everything of a mail that is new to the store.
    package struct Draft: Sendable {
        package var direction: Direction
        package var account: MailAccount.ID
        package var kind: Kind
        package var key: String
        package var isKeySynthetic = false
        package var contentHash: Digest
        package var inReplyTo: String?
        package var references: [String] = []
        package var from: MailAddress
        package var replyTo: [MailAddress] = []
        package var to: [MailAddress] = []
        package var cc: [MailAddress] = []
        package var returnPath: String?
        package var deliveredTo: [String] = []
        package var subject: String
        package var datedAt: Moment?
        package var rawHash: Digest
        package var rawSize: Int64
        package var automatic: String?
        package var isReport = false
        package var authentication: Value = []
        package var defects: [String] = []
        /// What a person reads.
        package var body: String
        package var attachments: [MessageAttachment] = []
        package var segments: [MessageSegment] = []

        package init(
            direction: Direction, account: MailAccount.ID, kind: Kind, key: String, contentHash: Digest,
            from: MailAddress, subject: String, rawHash: Digest, rawSize: Int64, body: String
        ) {
            self.direction = direction
            self.account = account
            self.kind = kind
            self.key = key
            self.contentHash = contentHash
            self.from = from
            self.subject = subject
            self.rawHash = rawHash
            self.rawSize = rawSize
            self.body = body
        }
    }

    /// The content hash of M3: what stays the same when one mail is seen in two mailboxes.
    package static func contentHash(from: String, date: Moment?, subject: String, bodyHash: Digest) -> Digest {
        Digest(of: Array("\(from)\n\(date?.description ?? "")\n\(subject)\n\(bodyHash)".utf8))
    }
}

/// A file that a mail carries.
package struct MessageAttachment: Sendable {
    /// Its place among the mail's leaves.
    package let ordinal: Int
    package let name: String?
    package let contentType: String
    package let disposition: String
    package let sizeBytes: Int64
    /// Of the decoded bytes.
    package let sha256: Digest

    package init(
        ordinal: Int, name: String?, contentType: String, disposition: String, sizeBytes: Int64, sha256: Digest
    ) {
        self.ordinal = ordinal
        self.name = name
        self.contentType = contentType
        self.disposition = disposition
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
    }
}

/// A range of a blob; a mail's exact bytes are its segments in order.
package struct MessageSegment: Sendable, Hashable {
    package let blob: Digest
    package let offset: Int64
    package let length: Int64

    package init(blob: Digest, offset: Int64, length: Int64) {
        self.blob = blob
        self.offset = offset
        self.length = length
    }
}

package enum MessageRefusal: Refusal, Equatable {
    case unknown(Message.ID)
    case noAttachment(Message.ID, Int)
    /// It carries what opens something for its receiver alone.
    case isPrivate(Message.ID)

    package var kind: RefusalKind { if case .isPrivate = self { .conflict } else { .missing } }
    package var code: String { if case .isPrivate = self { "private_message" } else { "unknown_message" } }
    package var reason: String {
        switch self {
        case .unknown(let id): "there is no message \(id)"
        case .noAttachment(let id, let ordinal): "message \(id) has no attachment \(ordinal)"
        case .isPrivate(let id):
            "the exact bytes of message \(id) are its receiver's alone: a notice may carry a link that signs in"
        }
    }
}
