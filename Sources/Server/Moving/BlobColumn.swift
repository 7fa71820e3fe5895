import Crypto
import Kernel
import Storage

/// A column whose values are names of files in the blob store. Export, import and verification look at these and at no
/// others; a test goes over the schema, so that none is forgotten.
struct BlobColumn: Sendable {
    let table: StaticString
    let column: StaticString
    /// Which rows have a file; all whose column is not NULL where it says nothing.
    let condition: SQL

    init(_ table: StaticString, _ column: StaticString, where condition: SQL = "TRUE") {
        self.table = table
        self.column = column
        self.condition = condition
    }

    // swift-format-ignore
    static let all = [
        // table                 column
        BlobColumn("arrival",             "raw_hash", where: "state <> 'wanted' AND raw_size > 0"),
        BlobColumn("message_segment",     "blob"),
        BlobColumn("application_file",    "sha256"),
        BlobColumn("attachment_encoding", "blob"),
        BlobColumn("remittance",          "file_hash"),
        BlobColumn("partner_paper",       "sha256"),
        BlobColumn("referral_document",   "sha256"),
        BlobColumn("sponsor_evidence",    "sha256"),
        BlobColumn("support_evidence",    "sha256"),
    ]

    /// Every file that a row names, once, in the order of their names; of one office, or of all.
    static func digests(of tenant: TenantID? = nil) -> SQL {
        let own: SQL = tenant.map { "tenant_id = \($0)" } ?? "TRUE"
        let parts = all.map { one -> SQL in
            """
            SELECT \(name: one.column) AS digest FROM \(name: one.table)
             WHERE \(part: own) AND \(name: one.column) IS NOT NULL AND \(part: one.condition)
            """
        }
        let joined = parts.dropFirst().reduce(parts[0]) { $0 + " UNION " + $1 }
        // A part may have nothing in it, and then there is nothing to store.
        return "SELECT digest FROM (\(part: joined)) AS named WHERE digest <> \(Digest(of: [])) ORDER BY digest"
    }

    /// The column that names a file first, for people; nil where none does.
    static func named(_ digest: Digest, _ db: Connection) throws -> String? {
        for one in all {
            let row = try db.row(
                "SELECT 1 FROM \(name: one.table) WHERE \(name: one.column) = \(digest) AND \(part: one.condition) LIMIT 1"
            )
            if row != nil { return "\(one.table).\(one.column)" }
        }
        return nil
    }
}
