import CPostgres
import Crypto
import Dispatch
import Glibc
import Kernel
import Storage
import Synchronization
import TestServers

/// Databases that a list of migrations made, one for each list, and copies of them: a copy takes a tenth of the time that
/// the migrations take. A copy lives as long as the folder of its test.
final class PreparedDatabases: Sendable {
    static let shared = PreparedDatabases()

    private let copies = Mutex<[String: Copy]>([:])
    private let prepared = Mutex<[String: Task<String, any Error>]>([:])

    func holds(_ name: String) -> Bool { copies.withLock { $0[name] != nil } }

    /// Makes the database `name`, which belongs to `path`, from what `migrations` made.
    func copy(_ name: String, for path: String, _ migrations: [Migration], on server: String) async throws {
        let model = try await model(migrations, on: server).value
        // One that is still connected to lives until the whole server goes.
        for over in takeOver() { try? await Self.run("DROP DATABASE \(over)", on: server) }
        try await Self.run("CREATE DATABASE \(name) TEMPLATE \(model)", on: server)
        copies.withLock { $0[name] = Copy(path) }
    }

    /// A copy, and the temporary folder of its test, which may be made after it.
    private struct Copy {
        private let folder: String?
        private var wasThere = false

        init(_ path: String) {
            folder = TemporaryFolder.root(of: path)
            _ = isOver()
        }

        mutating func isOver() -> Bool {
            guard let folder else { return false }
            let isThere = access(folder, F_OK) == 0
            defer { wasThere = wasThere || isThere }
            return wasThere && !isThere
        }
    }

    /// The copies whose tests are over: hundreds of them would fill the disk.
    private func takeOver() -> [String] {
        copies.withLock { all in
            let over = all.keys.filter { all[$0]?.isOver() == true }
            for name in over { all[name] = nil }
            return over
        }
    }

    /// The address of a database beside the one that `server` names.
    static func address(_ name: String, on server: String) -> String {
        guard let start = server.firstRange(of: "///")?.upperBound, let end = server.firstIndex(of: "?") else {
            preconditionFailure("the tests' server is named as scripts/postgres names it")
        }
        return server[..<start] + name + server[end...]
    }

    private func model(_ migrations: [Migration], on server: String) -> Task<String, any Error> {
        // Each run of tests makes its own: what another left may be cut off.
        let text = "\(getpid()) " + migrations.map(\.checksum.description).joined()
        let name = "m_" + Digest(of: Array(text.utf8)).description.prefix(24)
        return prepared.withLock { all in
            if let task = all[name] { return task }
            let task = Task {
                try await Self.run("CREATE DATABASE \(name)", on: server)
                try await Self.fill(.postgres(uri: Self.address(name, on: server)), migrations)
                return name
            }
            all[name] = task
            return task
        }
    }

    /// Nothing may be connected to what is copied, so the connections end here.
    private static func fill(_ address: DatabaseAddress, _ migrations: [Migration]) async throws {
        try await Database(address, readers: 1).migrate(migrations, at: Moment(seconds: 0))
    }

    /// A statement that runs outside any transaction, on a connection of its own.
    private static func run(_ statement: String, on server: String) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue(label: "tests.databases").async {
                let connection = PQconnectdb(server)
                defer { PQfinish(connection) }
                let result = PQexec(connection, statement)
                defer { PQclear(result) }
                if PQresultStatus(result) == PGRES_COMMAND_OK {
                    continuation.resume()
                } else {
                    let reason = String(cString: PQerrorMessage(connection))
                    continuation.resume(throwing: PreparationFailed(reason: reason))
                }
            }
        }
    }

    struct PreparationFailed: Error {
        let reason: String
    }
}
