import Kernel
import Storage

/// Everything that decides whether and to whom an application is sent: for shortlists and sending.
package struct FunderDossier: Sendable {
    package let funder: Funder
    package let contact: FunderContact?
    package let rules: SubmissionRules?
    package let guideline: Guideline?
    package let lastCall: Moment?
    package let handling: FunderHandling
    /// A person's word that stands above the figures.
    package let rating: FunderRating?

    /// The dossiers of all funders that are not archived, by name.
    package static func all(tenant: TenantID, _ db: Connection) throws -> [FunderDossier] {
        let funders = try db.rows(
            Funder.columns + " WHERE tenant_id = \(tenant) AND archived_at IS NULL ORDER BY name_key, id"
        ).map(Funder.init)
        let contacts = Dictionary(
            uniqueKeysWithValues: try FunderContact.all(tenant: tenant, db).map { ($0.funder, $0) })
        let rules = Dictionary(
            uniqueKeysWithValues: try SubmissionRules.all(tenant: tenant, db).map { ($0.funder, $0) })
        let guidelines = Dictionary(uniqueKeysWithValues: try Guideline.all(tenant: tenant, db).map { ($0.funder, $0) })
        let calls = try FunderCall.last(tenant: tenant, db)
        let handling = try FunderHandling.all(tenant: tenant, db)
        let ratings = try FunderRating.standing(tenant: tenant, db)
        return funders.map { funder in
            FunderDossier(
                funder: funder, contact: contacts[funder.id], rules: rules[funder.id],
                guideline: guidelines[funder.id], lastCall: calls[funder.id],
                handling: handling[funder.id] ?? .usual, rating: ratings[funder.id])
        }
    }

    /// The dossiers of the named funders, in their order; refused (404) where one is unknown.
    package static func of(_ ids: [Funder.ID], tenant: TenantID, _ db: Connection) throws -> [FunderDossier] {
        try ids.map { try of($0, tenant: tenant, db) }
    }

    /// The dossier of one funder; refused (404) where it is unknown.
    package static func of(_ id: Funder.ID, tenant: TenantID, _ db: Connection) throws -> FunderDossier {
        FunderDossier(
            funder: try Funder.find(id, tenant: tenant, db), contact: try FunderContact.of(id, tenant: tenant, db),
            rules: try SubmissionRules.of(id, tenant: tenant, db),
            guideline: try Guideline.of(id, tenant: tenant, db),
            lastCall: try FunderCall.last(to: id, tenant: tenant, db),
            handling: try FunderHandling.of(id, tenant: tenant, db),
            rating: try FunderRating.list(of: id, tenant: tenant, db).first.flatMap { $0.points == nil ? nil : $0 })
    }

    /// To whom it is sent, or why it cannot be sent at all.
    package func recipients() throws(SendBlock) -> Recipients {
        try Recipients.resolve(rules: rules, contact: contact)
    }

    /// Why nothing is sent now: by status, channel or lack of an address; nil where it may be sent.
    package func block(sentInWeek: Int, at now: Moment) -> SendBlock? {
        if let block = funder.block(lastCall: lastCall, sentInWeek: sentInWeek, at: now) { return block }
        if handling.mode == .analyseOnly { return .analyseOnly }
        do {
            _ = try recipients()
            return nil
        } catch {
            return error
        }
    }
}
