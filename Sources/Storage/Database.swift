import Kernel
import Synchronization

/// The store: one writer with group commit, readers that never wait for it.
package final class Database: Sendable {
    private let writer: Writer
    private let readers: Readers
    private let board: SignalBoard
    package let address: DatabaseAddress
    private let listener: PostgresListener?

    /// Opens or creates the file at `path` (SQLite, WAL, synchronous FULL).
    package convenience init(path: String, readers count: Int = BlockingThreads.most) throws {
        try self.init(.sqlite(path: path), readers: count)
    }

    /// Opens the store; a server is first asked when something is read or written.
    package init(_ address: DatabaseAddress, readers count: Int = BlockingThreads.most) throws {
        let board = SignalBoard()
        self.board = board
        self.address = address
        writer = try Writer(address) { board.raise($0) }
        readers = try Readers(address, count: count)
        listener = address.listener { names in names.map(board.raise) ?? board.raiseAll() }
    }

    deinit { listener?.stop() }

    /// Whether a signal that another process raised is heard here too.
    package var hearsOthers: Bool { listener != nil }

    /// Runs `body` as one transaction; on an error nothing of it stays. Returns after the commit is on the disk.
    package func write<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await writer.write(body)
    }

    /// The same for a thread of its own that may block, in the middle of a C library's work.
    package func writeAndWait<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) throws -> T {
        try writer.writeAndWait(body)
    }

    /// Runs `body` on one snapshot.
    package func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await readers.read(body)
    }

    /// The rows of one query that is not made for an office: quicker than `read`, which opens a snapshot for several.
    package func rows(of query: SQL) async throws -> [Row] {
        try await readers.rows(of: query)
    }

    /// A stream with an element after each commit that signalled `name`; what comes while nobody asks is one element.
    package func signals(named name: String) -> AsyncStream<Void> {
        listener?.start()
        return board.stream(named: name)
    }

    /// A bell that rings after each commit that signalled `name`, for as long as it is held.
    package func bell(named name: String) -> Bell {
        listener?.start()
        return board.bell(named: name)
    }

    /// Copies the whole database as of now into a new file of SQLite, whichever engine it is on; readers and writers go
    /// on. `migrations` made the database.
    package func backup(to path: String, migrations: [Migration]) async throws {
        switch address {
        case .sqlite(let source):
            try await Lane.apart { try SQLiteSession(path: source, for: .reading).backup(to: path) }
        case .postgres:
            // A backup keeps what there is: whether ledgers fit together is asked of the running office.
            try await OfficeCopy(
                from: address, to: .sqlite(path: path), migrations: migrations, isOnline: true, look: { _ in }
            ).run()
        }
    }

    /// Runs `body` on the writer outside any transaction: schema changes.
    func alone<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        try await writer.alone(body)
    }
}

/// Who waits for which signal.
final class SignalBoard: Sendable {
    private struct Listeners {
        var next = 0
        var streams: [String: [Int: AsyncStream<Void>.Continuation]] = [:]
        var bells: [String: [WeakBell]] = [:]
    }

    private let listeners = Mutex(Listeners())

    func raise(_ names: Set<String>) {
        let bells = listeners.withLock { all in names.flatMap { all.bells[$0]?.compactMap(\.bell) ?? [] } }
        for bell in bells { bell.ring() }
        let continuations = listeners.withLock { all in names.flatMap { all.streams[$0].map { Array($0.values) } ?? [] }
        }
        for continuation in continuations { continuation.yield() }
    }

    func raiseAll() { raise(listeners.withLock { Set($0.streams.keys).union($0.bells.keys) }) }

    func bell(named name: String) -> Bell {
        let bell = Bell()
        listeners.withLock { all in
            all.bells[name, default: []].removeAll { $0.bell == nil }
            all.bells[name, default: []].append(WeakBell(bell: bell))
        }
        return bell
    }

    func stream(named name: String) -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let key = listeners.withLock { all in
                all.next += 1
                all.streams[name, default: [:]][all.next] = continuation
                return all.next
            }
            continuation.onTermination = { [weak self] _ in
                self?.listeners.withLock { _ = $0.streams[name]?.removeValue(forKey: key) }
            }
        }
    }
}

/// A bell that is gone when nobody holds it.
private struct WeakBell: Sendable {
    weak let bell: Bell?
}
