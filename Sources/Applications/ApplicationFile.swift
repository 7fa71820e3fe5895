import Crypto
import Kernel
import Storage

/// A file of an application; its bytes are a blob.
package struct ApplicationFile: Sendable {
    package typealias ID = Identifier<ApplicationFile>

    package let id: ID
    package let application: Application.ID
    package let document: FileCode
    /// How many months a statement covers, where somebody said so.
    package let months: Int?
    package let name: String
    package let type: String
    package let sizeBytes: Int64
    package let digest: Digest
    /// Made by us from the application's fields.
    package let isGenerated: Bool
    /// Of what a generated sheet was made from.
    package let fieldsHash: String?
    package let createdAt: Moment

    init(_ row: Row) throws {
        id = try row["id"]
        application = try row["application_id"]
        document = try row["document"]
        months = try row["months"]
        name = try row["name"]
        type = try row["type"]
        sizeBytes = try row["size_bytes"]
        digest = try row["sha256"]
        isGenerated = try row["is_generated"]
        fieldsHash = try row["fields_hash"]
        createdAt = try row["created_at"]
    }

    package var value: Value {
        var all = Value.Fields()
        all["id"] = Value(id)
        all["application_id"] = Value(application)
        all.add("document", document.rawValue, label: document.label)
        all["months"] = Value(months)
        all["name"] = Value(name)
        all["type"] = Value(type)
        all["size_bytes"] = Value(sizeBytes)
        all["size_label"] = Value(Self.sizeLabel(sizeBytes))
        all["sha256"] = Value(digest.description)
        all["is_generated"] = Value(isGenerated)
        all["created_at"] = Value(createdAt)
        return .object(all)
    }

    /// `812 B`, `34 KB`, `1.4 MB`
    package static func sizeLabel(_ bytes: Int64) -> String {
        if bytes < 1000 { return "\(bytes) B" }
        if bytes < 1_000_000 { return "\((bytes + 500) / 1000) KB" }
        return FixedPoint.short((bytes + 50_000) / 100_000, places: 1) + " MB"
    }

    /// A file whose bytes are stored, before its row is.
    package struct Draft: Sendable {
        package let document: FileCode
        package let months: Int?
        package let name: String
        package let type: String
        package let sizeBytes: Int64
        package let digest: Digest
        package let fieldsHash: String?

        package init(
            document: FileCode, months: Int? = nil, name: String, type: String, sizeBytes: Int64, digest: Digest,
            fieldsHash: String? = nil
        ) {
            self.document = document
            self.months = months
            self.name = name
            self.type = type
            self.sizeBytes = sizeBytes
            self.digest = digest
            self.fieldsHash = fieldsHash
        }
    }
}
