import Crypto
import Dispatch
import Glibc
import Kernel
import People
import Storage
import Synchronization
import TestDatabases
import TestServers
import Wire

@testable import Webhooks

/// An office with one web-hook, and a receiver that answers as a test says.
final class Hooked: Sendable {
    let database: Database
    let clock = ManualClock(Moment(seconds: 1_795_000_000))
    let keys = SealingKeys([1: [UInt8](repeating: 7, count: 32)])
    let tenant: TenantID
    let secret = WebhookSecret()
    let endpoint: WebhookEndpoint.ID
    private let folder: TemporaryFolder

    init(
        url: String, events: [String] = ["offer.accept", "submission.declined"], withDetails: Bool = false
    ) async throws {
        folder = try TemporaryFolder()
        let now = clock.now()
        database = try await TestDatabases.open(
            "\(folder.path)/hooks.db",
            StorageSchema.migrations + PeopleSchema.migrations + WebhooksSchema.migrations, at: now)
        let tenant = try await database.write { try Tenant.add(name: "One", by: .system("test"), at: now, $0) }
        self.tenant = tenant
        let (secret, keys) = (secret, keys)
        endpoint = try await database.write { db in
            try WebhookEndpoint.add(
                WebhookEndpoint.Draft(name: "crm", url: url, events: events, withDetails: withDetails),
                secret: secret, keys: keys, allowsPlain: true, tenant: tenant, by: .system("test"), at: now, db
            ).id
        }
    }

    /// Something happens: a row of the history.
    @discardableResult
    func happen(_ kind: String = "offer", _ event: String = "accept", times: Int = 1) async throws -> [String] {
        let (tenant, now) = (tenant, clock.now())
        return try await database.write { db in
            try (0..<times).map { _ in
                let id = Identifier<Hooked>(at: now)
                try History.append(
                    HistoryEntry(
                        kind, id, from: "pending", event, to: "accepted", by: .system("test"), at: now,
                        reason: "said so", detail: ["amount": 5]), tenant: tenant, db)
                return id.description
            }
        }
    }

    /// With a real client.
    func sender(
        isForPublic: Bool = false, patience: Span = .seconds(60), after call: (@Sendable () throws -> Void)? = nil
    ) -> WebhookSender {
        let client = HTTPClient(
            connectTimeout: .seconds(60), silence: patience, longest: patience, isForPublic: isForPublic)
        return WebhookSender(database: database, keys: keys, clock: clock, allowsPlain: true, log: { _ in }) {
            request in
            let reply = try await withCheckedThrowingContinuation { continuation in
                DispatchQueue(label: "test.send").async {
                    continuation.resume(with: Result { try client.send(request) })
                }
            }
            try call?()
            return reply
        }
    }

    /// One look at the history and one round for every endpoint that has something due; says how many were tried.
    @discardableResult
    func round(_ sender: WebhookSender) async throws -> Int {
        var tried = 0
        for endpoint in try await sender.follow() { tried += try await sender.deliver(to: endpoint) }
        return tried
    }

    func deliveries() async throws -> [WebhookDelivery] {
        let tenant = tenant
        return try await database.read { db in
            try db.rows(
                "SELECT \(part: WebhookDelivery.columns) FROM webhook_delivery WHERE tenant_id = \(tenant) ORDER BY history_seq"
            ).map(WebhookDelivery.init)
        }
    }

    /// `delivered 1, queued 2`: states with their attempts.
    func told() async throws -> [String] { try await deliveries().map { "\($0.state) \($0.attempts)" } }
}

/// What a receiver got in one call.
struct ReceivedCall {
    let headers: [String: String]
    let body: String

    init(_ bytes: [UInt8], body: [UInt8]) {
        var headers: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        self.headers = headers
        self.body = String(decoding: body, as: UTF8.self)
    }
}

/// A receiver on loopback that reads whole calls and answers each with the next of its statuses, the last one for ever.
final class Receiver: Sendable {
    private let calls = Mutex<[ReceivedCall]>([])
    private let listener: Int32
    let port: UInt16

    var received: [ReceivedCall] { calls.withLock { $0 } }
    var url: String { "http://127.0.0.1:\(port)/hook?x=1" }

    init(_ statuses: [Int] = [200]) {
        (listener, port) = Loopback.listen()
        let listener = listener
        Thread.start {
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return }
                let peer = Peer(descriptor)
                guard let head = peer.read(until: Array("\r\n\r\n".utf8)) else { continue }
                let length = ReceivedCall(head, body: []).headers["content-length"].flatMap { Int($0) } ?? 0
                guard let body = peer.read(count: length) else { continue }
                let count = self.calls.withLock { calls in
                    calls.append(ReceivedCall(head, body: body))
                    return calls.count
                }
                let status = statuses[min(count, statuses.count) - 1]
                peer.send(
                    Array(
                        "HTTP/1.1 \(status) X\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:1/\r\nConnection: close\r\n\r\n"
                            .utf8))
            }
        }
    }

    deinit { close(listener) }
}
