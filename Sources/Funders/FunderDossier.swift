import Kernel
import Storage

/// Everything that decides whether and to whom an application is sent: for shortlists and sending.
package struct FunderDossier: Sendable {
    package let funder: Funder
    package let contact: FunderContact?
    package let rules: SubmissionRules?
    package let guideline: Guideline?
    package let lastCall: Moment?

    /// The dossiers of all funders that are not archived, by name.
    package static func all(tenant: TenantID, _ db: Connection) throws -> [FunderDossier] {
        let funders = try db.rows(
            Funder.columns + " WHERE tenant_id = \(tenant) AND archived_at IS NULL ORDER BY name_key, id"
        ).map(Funder.init)
        return try dossiers(of: funders, tenant: tenant, db)
    }

    /// The dossiers of the named funders, in their order; refused (404) where one is unknown.
    package static func of(_ ids: [Funder.ID], tenant: TenantID, _ db: Connection) throws -> [FunderDossier] {
        try dossiers(of: ids.map { try Funder.find($0, tenant: tenant, db) }, tenant: tenant, db)
    }

    private static func dossiers(
        of funders: [Funder], tenant: TenantID, _ db: Connection
    ) throws -> [FunderDossier] {
        let contacts = Dictionary(
            uniqueKeysWithValues: try FunderContact.all(tenant: tenant, db).map { ($0.funder, $0) })
        let rules = Dictionary(
            uniqueKeysWithValues: try SubmissionRules.all(tenant: tenant, db).map { ($0.funder, $0) })
        let guidelines = Dictionary(uniqueKeysWithValues: try Guideline.all(tenant: tenant, db).map { ($0.funder, $0) })
        let calls = try FunderCall.last(tenant: tenant, db)
        return funders.map { funder in
            FunderDossier(
                funder: funder, contact: contacts[funder.id], rules: rules[funder.id],
                guideline: guidelines[funder.id], lastCall: calls[funder.id])
        }
    }

    /// To whom it is sent, or why it cannot be sent at all.
    package func recipients() throws(SendBlock) -> Recipients {
        try Recipients.resolve(rules: rules, contact: contact)
    }

    /// Why nothing is sent now: by status, channel or lack of an address; nil where it may be sent.
    package func block(sentInWeek: Int, at now: Moment) -> SendBlock? {
        if let block = funder.block(lastCall: lastCall, sentInWeek: sentInWeek, at: now) { return block }
        do {
            _ = try recipients()
            return nil
        } catch {
            return error
        }
    }
}
