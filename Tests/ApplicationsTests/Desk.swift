import Crypto
import Glibc
import Kernel
import People
import Storage
import TestCalls
import TestDatabases
import TestServers

@testable import Applications
@testable import Web

/// A database with two tenants and the routes of applications.
final class Desk: Sendable {
    let folder: TemporaryFolder
    let database: Database
    let clock = ManualClock(Moment(seconds: 1_800_000_000))
    let keys = PersonalKeys(
        sealing: SealingKeys([1: Array(repeating: 7, count: 32)]), hashing: Array(repeating: 9, count: 32))
    let intake: FileIntake
    let broker: Principal
    let reader: Principal
    let stranger: Principal
    let caller: RouteCaller

    static let migrations = StorageSchema.migrations + PeopleSchema.migrations + ApplicationsSchema.migrations

    init() async throws {
        folder = try TemporaryFolder()
        let now = clock.now()
        database = try await TestDatabases.open("\(folder.path)/test.db", Self.migrations, at: now)
        intake = FileIntake(blobs: try BlobStore(folder: "\(folder.path)/blobs"))
        let tenants = try await database.write { db in
            try ["ours", "theirs"].map { try Tenant.add(name: $0, by: .system("test"), at: now, db) }
        }
        broker = Self.principal(tenants[0], [.broker])
        reader = Self.principal(tenants[0], [.readOnly])
        stranger = Self.principal(tenants[1], [.broker])
        caller = RouteCaller(
            ApplicationRoutes.routes(database: database, clock: clock, keys: keys, intake: intake))
    }

    private static func principal(_ tenant: TenantID, _ roles: Set<RoleName>) -> Principal {
        Principal(tenant: tenant, person: nil, name: "test", roles: roles, credential: .key(name: "test"))
    }

    var today: Day { clock.now().day }

    func create(_ body: Value) async throws -> RouteCaller.Outcome {
        try await caller.call(.post, "/applications", body, as: broker)
    }

    func importing(_ text: String, allOrNothing: Bool = false) async throws -> [ApplicationImport.RowAnswer] {
        try await ApplicationImport(database: database, keys: keys, tenant: broker.tenant, by: broker.who)
            .run(ImportSource(Array(text.utf8)), allOrNothing: allOrNothing, at: clock.now())
    }

    /// A file as the server would hand it over.
    func upload(_ name: String, _ bytes: [UInt8]) throws -> UploadedFile {
        let path = "\(folder.path)/upload-\(Hexadecimal.encode(randomBytes(6)))"
        let file = open(path, O_CREAT | O_WRONLY, 0o600)
        _ = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        close(file)
        return UploadedFile(
            field: "files", name: name, contentType: "text/html", sizeBytes: bytes.count,
            file: TemporaryFile(path: path))
    }

    static let pdf = Array("%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n9\n%%EOF\n".utf8)

    static let joes: Value = [
        "legal_name": "Joe's Pizza, L.L.C.", "trade_name": "Joe's", "ein": "12-3456789", "entity_type": "llc",
        "industry_code": "722511", "industry_name": "Restaurant", "state": "ny", "started_on": "2019-03-01",
        "monthly_revenue": "85000.50", "requested_amount": "50000", "fico": 640, "open_positions": 1,
        "owners": [
            ["name": "Joe Rossi", "share": "60", "ssn": "123-45-6789", "birth_date": "1980-05-17"],
            ["name": "Ann Rossi", "share": "40.0"],
        ],
        "advances": [["funder": "Old Fund", "balance": "12000", "payment": "600", "frequency": "weekly"]],
    ]
}
