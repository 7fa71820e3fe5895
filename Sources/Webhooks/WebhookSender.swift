import Crypto
import Kernel
import Storage
import Synchronization
import Wire

/// Tells the endpoints of all offices what happened. One node at a time does this; each endpoint has a line of its own, so
/// that one which hangs keeps no other waiting. A delivery that was made and not written down, because the program ended
/// between the two, is made again with the same id.
package struct WebhookSender: Sendable {
    let database: Database
    let keys: SealingKeys
    let clock: any Clock
    let allowsPlain: Bool
    /// Sends a call on a thread that may block.
    let send: @Sendable (HTTPCall) async throws -> HTTPReply
    let log: @Sendable (String) -> Void

    /// Rows of the history that are looked at in one transaction.
    private static let rowsAtOnce = 500
    private static let deliveriesAtOnce = 20
    /// The longest wait until the history is looked at again.
    private static let pause = Duration.seconds(1)

    package init(
        database: Database, keys: SealingKeys, clock: any Clock, allowsPlain: Bool,
        log: @escaping @Sendable (String) -> Void,
        send: @escaping @Sendable (HTTPCall) async throws -> HTTPReply
    ) {
        self.database = database
        self.keys = keys
        self.clock = clock
        self.allowsPlain = allowsPlain
        self.log = log
        self.send = send
    }

    /// Works until the task is cancelled.
    package func run() async {
        let busy = Busy()
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do {
                    for endpoint in try await follow() where busy.begin(endpoint.id) {
                        group.addTask {
                            await tell(endpoint)
                            busy.end(endpoint.id)
                        }
                    }
                } catch { log("web-hooks could not be looked after: \(error)") }
                // Cancelled while waiting: the loop's condition sees it.
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    /// Makes deliveries of what happened, for every active endpoint; says which have something due.
    package func follow() async throws -> [WebhookEndpoint] {
        let now = clock.now()
        let behind = try await database.read { db in
            try WebhookEndpoint.active(db).filter { try WebhookEndpoint.newest($0.tenant, db) > $0.position }
        }
        for endpoint in behind {
            var hasMore = true
            while hasMore {
                hasMore = try await database.write { db in
                    let current = try WebhookEndpoint.find(endpoint.id, tenant: endpoint.tenant, db)
                    guard current.state == .active else { return false }
                    return try current.follow(limit: Self.rowsAtOnce, at: now, db)
                }
            }
        }
        return try await database.read { db in
            try WebhookEndpoint.active(db).filter { try !WebhookDelivery.due($0.id, at: now, limit: 1, db).isEmpty }
        }
    }

    /// Tells one endpoint what is due for it, one after the other in the order in which it happened.
    private func tell(_ endpoint: WebhookEndpoint) async {
        do { _ = try await deliver(to: endpoint) } catch {
            log("web-hook \(endpoint.id) could not be told: \(error)")
        }
    }

    /// A round of deliveries; says how many were tried.
    @discardableResult
    package func deliver(to endpoint: WebhookEndpoint) async throws -> Int {
        let now = clock.now()
        let due = try await database.read {
            try WebhookDelivery.due(endpoint.id, at: now, limit: Self.deliveriesAtOnce, $0)
        }
        for (index, delivery) in due.enumerated() {
            if Task.isCancelled { return index }
            let outcome = try await attempt(delivery, endpoint)
            let ended = clock.now()
            try await database.write { db in
                let current = try WebhookDelivery.find(delivery.id, tenant: delivery.tenant, db)
                guard current.state == .queued else { return }
                try current.conclude(outcome, at: ended, db)
            }
            // A server that does not answer is not asked for each of the others as well.
            if outcome.status == nil { return index + 1 }
        }
        return due.count
    }

    private func attempt(_ delivery: WebhookDelivery, _ endpoint: WebhookEndpoint) async throws -> WebhookOutcome {
        guard let address = WebhookAddress(endpoint.url, allowsPlain: allowsPlain) else {
            return WebhookOutcome(WebhookRefusal.badAddress.reason)
        }
        guard
            let secret = keys.open(endpoint.sealedSecret, place: WebhookSecret.place(endpoint.id)).flatMap({
                WebhookSecret($0)
            })
        else { return WebhookOutcome("the endpoint's secret does not open with this master key") }
        let message = try await database.read {
            try WebhookMessage.load(delivery, withDetails: endpoint.withDetails, $0)
        }
        guard let message else { return WebhookOutcome("the history has no row \(delivery.historySeq)") }
        do {
            let reply = try await send(message.call(delivery, to: address, secret: secret, at: clock.now()))
            return WebhookOutcome(status: reply.status)
        } catch let fault as WireFault { return WebhookOutcome(fault) }
    }
}

/// The endpoints that are being told just now.
private final class Busy: Sendable {
    private let ids = Mutex(Set<WebhookEndpoint.ID>())

    /// False where it is at work already.
    func begin(_ id: WebhookEndpoint.ID) -> Bool { ids.withLock { $0.insert(id).inserted } }
    func end(_ id: WebhookEndpoint.ID) { ids.withLock { _ = $0.remove(id) } }
}
