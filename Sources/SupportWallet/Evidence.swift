import Applications
import Crypto
import Kernel
import Storage

/// A picture that shows what is asked for. Only pictures are taken, told by their bytes and not by their name; what a camera wrote
/// into them of where and when goes (I12). A paper that shows who somebody is has no kind here (I25).
package enum Evidence {
    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case screenshot, schedule
        case toolRequirement = "tool_requirement"

        package var label: String {
            switch self {
            case .screenshot: "A screenshot"
            case .schedule: "A schedule"
            case .toolRequirement: "What tool is required"
            }
        }
    }

    package static let mostBytes = 10 << 20

    /// A picture that is stored already.
    package struct Draft: Sendable {
        package let kind: Kind
        package let type: String
        package let sizeBytes: Int64
        package let digest: Digest
        /// With which the stored bytes are sealed.
        let key: [UInt8]

        func store(for request: SupportRequest.ID, keys: PersonalKeys, _ act: SupportAct, _ db: Connection) throws {
            try db.run(
                """
                INSERT INTO support_evidence (tenant_id, request_id, kind, type, size_bytes, sha256)
                VALUES (\(act.tenant), \(request), \(kind), \(type), \(sizeBytes), \(digest))
                """)
            try db.run(
                """
                INSERT INTO support_evidence_key (tenant_id, request_id, key_sealed)
                VALUES (\(act.tenant), \(request), \(keys.sealing.seal(bytes: key, place: Evidence.place(request))))
                """)
        }
    }

    /// What is stored for a request.
    package struct Stored: Sendable {
        package let kind: Kind
        package let type: String
        package let digest: Digest
        /// Nil of a picture from before pictures were sealed.
        fileprivate let sealedKey: [UInt8]?
    }

    private static let seal = "support_evidence"

    private static func place(_ request: SupportRequest.ID) -> String { "support_evidence.key/\(request)" }

    package static func of(
        _ request: SupportRequest.ID, tenant: TenantID, _ db: Connection
    ) throws -> Stored? {
        try db.row(
            """
            SELECT support_evidence.kind, support_evidence.type, support_evidence.sha256, support_evidence_key.key_sealed
              FROM support_evidence
              LEFT JOIN support_evidence_key ON support_evidence_key.tenant_id = support_evidence.tenant_id
                                            AND support_evidence_key.request_id = support_evidence.request_id
             WHERE support_evidence.tenant_id = \(tenant) AND support_evidence.request_id = \(request)
            """
        ).map {
            Stored(
                kind: try $0["kind"], type: try $0["type"], digest: try $0["sha256"], sealedKey: try $0["key_sealed"])
        }
    }

    /// The picture, of the bytes that are stored.
    static func opened(
        _ bytes: [UInt8], of stored: Stored, _ request: SupportRequest.ID, _ keys: PersonalKeys
    ) throws -> [UInt8] {
        guard let sealedKey = stored.sealedKey else { return bytes }
        guard let key = keys.sealing.open(bytes: sealedKey, place: place(request)),
            let plain = SealingKeys([1: key]).open(bytes: bytes, place: seal)
        else { throw SealedFieldFault(place: place(request)) }
        return plain
    }

    /// Reseals the pictures' keys that an older key sealed, of all tenants; says how many. The files stay as they are.
    package static func reseal(keys: PersonalKeys, _ db: Connection) throws -> Int {
        var count = 0
        for row in try db.rows("SELECT request_id, key_sealed FROM support_evidence_key ORDER BY request_id") {
            let (id, sealed): (SupportRequest.ID, [UInt8]) = (try row["request_id"], try row["key_sealed"])
            guard keys.sealing.isOutdated(sealed) else { continue }
            guard let key = keys.sealing.open(bytes: sealed, place: place(id)) else {
                throw SealedFieldFault(place: place(id))
            }
            let anew = keys.sealing.seal(bytes: key, place: place(id))
            try db.run("UPDATE support_evidence_key SET key_sealed = \(anew) WHERE request_id = \(id)")
            count += 1
        }
        return count
    }

    /// Looks at an uploaded picture, takes out what tells of its making, and stores the rest under a key of its own, which is sealed
    /// beside its row: a rotation seals the key anew and leaves the file.
    static func take(_ bytes: [UInt8], as kind: Kind, _ intake: FileIntake) async throws -> Draft {
        guard bytes.count <= mostBytes else { throw SupportRefusal.pictureTooLarge }
        guard let picture = PlainPicture(bytes) else { throw SupportRefusal.notAPicture }
        let key = randomBytes(32)
        let blob = try await intake.put { SealingKeys([1: key]).seal(bytes: picture.bytes, place: seal) }
        return Draft(
            kind: kind, type: picture.type, sizeBytes: Int64(picture.bytes.count), digest: blob.digest, key: key)
    }
}
