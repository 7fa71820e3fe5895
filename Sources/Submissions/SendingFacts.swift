import Applications
import Correspondence
import Funders
import Kernel
import MIME
import Outbox
import People
import Storage

/// What all mails of one order have in common, read in one snapshot.
struct SendingFacts: Sendable {
    let application: Application
    let advances: [Advance]
    let files: [ApplicationFile]
    let account: MailAccount
    /// The order names the account: then no funder's rules do.
    let isAccountChosen: Bool
    let officeName: String
    let senderName: String?
    let today: Day
    let funders: [FunderTerms]

    static func gather(
        _ order: SendingDesk.Order, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws -> SendingFacts {
        let application = try Application.find(order.application, tenant: tenant, db)
        let account =
            try order.account.map { try MailAccount.find($0, tenant: tenant, db) }
            ?? MailAccount.sender(for: who, tenant: tenant, db)
        guard account.mayBeSentFrom else { throw MailAccountRefusal.noSender }
        let all = try ApplicationFile.list(of: application.id, tenant: tenant, db)
        let files = order.files.map { chosen in all.filter { chosen.contains($0.id) } } ?? all
        guard !files.isEmpty else { throw FileRefusal.none(application.id) }
        var sender: String?
        if case .person(let id) = who { sender = try Person.find(id, tenant: tenant, db).name }
        var seen: Set<Funder.ID> = []
        let funders = order.funders.filter { seen.insert($0).inserted }
        return SendingFacts(
            application: application, advances: try application.advances(db), files: files, account: account,
            isAccountChosen: order.account != nil,
            officeName: account.displayName, senderName: sender, today: now.day,
            funders: try funders.map {
                try FunderTerms.load($0, application, override: order.overrideReason, tenant: tenant, at: now, db)
            })
    }
}

/// What sending needs to know of one funder: who is written to, in which words, and what stands in the way.
struct FunderTerms: Sendable {
    let funder: Funder.ID
    let name: String
    let contactName: String?
    let to: [MailboxAddress]
    let cc: [MailboxAddress]
    let subjectTemplate: String?
    let bodyTemplate: String?
    let fileNameTemplate: String?
    let largestBytes: Int64?
    let asksReceipt: Bool
    /// The account that the funder's rules name.
    let account: MailAccount?
    /// The rules as they are used: kept with the submission, so that later edits change nothing that was sent.
    let rulesSnapshot: Value
    let guidelineID: Guideline.VersionID?
    let block: (any Refusal)?

    static func load(
        _ id: Funder.ID, _ application: Application, override: String?, tenant: TenantID, at now: Moment,
        _ db: Connection
    ) throws -> FunderTerms {
        let dossier = try FunderDossier.of(id, tenant: tenant, db)
        let (rules, contact) = (dossier.rules, dossier.contact)
        var block: (any Refusal)? = dossier.block(
            sentInWeek: try sent(to: id, since: now - Funder.capCounts, tenant: tenant, db), at: now)
        var recipients: Recipients?
        // Why there are none is in the block.
        do { recipients = try dossier.recipients() } catch {}
        if application.archivedAt != nil { block = block ?? SubmissionRefusal.archived(application.id) }
        block =
            try block
            ?? DuplicateGuard.refusal(
                application, to: id, exclusive: dossier.handling.exclusive, override: override, tenant: tenant, at: now,
                db)
        let account = try rules?.accountName.flatMap { try MailAccount.named($0, tenant: tenant, db) }
        if let name = rules?.accountName, account?.mayBeSentFrom != true {
            block = block ?? MailAccountRefusal.cannotSend(name: name)
        }
        return FunderTerms(
            funder: id, name: dossier.funder.name, contactName: contact?.name,
            to: try (recipients?.to ?? []).map { try MailboxAddress($0) },
            cc: try (recipients?.cc ?? []).map { try MailboxAddress($0) },
            subjectTemplate: rules?.subjectTemplate, bodyTemplate: rules?.bodyTemplate,
            fileNameTemplate: rules?.fileNameTemplate, largestBytes: rules?.maxMailBytes.map { Int64($0) },
            asksReceipt: rules?.asksReceipt ?? false,
            account: account,
            rulesSnapshot: rules?.value ?? [:],
            guidelineID: dossier.guideline?.versionID, block: block)
    }

    func account(of facts: SendingFacts) -> MailAccount {
        facts.isAccountChosen ? facts.account : account ?? facts.account
    }

    /// Submissions to the funder since then that were not taken back before they left.
    static func sent(to funder: Funder.ID, since: Moment, tenant: TenantID, _ db: Connection) throws -> Int {
        try db.value(
            """
            SELECT count(*) FROM submission
             WHERE tenant_id = \(tenant) AND funder_id = \(funder) AND created_at > \(since)
               AND status NOT IN ('cancelled', 'failed')
            """) ?? 0
    }
}
