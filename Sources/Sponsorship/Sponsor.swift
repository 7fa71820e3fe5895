import Applications
import Kernel
import People
import Storage
import Web

/// A company that pays a node to be seen (H02). It may sponsor many nodes, and a node may have many.
package struct Sponsor: Sendable, Equatable {
    package typealias ID = Identifier<Sponsor>

    package enum Tier: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case platinum, gold, silver, bronze

        package var label: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
    }

    /// What is told of a sponsor.
    package struct Fields: Sendable, Equatable {
        package var company: String
        package var contactName: String
        package var email: String
        package var website: String?
        package var tier: Tier

        static func read(_ reader: inout FieldReader) -> Fields {
            Fields(
                company: reader.text("company", max: 200), contactName: reader.text("contact_name", max: 200),
                email: address(&reader), website: reader.optionalText("website", max: 200), tier: reader.choice("tier"))
        }

        /// These with what a change names.
        func changed(_ reader: inout FieldReader) -> Fields {
            var fields = self
            if reader.has("company") { fields.company = reader.text("company", max: 200) }
            if reader.has("contact_name") { fields.contactName = reader.text("contact_name", max: 200) }
            if reader.has("email") { fields.email = Self.address(&reader) }
            if reader.has("website") { fields.website = reader.optionalText("website", max: 200) }
            if reader.has("tier") { fields.tier = reader.choice("tier") }
            return fields
        }

        private static func address(_ reader: inout FieldReader) -> String {
            let email = reader.text("email", max: 254)
            if !email.isEmpty {
                do { _ = try PersonRules.email(email) } catch {
                    reader.refuse("email", code: "bad_address", (error as? any Refusal)?.reason ?? "must be an address")
                }
            }
            return email
        }

        // swift-format-ignore
        static let shapes: [FieldShape] = [
            .required("company", .text(max: 200)), .required("contact_name", .text(max: 200)), .required("email", .text(max: 254)),
            .optional("website", .text(max: 200)), .required("tier", .choice(Tier.allCases.map(\.rawValue))),
        ]
    }

    package let id: ID
    package let tenant: TenantID
    package let node: OrgNode.ID
    package let fields: Fields
    package let createdBy: Who
    package let createdAt: Moment
    package let version: Int

    static let columns: SQL = """
        sponsor.id, sponsor.tenant_id, sponsor.node_id, sponsor.company, sponsor.contact_name, sponsor.email,
        sponsor.website, sponsor.tier, sponsor.created_by, sponsor.created_at, sponsor.version
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        node = try row["node_id"]
        fields = Fields(
            company: try row["company"], contactName: try row["contact_name"], email: try row["email"],
            website: try row["website"], tier: try row["tier"])
        createdBy = try row["created_by"]
        createdAt = try row["created_at"]
        version = try row["version"]
    }

    package var value: Value {
        [
            "id": Value(id), "node": Value(node), "company": .string(fields.company),
            "contact_name": .string(fields.contactName), "email": .string(fields.email),
            "website": Value(fields.website), "tier": .string(fields.tier.rawValue),
            "tier_label": .string(fields.tier.label), "created_by": .string(createdBy.text),
            "created_at": Value(createdAt), "version": Value(version),
        ]
    }

    static var tiers: Value {
        .list(Tier.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
    }
}
