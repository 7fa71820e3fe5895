import Correspondence
import Crypto
import Glibc
import Kernel
import MIME
import Storage

/// A received mail, read but not yet filed.
package struct ReceivedMail: Sendable {
    package let arrival: Arrival
    package let parsed: ParsedMessage
    /// What a person reads: spans of a reading count in it.
    package let body: String
    package let report: DeliveryReport?
    package let automatic: AutomaticMail?
    /// What our receiving server found out about the sender; nil where it said nothing.
    package let authentication: AuthenticationResults?
    package let draft: Message.Draft
}

extension ReceivedMail {
    /// Texts beyond this are cut for reading and for the page; the raw mail keeps everything.
    static let bodyLimit = 512 * 1024

    /// Mails up to this size are read from the disk once; larger ones stream.
    private static let wholeBytes: Int64 = 1 << 20

    private static let parser: MessageParser = {
        var limits = MessageLimits()
        limits.textBytes = 2 << 20
        return MessageParser(limits: limits, digest: { AttachmentDigest() })
    }()

    /// From a parsed mail, its own text and the path of its bytes to what a person reads: letters attached to it stand below.
    package typealias Letters = @Sendable (ParsedMessage, String, String) -> String

    /// Reads the stored bytes of an arrival. Throws `MessageParseError` or a fault of the blob store. Blocks.
    package init(
        _ arrival: Arrival, account: MailAccount.ID, authenticationServer: String?, blobs: BlobStore, letters: Letters
    ) throws {
        let (parsed, bodyHash, path) = try Self.read(arrival, blobs)
        self.arrival = arrival
        self.parsed = parsed
        body = letters(parsed, Self.cut(parsed.body.readable ?? ""), path)
        let machine = MachineMail(parsed)
        (report, automatic) = (machine.report, machine.automatic)
        authentication = authenticationServer.flatMap { AuthenticationResults.trusted(in: parsed.head, authservID: $0) }
        var draft = Message.Draft(
            direction: .incoming, account: account, kind: .mail, key: "", contentHash: arrival.rawHash,
            from: parsed.head.from.first ?? MailAddress(address: ""), subject: parsed.head.subject ?? "",
            rawHash: arrival.rawHash, rawSize: arrival.rawSize, body: body)
        Self.fill(&draft, parsed, arrival)
        draft.contentHash = Message.contentHash(
            from: draft.from.address, date: draft.datedAt, subject: draft.subject, bodyHash: bodyHash)
        draft.automatic = automatic.map { $0.rawValue }
        draft.isReport = report != nil
        draft.authentication = Self.value(authentication)
        self.draft = draft
    }

    private static func fill(_ draft: inout Message.Draft, _ parsed: ParsedMessage, _ arrival: Arrival) {
        let head = parsed.head
        if let key = head.messageID.flatMap(Message.normalKey) {
            draft.key = key
        } else {
            // No id, or one that tells nothing apart (R40b): a key of our own, which matches no reply.
            draft.key = "synthetic:\(arrival.folder):\(arrival.uidValidity):\(arrival.uid):\(arrival.rawHash)"
            draft.isKeySynthetic = true
        }
        draft.inReplyTo = head.inReplyTo.first.flatMap(Message.normalKey)
        draft.references = head.references.compactMap(Message.normalKey)
        draft.replyTo = head.replyTo
        draft.to = head.to
        draft.cc = head.cc
        draft.returnPath = head.returnPath.first?.address
        draft.deliveredTo = head.deliveredTo.map(\.address)
        draft.datedAt = head.date
        draft.defects = parsed.defects.map(\.rawValue)
        draft.attachments = parsed.attachments.map { leaf in
            MessageAttachment(
                ordinal: leaf.index, name: leaf.name, contentType: leaf.contentType,
                disposition: leaf.disposition ?? "",
                sizeBytes: Int64(leaf.sizeBytes), sha256: leaf.sha256.flatMap { Digest($0) } ?? Digest(of: []))
        }
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > bodyLimit else { return text }
        return String(decoding: text.utf8.prefix(bodyLimit), as: UTF8.self)
    }

    /// The mail, the hash of what follows its header (the same in every copy, whatever headers a server put before), the path.
    private static func read(_ arrival: Arrival, _ blobs: BlobStore) throws -> (ParsedMessage, Digest, String) {
        let path: String
        do { path = try blobs.fetchedPath(of: arrival.rawHash) } catch let fault as BlobFault {
            throw MessageParseError.unreadable(code: fault.code)
        }
        var finder = HeaderEnd()
        var hasher = Hasher256()
        func feed(_ chunk: UnsafeRawBufferPointer) {
            guard let start = finder.bodyStart(in: chunk) else { return }
            hasher.update(UnsafeRawBufferPointer(rebasing: chunk[start...]))
        }
        if arrival.rawSize <= wholeBytes {
            let bytes: [UInt8]
            do { bytes = try blobs.bytes(of: arrival.rawHash) } catch let fault as BlobFault {
                throw MessageParseError.unreadable(code: fault.code)
            } catch is MissingBlob {
                throw MessageParseError.unreadable(code: ENOENT)
            }
            bytes.withUnsafeBytes(feed)
            return (try parser.parse(bytes), hasher.finish(), path)
        }
        let parsed = try parser.parse(path: path)
        let whole = [ComposedMessage.Segment.file(path: path, offset: 0, length: arrival.rawSize)]
        try ComposedMessage.forEachChunk(of: whole, feed)
        return (parsed, hasher.finish(), path)
    }

    private static func value(_ results: AuthenticationResults?) -> Value {
        guard let results else { return [] }
        return .list(
            results.results.map { result in
                var properties = Value.Fields()
                for property in result.properties { properties[property.name] = .string(property.value) }
                return [
                    "method": .string(result.method), "result": .string(result.result),
                    "properties": .object(properties),
                ]
            })
    }
}

/// Finds the empty line after the header in bytes that come in chunks.
struct HeaderEnd {
    private var isFound = false
    /// Line ends in a row so far; the start counts as one.
    private var lineEnds = 1

    /// Where the body begins in this chunk: 0 once it has begun, nil while the header goes on.
    mutating func bodyStart(in chunk: UnsafeRawBufferPointer) -> Int? {
        if isFound { return 0 }
        for (index, byte) in chunk.enumerated() {
            switch byte {
            case 10:
                lineEnds += 1
                if lineEnds == 2 {
                    isFound = true
                    return index + 1
                }
            case 13: break
            default: lineEnds = 0
            }
        }
        return nil
    }
}
