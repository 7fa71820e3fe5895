import Applications
import Correspondence
import Funders
import Kernel
import Storage
import Submissions

extension Candidate {
    private static let columns: SQL = """
        submission.id, submission.funder_id, submission.status, submission.created_at, application.legal_name,
        application.legal_name_key, application.ein_hash
        """

    private init(_ row: Row) throws {
        submission = try row["id"]
        funder = try row["funder_id"]
        status = try row["status"]
        createdAt = try row["created_at"]
        merchantLabel = try row["legal_name"]
        let einHash: String? = try row["ein_hash"]
        merchantKey = try einHash ?? "name:\(row.get("legal_name_key", as: String.self))"
    }

    package static func find(_ id: Submission.ID, tenant: TenantID, _ db: Connection) throws -> Candidate? {
        try db.row(
            """
            SELECT \(part: columns)
              FROM submission JOIN application ON application.id = submission.application_id
             WHERE submission.tenant_id = \(tenant) AND submission.id = \(id)
            """
        ).map(Candidate.init)
    }

    /// Submissions that an answer of these funders may still come to and whose merchant the text names, the newest
    /// first. CROSS JOIN keeps to the order that is written: from the text's words to few names.
    package static func open(
        of funders: [Identifier<FunderTag>], namedIn text: NamingText, tenant: TenantID, _ db: Connection
    ) throws -> [Candidate] {
        guard !funders.isEmpty else { return [] }
        var known: Set<Submission.ID> = []
        return try db.rows(
            """
            SELECT \(part: columns), merchant_name.name
              FROM merchant_name CROSS JOIN submission CROSS JOIN application
             WHERE merchant_name.tenant_id = \(tenant) AND merchant_name.word IN \(list: text.words)
               AND submission.tenant_id = \(tenant) AND submission.application_id = merchant_name.application_id
               AND submission.funder_id IN \(list: funders)
               AND submission.status IN \(list: Status.allCases.filter(\.isOpen))
               AND application.id = submission.application_id
             ORDER BY submission.id DESC
            """
        ).compactMap { row in
            let candidate = try Candidate(row)
            guard text.names(try row["name"]), known.insert(candidate.submission).inserted else { return nil }
            return candidate
        }
    }

    /// A funder's newest submissions that an answer may still come to: what a person is shown first.
    package static func newestOpen(
        of funder: Identifier<FunderTag>, limit: Int, tenant: TenantID, _ db: Connection
    ) throws -> [Candidate] {
        try db.rows(
            """
            SELECT \(part: columns)
              FROM submission JOIN application ON application.id = submission.application_id
             WHERE submission.tenant_id = \(tenant) AND submission.funder_id = \(funder)
               AND submission.status IN \(list: Status.allCases.filter(\.isOpen))
             ORDER BY submission.id DESC
             LIMIT \(limit)
            """
        ).map(Candidate.init)
    }

    /// The funders that write from this address or its domain; more than one where they share an address.
    package static func funders(
        ofSender address: String, tenant: TenantID, _ db: Connection
    ) throws -> [Identifier<FunderTag>] {
        try Funder.writing(from: address, tenant: tenant, db).map { $0.cast(to: FunderTag.self) }
    }

    /// Whether the address is one of the office's own: an account, or a person who signs in.
    package static func isOwnAddress(_ address: String, tenant: TenantID, _ db: Connection) throws -> Bool {
        let address = address.lowercased()
        guard !address.isEmpty else { return false }
        // A reply to one of our plus addresses is ours as well.
        let plain = address.split(separator: "@").last.map { domain in
            "\(address.prefix { $0 != "+" && $0 != "@" })@\(domain)"
        }
        return try db.value(
            """
            SELECT EXISTS (SELECT 1 FROM mail_account
                            WHERE tenant_id = \(tenant) AND lower(address) IN \(list: [address, plain ?? address]))
                OR EXISTS (SELECT 1 FROM person WHERE tenant_id = \(tenant) AND email_key = \(address))
            """) ?? false
    }
}
