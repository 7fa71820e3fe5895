import Applications
import Crypto
import Kernel
import Storage
import Web

/// That something owed was delivered: when, where, in which words, and the files that show it (H05).
package struct Exposure: Sendable {
    package typealias ID = Identifier<Exposure>

    /// A file that shows a delivery, kept by the hash of its bytes.
    package struct Evidence: Sendable {
        package typealias ID = Identifier<Evidence>

        package let id: ID
        package let name: String
        package let type: String
        package let sizeBytes: Int64
        package let digest: Digest

        package var value: Value {
            [
                "id": Value(id), "name": .string(name), "type": .string(type), "size_bytes": .int(sizeBytes),
                "sha256": .string(digest.description),
            ]
        }
    }

    /// What is told of a delivery.
    package struct Draft: Sendable {
        package let obligation: Obligation.ID
        package let number: Int
        package let deliveredOn: Day
        package let node: OrgNode.ID?
        package let words: String

        static func read(_ reader: inout FieldReader) -> Draft {
            Draft(
                obligation: reader.id("obligation"), number: reader.optionalInteger("number", in: 1...10_000) ?? 1,
                deliveredOn: reader.day("delivered_on"), node: reader.optionalID("node"),
                words: reader.text("words", max: 1000, lines: true))
        }
    }

    package let id: ID
    package let obligation: Obligation.ID
    package let contract: SponsorContract.ID
    package let owed: Entitlement
    package let number: Int
    package let deliveredOn: Day
    package let node: OrgNode.ID?
    package let nodeName: String?
    package let words: String
    package let who: Who
    package let at: Moment
    package let reversalReason: String?
    package internal(set) var evidence: [Evidence] = []

    static let query: SQL = """
        SELECT sponsor_exposure.id, sponsor_exposure.obligation_id, sponsor_obligation.contract_id,
               sponsor_obligation.kind, sponsor_obligation.words AS owed_words, sponsor_obligation.number AS owed_number,
               sponsor_exposure.number, sponsor_exposure.delivered_on, sponsor_exposure.node_id,
               org_node.name AS node_name, sponsor_exposure.words, sponsor_exposure.who, sponsor_exposure.at,
               sponsor_exposure_reversal.reason
          FROM sponsor_exposure
          JOIN sponsor_obligation ON sponsor_obligation.tenant_id = sponsor_exposure.tenant_id
                                 AND sponsor_obligation.id = sponsor_exposure.obligation_id
          JOIN sponsor_contract ON sponsor_contract.tenant_id = sponsor_obligation.tenant_id
                               AND sponsor_contract.id = sponsor_obligation.contract_id
          LEFT JOIN org_node ON org_node.tenant_id = sponsor_exposure.tenant_id
                            AND org_node.id = sponsor_exposure.node_id
          LEFT JOIN sponsor_exposure_reversal ON sponsor_exposure_reversal.exposure_id = sponsor_exposure.id
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        obligation = try row["obligation_id"]
        contract = try row["contract_id"]
        owed = Entitlement(kind: try row["kind"], words: try row["owed_words"], number: try row["owed_number"])
        number = try row["number"]
        deliveredOn = try row["delivered_on"]
        node = try row["node_id"]
        nodeName = try row["node_name"]
        words = try row["words"]
        who = try row["who"]
        at = try row["at"]
        reversalReason = try row["reason"]
    }

    /// What a sponsor was delivered, as far as the asker sees its contracts, the newest first.
    package static func of(
        _ sponsor: Sponsor.ID, contract: SponsorContract.ID? = nil, _ scope: NodeScope, page: PageRequest,
        _ db: Connection
    ) throws -> Page<Exposure> {
        var conditions: [SQL] = [
            "sponsor_exposure.tenant_id = \(scope.tenant)", "sponsor_contract.sponsor_id = \(sponsor)",
            scope.sees("sponsor_contract.node_id"),
        ]
        if let contract { conditions.append("sponsor_contract.id = \(contract)") }
        if let after = page.after?.value.text.flatMap({ ID($0) }) {
            conditions.append("sponsor_exposure.id < \(after)")
        }
        let rows = try db.rows(
            """
            \(part: query)
             WHERE \(part: .all(conditions))
             ORDER BY sponsor_exposure.id DESC LIMIT \(page.limit + 1)
            """)
        return Page(
            rows: try withEvidence(try rows.map(Exposure.init), tenant: scope.tenant, db), of: page
        ) { Value($0.id) }
    }

    package static func find(_ id: ID, _ scope: NodeScope, _ db: Connection) throws -> Exposure {
        let row = try db.row(
            """
            \(part: query)
             WHERE sponsor_exposure.tenant_id = \(scope.tenant) AND sponsor_exposure.id = \(id)
               AND \(part: scope.sees("sponsor_contract.node_id"))
            """)
        guard let row, let found = try withEvidence([Exposure(row)], tenant: scope.tenant, db).first else {
            throw RecordRefusal.unknown("delivery", id)
        }
        return found
    }

    private static func withEvidence(
        _ list: [Exposure], tenant: TenantID, _ db: Connection
    ) throws -> [Exposure] {
        guard !list.isEmpty else { return [] }
        var files: [ID: [Evidence]] = [:]
        for row in try db.rows(
            """
            SELECT id, exposure_id, name, type, size_bytes, sha256 FROM sponsor_evidence
             WHERE tenant_id = \(tenant) AND exposure_id IN \(list: list.map(\.id)) ORDER BY exposure_id, id
            """)
        {
            files[try row["exposure_id"], default: []].append(
                Evidence(
                    id: try row["id"], name: try row["name"], type: try row["type"], sizeBytes: try row["size_bytes"],
                    digest: try row["sha256"]))
        }
        return list.map { one in
            var one = one
            one.evidence = files[one.id] ?? []
            return one
        }
    }

    package var value: Value {
        [
            "id": Value(id), "obligation": Value(obligation), "contract": Value(contract),
            "kind": .string(owed.kind.rawValue), "kind_label": .string(owed.kind.label),
            "owed": .string(owed.words), "number": Value(number), "delivered_on": Value(deliveredOn),
            "node": Value(node), "node_name": Value(nodeName), "words": .string(words), "who": .string(who.text),
            "at": Value(at), "is_reversed": .bool(reversalReason != nil), "reversal_reason": Value(reversalReason),
            "evidence": .list(evidence.map(\.value)),
        ]
    }
}
