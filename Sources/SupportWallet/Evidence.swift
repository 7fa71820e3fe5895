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

        func store(for request: SupportRequest.ID, _ act: SupportAct, _ db: Connection) throws {
            try db.run(
                """
                INSERT INTO support_evidence (tenant_id, request_id, kind, type, size_bytes, sha256)
                VALUES (\(act.tenant), \(request), \(kind), \(type), \(sizeBytes), \(digest))
                """)
        }
    }

    /// What is stored for a request.
    package struct Stored: Sendable {
        package let kind: Kind
        package let type: String
        package let digest: Digest
    }

    package static func of(
        _ request: SupportRequest.ID, tenant: TenantID, _ db: Connection
    ) throws -> Stored? {
        try db.row(
            """
            SELECT kind, type, sha256 FROM support_evidence WHERE tenant_id = \(tenant) AND request_id = \(request)
            """
        ).map { Stored(kind: try $0["kind"], type: try $0["type"], digest: try $0["sha256"]) }
    }

    /// Looks at an uploaded picture, takes out what tells of its making, and stores the rest.
    static func take(_ bytes: [UInt8], as kind: Kind, _ intake: FileIntake) async throws -> Draft {
        guard bytes.count <= mostBytes else { throw SupportRefusal.pictureTooLarge }
        guard let picture = PlainPicture(bytes) else { throw SupportRefusal.notAPicture }
        let blob = try await intake.put { picture.bytes }
        return Draft(kind: kind, type: picture.type, sizeBytes: blob.sizeBytes, digest: blob.digest)
    }
}
