import Correspondence
import Kernel
import Storage

/// What every line of every sender needs.
package struct SenderParts: Sendable {
    package var database: Database
    package var blobs: BlobStore
    package var clock: any Clock
    /// Begins with this node's id, so that its leases are known when it is gone.
    package var owner: String
    package var log: @Sendable (String) -> Void
    package var effects: SendEffects

    package init(
        database: Database, blobs: BlobStore, clock: any Clock, owner: String,
        log: @escaping @Sendable (String) -> Void,
        effects: @escaping SendEffects
    ) {
        self.database = database
        self.blobs = blobs
        self.clock = clock
        self.owner = owner
        self.log = log
        self.effects = effects
    }
}

/// Sends one account's mails over as many connections as its file allows. Another account's troubles do not reach it.
package struct Sender: Sendable {
    let account: MailAccount
    let sending: MailAccountFile.Sending
    let parts: SenderParts

    package init(account: MailAccount, sending: MailAccountFile.Sending, parts: SenderParts) {
        self.account = account
        self.sending = sending
        self.parts = parts
    }

    /// Sends until the task is cancelled. While the stop switch is on, no connection stands.
    package func run() async {
        let lines = (0..<sending.connections).map {
            SendingLine(account: account, sending: sending, parts: parts, number: $0)
        }
        await withTaskGroup(of: Void.self) { group in
            for line in lines { group.addTask { await line.run() } }
            group.addTask { await watchSwitch(of: lines.map(\.brake)) }
        }
    }

    /// Sends what is due now, then returns: `fundgate send` and tests. Says how many mails were tried.
    package func drain() async throws -> Int {
        let line = SendingLine(account: account, sending: sending, parts: parts, number: 0)
        var count = 0
        while true {
            let tried = try await line.work()
            if tried == 0 { break }
            count += tried
        }
        await line.rest()
        return count
    }

    /// Breaks connections off as soon as the switch is on (B22). The bell tells of it; where it does not tell of other
    /// processes' switches, theirs are seen within half a second.
    private func watchSwitch(of brakes: [LineBrake]) async {
        let bell = parts.database.bell(named: "outbox.stop")
        let tenant = account.tenant
        let patience: Span = parts.database.hearsOthers ? .seconds(5) : .milliseconds(500)
        var wasOn = false
        while !Task.isCancelled {
            do {
                let isOn = try await parts.database.read { try StopSwitch.isOn(tenant: tenant, $0) }
                if isOn != wasOn {
                    for brake in brakes { isOn ? brake.stop() : brake.release() }
                    wasOn = isOn
                }
            } catch {
                parts.log("the stop switch cannot be read: \(error)")
            }
            await bell.wait(atMost: patience)
        }
    }
}
