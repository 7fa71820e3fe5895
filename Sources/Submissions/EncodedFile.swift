import Applications
import Correspondence
import Crypto
import Kernel
import Storage

/// An application's file in base64 in the blob store: encoded once, however many funders get it.
struct EncodedFile: Sendable {
    let file: ApplicationFile
    let blob: Digest
    let encodedBytes: Int64

    /// The encoded forms of `files`; what is not there yet is made now.
    static func all(
        _ files: [ApplicationFile], tenant: TenantID, database: Database, blobs: BlobStore
    ) async throws -> [EncodedFile] {
        var encoded: [EncodedFile] = []
        for file in files {
            guard file.sizeBytes > 0, try await offPool({ try blobs.size(of: file.digest) }) == file.sizeBytes else {
                throw FileRefusal.unusable(file.id, name: file.document.label)
            }
            let known = try await database.read { try find(file, tenant: tenant, $0) }
            if let known, try await offPool({ try blobs.fetch(known.blob) }) {
                encoded.append(known)
            } else {
                encoded.append(try await make(file, tenant: tenant, database: database, blobs: blobs))
            }
        }
        return encoded
    }

    private static func find(_ file: ApplicationFile, tenant: TenantID, _ db: Connection) throws -> EncodedFile? {
        try db.row(
            """
            SELECT blob, encoded_bytes FROM attachment_encoding
             WHERE tenant_id = \(tenant) AND sha256 = \(file.digest)
            """
        ).map { EncodedFile(file: file, blob: try $0["blob"], encodedBytes: try $0["encoded_bytes"]) }
    }

    private static func make(
        _ file: ApplicationFile, tenant: TenantID, database: Database, blobs: BlobStore
    ) async throws -> EncodedFile {
        let encoded = try await offPool { try EncodedBlob(of: file.digest, in: blobs) }
        try await database.write { db in
            try db.run(
                """
                INSERT INTO attachment_encoding (tenant_id, sha256, blob, encoded_bytes, decoded_bytes)
                VALUES (\(tenant), \(file.digest), \(encoded.blob), \(encoded.encodedBytes), \(encoded.decodedBytes))
                ON CONFLICT (tenant_id, sha256) DO UPDATE SET blob = excluded.blob
                """)
        }
        return EncodedFile(file: file, blob: encoded.blob, encodedBytes: encoded.encodedBytes)
    }
}

/// A file of the application cannot go out.
package enum FileRefusal: Refusal, Equatable {
    case unusable(ApplicationFile.ID, name: String)
    case none(Application.ID)

    package var kind: RefusalKind { .conflict }
    package var code: String { if case .none = self { "no_files" } else { "unusable_file" } }
    package var reason: String {
        switch self {
        case .unusable(let id, let name): "file \(id) (\(name)) is missing or damaged; upload it again before sending"
        case .none(let id): "application \(id) has none of the chosen files; add its documents before sending"
        }
    }
}
