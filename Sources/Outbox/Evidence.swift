import Correspondence
import Glibc
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
        case .maildir(let folder): return try await settle(uncertain.map { ($0.0, isDelivered($0.0, in: folder)) })
        case .smtp:
            guard let sentFolder = sending.sentFolder, case .imap(let server)? = file.receive?.source else { return 0 }
            return try await settle(try copies(of: uncertain, in: sentFolder, server))
        }
    }

    /// Nil where nothing can be said: a missing copy proves nothing.
    private func copies(
        of uncertain: [(OutboxItem, String)], in sentFolder: String, _ server: MailAccountFile.Server
    ) throws -> [(OutboxItem, Bool?)] {
        let session = try IMAPSession(to: try server.endpoint(.imap), stop: stop)
        defer { session.logOut() }
        _ = try session.examine(MailboxName(sentFolder))
        return try uncertain.map { item, key in (item, try session.findMessageID(key).isEmpty ? nil : true) }
    }

    /// A Maildir is a folder of ours: what is not in it was not delivered.
    private nonisolated func isDelivered(_ item: OutboxItem, in folder: String) -> Bool? {
        guard let boxes = try? MaildirTransport.boxes(in: folder) else { return nil }
        return boxes.contains { box in
            access("\(box)/new/\(item.id)", F_OK) == 0 || access("\(box)/cur/\(item.id)", F_OK) == 0
                || access("\(box)/cur/\(item.id):2,S", F_OK) == 0
        }
    }

    private func settle(_ findings: [(OutboxItem, Bool?)]) async throws -> Int {
        let (now, effects) = (parts.clock.now(), parts.effects)
        var count = 0
        for (item, hasArrived) in findings {
            guard let hasArrived else { continue }
            try await parts.database.write { db in
                try OutboxItem.settle(
                    item.id, arrived: hasArrived, evidence: "sent_folder", tenant: item.tenant, by: .system("evidence"),
                    at: now, effects: effects, db)
            }
            count += 1
        }
        return count
    }
}

extension OutboxItem {
    static func uncertain(account: MailAccount.ID, _ db: Connection) throws -> [OutboxItem] {
        try db.rows(
            "SELECT \(part: columns) FROM outbox WHERE account_id = \(account) AND state = 'uncertain' ORDER BY id LIMIT 500"
        ).map(OutboxItem.init)
    }
}
