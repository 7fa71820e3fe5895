import Correspondence
import Crypto
import Kernel
import People
import Storage
import Web

extension InboxRoutes {
    func list(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let after = page.after?.value.text.flatMap { Arrival.ID($0) }
        let found = try await database.read { db -> Page<QuarantineLine> in
            let folders = try MailFolder.all(tenant: caller.tenant, db)
            let accounts = try MailAccount.all(tenant: caller.tenant, db)
            let arrivals = try Arrival.quarantined(
                tenant: caller.tenant, after: after, limit: page.limit + 1, db)
            let lines = arrivals.map { arrival in
                let folder = folders.first { $0.id == arrival.folder }
                let account = accounts.first { $0.id == folder?.account }
                return QuarantineLine(arrival: arrival, place: "\(account?.name ?? ""), \(folder?.name ?? "")")
            }
            return Page(rows: lines, of: page) { Value($0.arrival.id) }
        }
        return .view("inbox/quarantine", found.value(\.value), title: "Quarantine")
    }

    func source(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Arrival.self)
        let arrival = try await database.read { try Arrival.find(id, tenant: caller.tenant, $0) }
        let path = try await blobs.awaitedPath(of: arrival.rawHash)
        return .file(FileAnswer(path: path, type: "message/rfc822", name: "\(id).eml"))
    }

    func retry(_ request: Request) async throws -> Answer {
        try await change(request) { id, caller, now, db in
            try Arrival.retry(id, tenant: caller.tenant, by: caller.who, at: now, db)
        }
    }

    func dismiss(_ request: Request) async throws -> Answer {
        try await change(request) { id, caller, now, db in
            let arrival = try Arrival.find(id, tenant: caller.tenant, db)
            try Arrival.move(arrival, on: .dismiss, why: arrival.why, by: caller.who, at: now, db)
        }
    }

    private func change(
        _ request: Request, _ body: @escaping @Sendable (Arrival.ID, Principal, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Arrival.self)
        let now = clock.now()
        let state = try await database.write { db in
            try body(id, caller, now, db)
            return try Arrival.find(id, tenant: caller.tenant, db).state
        }
        return .done(redirect: "/quarantine", ["id": Value(id), "state": Value(state.rawValue)])
    }
}

/// One line of the quarantine; `place` is the account and folder where the mail was found.
struct QuarantineLine: Sendable {
    let arrival: Arrival
    let place: String

    var value: Value {
        [
            "id": Value(arrival.id), "why": Value(arrival.why), "place": Value(place),
            "arrived_at": Value(arrival.arrivedAt), "stored_at": Value(arrival.storedAt),
            "size_bytes": Value(arrival.rawSize), "state": Value(arrival.state.rawValue),
            "has_source": Value(arrival.rawHash != Digest(of: [])),
        ]
    }
}
