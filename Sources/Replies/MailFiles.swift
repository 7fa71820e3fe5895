import Correspondence
import Crypto
import Inbox
import Kernel
import People
import Storage
import Web

/// Mails and their files for saving. Both are hostile: they are never shown inside a page (K15).
extension ReplyRoutes {
    func source(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Message.self)
        let (message, segments) = try await database.read { db in
            (
                try Message.find(id, for: caller, db),
                try Message.segments(of: id, tenant: caller.tenant, db)
            )
        }
        // What it carries opens something for its receiver alone.
        guard message.kind != .notice else { throw MessageRefusal.isPrivate(id) }
        let blobs = blobs
        let path = try await offPool {
            if message.direction == .outgoing, try !blobs.fetch(message.rawHash) {
                for segment in segments where try !blobs.fetch(segment.blob) { throw MissingBlob(segment.blob) }
                try Self.assemble(segments, as: message.rawHash, in: blobs)
            }
            guard try blobs.fetch(message.rawHash) else { throw MissingBlob(message.rawHash) }
            return blobs.path(of: message.rawHash)
        }
        return .file(FileAnswer(path: path, type: "message/rfc822", name: "\(id).eml"))
    }

    /// Puts a sent mail's bytes together as one blob; they must be what was recorded when it was sent (A45).
    private static func assemble(_ segments: [MessageSegment], as hash: Digest, in blobs: BlobStore) throws {
        var writer = try blobs.writer()
        try StoredMail.forEachChunk(of: segments, in: blobs) { try writer.write($0) }
        guard try writer.finish() == hash else { throw StoredMailFault.missingBlob(hash) }
    }

    func attachment(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Message.self)
        guard let ordinal = Int(request.parameter("ordinal")) else { throw MessageRefusal.noAttachment(id, 0) }
        let (message, attachment) = try await database.read { db in
            let message = try Message.find(id, for: caller, db)
            let all = try Message.attachments(of: id, tenant: caller.tenant, db)
            guard let attachment = all.first(where: { $0.ordinal == ordinal }) else {
                throw MessageRefusal.noAttachment(id, ordinal)
            }
            return (message, attachment)
        }
        let reader = AttachmentReader(blobs: blobs)
        let path = try await offPool { try reader.path(of: attachment, in: message) }
        let name = attachment.name.map { String($0.split(separator: "/").last ?? "attachment") }
        return .file(FileAnswer(path: path, type: attachment.contentType, name: name ?? "attachment-\(ordinal)"))
    }
}

extension Message {
    /// What was written to a partner is read by those who see what partners have; any other mail by everybody.
    static func find(_ id: ID, for caller: Principal, _ db: Connection) throws -> Message {
        let message = try find(id, tenant: caller.tenant, db)
        guard message.kind != .notice || Access.admins.admits(caller.roles) else { throw PlainRefusal.forbidden }
        return message
    }
}
