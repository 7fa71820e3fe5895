import Glibc
import Kernel
import People
import Storage
import Synchronization
import TestServers
import Web

@testable import Server

/// An office's pages on a port of their own, and a client of a few lines for them.
final class LiveDesk: Sendable {
    private let server: HTTPServer
    let office: Office

    init(_ office: Office) throws {
        var configuration = office.configuration
        configuration.port = 0
        self.office = Office(
            configuration: configuration, database: office.database, blobs: office.blobs, keys: office.keys,
            templates: office.templates, clock: office.clock, log: office.log, passwords: office.passwords)
        // On a busy machine a client may pause; what a slow one may cost is looked at in the server's own tests.
        server = Desk(self.office, accounts: []).server { $0.grantTime() }
        try server.start()
    }

    /// Ends by itself with the process; a test does not wait for it.
    func stop() {
        let server = server
        Task { await server.stop(grace: .seconds(1)) }
    }

    struct Reply: Sendable {
        let status: Int
        let headers: String
        let body: String
    }

    /// A program's key with these roles.
    func key(_ name: String, _ roles: Set<RoleName>, tenant: TenantID) async throws -> String {
        let (secret, now) = (APIKey.Secret(), office.clock.now())
        _ = try await office.database.write {
            try APIKey.add(secret, name: name, roles: roles, tenant: tenant, by: .system("test"), at: now, $0)
        }
        return secret.text
    }

    /// One request on a connection of its own.
    func ask(
        _ method: String, _ path: String, key: String? = nil, cookie: String? = nil, accept: String = "text/html",
        body: String? = nil, type: String = "application/x-www-form-urlencoded",
        once: String? = "\(UInt64.random(in: 0 ... .max))"
    ) async throws -> Reply {
        var text = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: \(accept)\r\n"
        if let key { text += "Authorization: Bearer \(key)\r\n" }
        if let cookie { text += "Cookie: \(cookie)\r\n" }
        if method != "GET" {
            if let once { text += "Idempotency-Key: \(once)\r\n" }
            text += "Content-Type: \(type)\r\n"
            text += "Content-Length: \((body ?? "").utf8.count)\r\n"
        }
        let request = Array((text + "\r\n" + (body ?? "")).utf8)
        // The handlers need the cooperative pool: who waits for them must not hold it.
        let port = server.port
        let bytes = try await Blocking.run { try Loopback.exchange(request, with: port) }
        let whole = String(decoding: bytes, as: UTF8.self)
        let parts = whole.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let status = whole.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return Reply(
            status: status, headers: parts.first.map(String.init) ?? "", body: parts.count == 2 ? String(parts[1]) : "")
    }
}
