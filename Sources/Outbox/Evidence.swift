import Correspondence
import IMAP
import Kernel
import Storage
import Wire

/// Looks for evidence of mails whose end is unknown (N02): a copy in the Sent folder, the file in a Maildir. Replies and
/// delivery reports are evidence too; they come by themselves (`OutboxItem.settle`). What stays unclear is for a person.
package actor Evidence {
    private let executor: QueueExecutor
    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let account: MailAccount
    private let file: MailAccountFile
    private let parts: SenderParts
    private let stop = WakeUp()

    package init(account: MailAccount, file: MailAccountFile, parts: SenderParts) {
        executor = QueueExecutor(label: "fundgate.evidence.\(account.name)")
        self.account = account
        self.file = file
        self.parts = parts
    }

    /// Looks whenever a mail becomes uncertain, and every five minutes as long as one is.
    package func run() async {
        let bell = parts.database.bell(named: "outbox.uncertain")
        let stop = stop
        await withTaskCancellationHandler {
            while !Task.isCancelled {
                do { _ = try await look() } catch { parts.log("evidence for account \(account.name): \(error)") }
                await bell.wait(atMost: .minutes(5))
            }
        } onCancel: {
            stop.raise()
        }
    }

    /// One look; says how many mails were settled.
    package func look() async throws -> Int {
        let id = account.id
        let uncertain = try await parts.database.read { db in
            try OutboxItem.uncertain(account: id, db).map {
                ($0, try Message.find($0.message, tenant: $0.tenant, db).key)
            }
        }
        guard !uncertain.isEmpty, let sending = file.send else { return 0 }
        switch sending.transport {
        case .maildir(let folder): return try await settle(uncertain.map(\.0), inMaildir: folder)
        case .smtp:
            guard let sentFolder = sending.sentFolder, case .imap(let server)? = file.receive?.source else { return 0 }
            return try await settle(try copies(of: uncertain, in: sentFolder, server), evidence: "sent_folder")
        }
    }

    /// The mails of which the server's folder holds a copy. A missing copy proves nothing.
    private func copies(
        of uncertain: [(OutboxItem, String)], in sentFolder: String, _ server: MailAccountFile.Server
    ) throws -> [OutboxItem] {
        let session = try IMAPSession(to: try server.endpoint(.imap), stop: stop)
        defer { session.logOut() }
        _ = try session.examine(MailboxName(sentFolder))
        return try uncertain.filter { _, key in try !session.findMessageID(key).isEmpty }.map(\.0)
    }

    /// A Maildir is a folder of ours: what lies in every recipient's mailbox has arrived; anything else is placed again,
    /// for a mail that is there already is passed over.
    private func settle(_ uncertain: [OutboxItem], inMaildir folder: String) async throws -> Int {
        var arrived: [OutboxItem] = []
        for item in uncertain {
            let recipients = try await parts.database.read {
                try OutboxItem.recipients(of: item.id, tenant: item.tenant, $0)
            }
            let isEverywhere = recipients.filter { $0.state == .waiting }.allSatisfy { recipient in
                MaildirTransport.holds(
                    item.id.description, in: "\(folder)/\(MaildirTransport.folderName(of: recipient.address))")
            }
            if isEverywhere {
                arrived.append(item)
                continue
            }
            let (now, effects) = (parts.clock.now(), parts.effects)
            try await parts.database.write { db in
                guard try OutboxItem.find(item.id, tenant: item.tenant, db).state == .uncertain else { return }
                try OutboxItem.settle(
                    item.id, arrived: false, evidence: "maildir", tenant: item.tenant, by: .system("evidence"),
                    at: now, effects: effects, db)
                let again = try db.attempt {
                    try OutboxItem.retry(
                        item.id, tenant: item.tenant, by: .system("evidence"), at: now, effects: effects, db)
                }
                // What is over meanwhile is not sent again, and keeps no other mail from being looked for.
                do { try again.get() } catch is any Refusal {}
            }
        }
        return try await settle(arrived, evidence: "maildir") + uncertain.count - arrived.count
    }

    private func settle(_ arrived: [OutboxItem], evidence: String) async throws -> Int {
        let (now, effects) = (parts.clock.now(), parts.effects)
        for item in arrived {
            try await parts.database.write { db in
                // A person, or a late answer, may have been faster.
                guard try OutboxItem.find(item.id, tenant: item.tenant, db).state == .uncertain else { return }
                try OutboxItem.settle(
                    item.id, arrived: true, evidence: evidence, tenant: item.tenant, by: .system("evidence"),
                    at: now, effects: effects, db)
            }
        }
        return arrived.count
    }
}

extension OutboxItem {
    static func uncertain(account: MailAccount.ID, _ db: Connection) throws -> [OutboxItem] {
        try db.rows(
            """
            SELECT \(part: columns) FROM outbox
             WHERE account_id = \(account) AND state = 'uncertain'
             ORDER BY id LIMIT 500
            """
        ).map(OutboxItem.init)
    }
}
