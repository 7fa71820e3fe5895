import Applications
import Crypto
import Kernel
import Storage

/// A paper that shows who a partner is: kept by the hash of its bytes (G05).
package struct ReferrerDocument: Sendable {
    package typealias ID = Identifier<ReferrerDocument>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case registration
        case taxForm = "tax_form"
        case identity
        case bankLetter = "bank_letter"
        case agreement, other

        package var label: String {
            switch self {
            case .registration: "Registration of the company"
            case .taxForm: "Tax form"
            case .identity: "Proof of identity"
            case .bankLetter: "Letter of the bank"
            case .agreement: "Signed agreement"
            case .other: "Something else"
            }
        }
    }

    package let id: ID
    package let referrer: Referrer.ID
    package let kind: Kind
    package let name: String
    package let type: String
    package let sizeBytes: Int64
    package let digest: Digest
    package let who: Who
    package let at: Moment

    private static let columns: SQL = "id, partner_id, kind, name, type, size_bytes, sha256, who, at"

    private init(_ row: Row) throws {
        id = try row["id"]
        referrer = try row["partner_id"]
        kind = try row["kind"]
        name = try row["name"]
        type = try row["type"]
        sizeBytes = try row["size_bytes"]
        digest = try row["sha256"]
        who = try row["who"]
        at = try row["at"]
    }

    /// The file's bytes are stored already. Documents that were verified are looked at again.
    package static func add(
        _ file: ApplicationFile.Draft, as kind: Kind, to referrer: Referrer, _ act: ReferralAct, _ db: Connection
    ) throws -> ReferrerDocument {
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO referral_document (id, tenant_id, partner_id, kind, name, type, size_bytes, sha256, who, at)
            VALUES (\(id), \(referrer.tenant), \(referrer.id), \(kind), \(file.name), \(file.type),
                    \(file.sizeBytes), \(file.digest), \(act.who), \(act.now))
            """)
        try ReferrerVerification.fall(.documents, of: referrer.id, act, db)
        try act.log(
            .init(
                .documentAdded, "referral_document", id,
                detail: ["kind": .string(kind.rawValue), "sha256": .string(file.digest.description)]),
            of: referrer.id, db)
        return try find(id, tenant: referrer.tenant, db)
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> ReferrerDocument {
        let row = try db.row(
            "SELECT \(part: columns) FROM referral_document WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw ReferralRefusal.unknownDocument(id) }
        return try ReferrerDocument(row)
    }

    /// The partner's documents, the newest first.
    package static func of(_ referrer: Referrer.ID, tenant: TenantID, _ db: Connection) throws -> [ReferrerDocument] {
        try db.rows(query(of: referrer, tenant: tenant)).map(ReferrerDocument.init)
    }

    static func query(of referrer: Referrer.ID, tenant: TenantID) -> SQL {
        """
        SELECT \(part: columns) FROM referral_document
         WHERE tenant_id = \(tenant) AND partner_id = \(referrer) ORDER BY id DESC LIMIT 200
        """
    }

    static func isAny(of referrer: Referrer.ID, tenant: TenantID, _ db: Connection) throws -> Bool {
        try db.row(
            "SELECT id FROM referral_document WHERE tenant_id = \(tenant) AND partner_id = \(referrer) LIMIT 1") != nil
    }

    package var value: Value {
        [
            "id": Value(id), "kind": .string(kind.rawValue), "kind_label": .string(kind.label), "name": .string(name),
            "type": .string(type), "size_bytes": .int(sizeBytes), "sha256": .string(digest.description),
            "who": .string(who.text), "at": Value(at),
        ]
    }

    static var choices: Value {
        .list(Kind.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
    }
}
