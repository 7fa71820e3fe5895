import Applications
import Cohorts
import Correspondence
import Crypto
import Kernel
import Ledger
import MIME
import Outbox
import People
import Storage
import Templates
import TestCalls
import TestDatabases
import TestServers
import Web

@testable import PartnerFunding

/// Two offices that take enquiries, the routes of the slice, and what their mails say.
final class Partnered: Sendable {
    let folder: TemporaryFolder
    let database: Database
    let blobs: BlobStore
    let clock = ManualClock(Moment(seconds: 1_795_000_000))
    let tenants: [TenantID]
    let admins: [Principal]
    let desk: PartnerDesk
    let caller: RouteCaller

    static let password = "correct horse battery"

    // swift-format-ignore
    static let enquiry: Value = [
        "name": "Lark Foundation", "contact_name": "Ines Calloway", "email": "ines@lark.example",
        "interest": "recurring", "amount_low": "500", "amount_high": "1500", "currency": "USD", "motivation": "ngo",
        "motivation_text": "whole cohorts",
    ]

    init(isUnspent: Bool? = false) async throws {
        folder = try TemporaryFolder()
        let now = clock.now()
        database = try await TestDatabases.open(
            "\(folder.path)/partners.db",
            StorageSchema.migrations + PeopleSchema.migrations + CorrespondenceSchema.migrations
                + OutboxSchema.migrations + LedgerSchema.migrations + CohortsSchema.migrations
                + PartnerFundingSchema.migrations, at: now)
        tenants = try await database.write { db in
            try ["One", "Two"].map { name in
                let tenant = try Tenant.add(name: name, by: .system("test"), at: now, db)
                try db.run(
                    """
                    INSERT INTO mail_account (id, tenant_id, name, address, display_name, can_send, can_receive, state,
                                              created_at)
                    VALUES (\(MailAccount.ID(at: now)), \(tenant), 'deals', 'deals@office.example', 'The Office', 1, 1,
                            'active', \(now))
                    """)
                return tenant
            }
        }
        admins = tenants.map { Self.principal($0, PersonID(bits: 5), [.admin]) }
        blobs = try BlobStore(folder: "\(folder.path)/blobs")
        var root = #filePath.split(separator: "/")
        root.removeLast(3)
        desk = PartnerDesk(
            database: database, intake: FileIntake(blobs: blobs),
            templates: try TemplateLibrary(folder: "/\(root.joined(separator: "/"))/templates"),
            signer: TokenSigner { _ in [UInt8](repeating: 7, count: 32) }, publicURL: "https://desk.example",
            passwords: Passwords(cost: 4), clock: clock)
        caller = RouteCaller(
            PartnerRoutes.routes(
                desk: desk,
                isUnspent: { [clock] in try isUnspent ?? CommitmentStanding.isUnspent($0, at: clock.now(), $1) })
                + CommitmentRoutes.routes(database: database, clock: clock)
                + AllocationRoutes.routes(database: database, clock: clock)
                + BankRoutes.routes(database: database, clock: clock, intake: FileIntake(blobs: blobs))
                + ReportRoutes.routes(database: database, clock: clock, intake: FileIntake(blobs: blobs))
                + PortalRoutes.routes(database: database, clock: clock, intake: FileIntake(blobs: blobs))
                + PeopleRoutes.routes(
                    database: database, clock: clock, passwords: Passwords(cost: 4), isBehindTLS: false))
    }

    static func principal(_ tenant: TenantID, _ person: PersonID?, _ roles: Set<RoleName>) -> Principal {
        Principal(
            tenant: tenant, person: person, name: "Somebody", roles: roles,
            credential: .session(id: "none", csrf: "none"))
    }

    var admin: Principal { admins[0] }

    /// An enquiry at the first office; its partner.
    @discardableResult
    func enquire(_ changes: (String, Value)...) async throws -> Partner.ID { try await enquire(changes) }

    private func enquire(_ changes: [(String, Value)]) async throws -> Partner.ID {
        var body = Self.enquiry
        for (name, value) in changes { body = body.adding(name, value) }
        clock.advance(.minutes(2))
        // Each from a place of its own.
        let place = clock.now().milliseconds / 120_000 % 60_000
        _ = try await caller.call(
            .post, "/enquiries/\(tenants[0])", body, as: nil, from: "10.1.\(place / 250).\(place % 250)")
        return try await database.read { try $0.value("SELECT max(id) FROM partner", as: Partner.ID.self) }
            ?? Partner.ID(bits: 0)
    }

    /// An enquiry whose address answered and that came to `state` by its moves.
    func partner(in state: Partner.State, _ changes: (String, Value)...) async throws -> Partner.ID {
        let id = try await enquire(changes)
        clock.advance(.minutes(1))
        let (tenant, now) = (tenants[0], clock.now())
        try await database.write { db in
            try db.run(
                "UPDATE partner SET state = \(state), confirmed_at = \(now) WHERE tenant_id = \(tenant) AND id = \(id)")
        }
        return id
    }

    func act(_ path: String, _ value: Value = [:], as asker: Principal? = nil) async throws -> RouteCaller.Outcome {
        try await caller.call(.post, path, value, as: asker ?? admin)
    }

    /// The kind of what a call is refused with, as its status; 200 where it is not refused.
    func status(
        _ method: Web.Method, _ path: String, _ value: Value = .null, as asker: Principal?,
        from address: String = "127.0.0.1"
    ) async throws -> Int {
        do {
            return try await caller.call(method, path, value, as: asker, from: address).status
        } catch let refusal as any Refusal {
            return refusal.kind.rawValue
        }
    }

    func find(_ id: Partner.ID) async throws -> Partner {
        let tenant = tenants[0]
        return try await database.read { try Partner.find(id, tenant: tenant, $0) }
    }

    /// How many rows a statement counts.
    func count(_ sql: SQL) async throws -> Int { try await database.read { try $0.value(sql) ?? 0 } }

    /// The text of the newest mail that is queued, with its soft line ends taken out.
    func newestMail() async throws -> String {
        let tenant = tenants[0]
        let segments = try await database.read { db -> [MessageSegment] in
            let id: Message.ID? = try db.value("SELECT max(message_id) FROM outbox WHERE tenant_id = \(tenant)")
            return try id.map { try Message.segments(of: $0, tenant: tenant, db) } ?? []
        }
        var bytes: [UInt8] = []
        try StoredMail.forEachChunk(of: segments, in: blobs) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self).replacing("=\r\n", with: "").replacing("=3D", with: "=")
    }

    /// The token that the newest mail carries.
    func newestToken() async throws -> String {
        let mail = try await newestMail()
        return String(mail.split(separator: "token=").last?.prefix(64) ?? "")
    }

    /// A partner whose contact has a login; who signs in.
    func joined(
        _ email: String = "ines@lark.example", name: String = "Lark Foundation"
    ) async throws -> (partner: Partner.ID, principal: Principal) {
        let id = try await partner(in: .qualified, ("email", .string(email)), ("name", .string(name)))
        _ = try await act("/partners/\(id)/approval")
        _ = try await act(
            "/invitation",
            ["token": .string(try await newestToken()), "name": "Ines", "password": .string(Self.password)])
        let person = try await database.read {
            try $0.value("SELECT person_id FROM partner_user WHERE partner_id = \(id)", as: PersonID.self)
        }
        return (id, Self.principal(tenants[0], person, [.partner]))
    }
}
