import CPostgres
import Glibc
import Kernel

/// libpq's connection: connects, sends, reads, and tells faults apart.
final class PostgresLink {
    private let uri: String
    /// The server's address without user and password.
    private var place: String { DatabaseAddress.postgres(uri: uri).shown }
    private let isWriter: Bool
    private var handle: OpaquePointer?
    private var statements: [String: PostgresStatement] = [:]
    private var names = 0
    private var wasConnected = false
    /// How many statements of the last exchange succeeded before one failed.
    private(set) var answered = 0
    /// The server was told to end a transaction, and its answer was not read yet.
    private var isOwed = false

    /// Statements that are kept prepared; beyond, all are forgotten.
    private static let mostStatements = 1000

    init(uri: String, isWriter: Bool) {
        self.uri = uri
        self.isWriter = isWriter
    }

    deinit { PQfinish(handle) }

    var isBroken: Bool { handle == nil || PQstatus(handle) != CONNECTION_OK }
    var isInTransaction: Bool { !isOwed && PQtransactionStatus(handle) != PQTRANS_IDLE }
    /// The transaction takes no more statements until it is rolled back to a savepoint.
    var hasFailed: Bool { PQtransactionStatus(handle) == PQTRANS_INERROR }

    // MARK: connecting

    /// Makes the connection unless it stands. One that has stood before is tried again for a minute (a server that
    /// restarts, a standby that takes over), and so is a server that is starting; `say` is told so once.
    func connect(_ say: (String) -> Void = { _ in }) throws {
        guard isBroken else { return }
        close()
        var pause = Span.milliseconds(50)
        var hasSaid = false
        let start = Self.now()
        while true {
            do { return try connectOnce() } catch let trouble as ConnectionTrouble {
                let patience = wasConnected ? .minutes(1) : trouble.patience
                guard Self.now() - start < patience.milliseconds else { throw StorageFault.unusable(trouble.sentence) }
                if patience >= .minutes(1), !hasSaid { say("\(trouble.sentence); it is tried for a minute") }
                hasSaid = true
            }
            usleep(UInt32(pause.milliseconds) * 1000)
            pause = .milliseconds(min(2000, pause.milliseconds * 2))
        }
    }

    private func connectOnce() throws {
        // What stands before dbname is the default, and the address may say otherwise.
        let words: [(String, String)] = [
            ("connect_timeout", "5"), ("target_session_attrs", "read-write"), ("application_name", "fundgate"),
            ("keepalives_idle", "15"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "30000"), ("dbname", uri), ("client_encoding", "UTF8"),
        ]
        let keys = words.map { strdup($0.0) }
        let values = words.map { strdup($0.1) }
        defer { for word in keys + values { free(word) } }
        let made = (keys.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { keys in
            (values.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { values in
                PQconnectdbParams(keys.baseAddress, values.baseAddress, 1)
            }
        }
        guard let made, PQstatus(made) == CONNECTION_OK else {
            let text = made.map { String(cString: PQerrorMessage($0)) } ?? "no memory"
            PQfinish(made)
            throw ConnectionTrouble(text, at: place)
        }
        handle = made
        if let trouble = ConnectionTrouble.tooOld(PQserverVersion(made), at: place) {
            close()
            throw trouble
        }
        PQsetNoticeProcessor(made, { _, _ in }, nil)
        do {
            try execute(isWriter ? Self.writersBounds : Self.readersBounds)
            try execute(PostgresDialect.presence)
        } catch {
            close()
            throw ConnectionTrouble((error as? StorageFault)?.description ?? "it broke at once", at: place)
        }
        wasConnected = true
    }

    /// A node that hangs loses its connection, and with it the writers' lock.
    private static let writersBounds = "SET statement_timeout = '60s'; SET idle_in_transaction_session_timeout = '20s'"
    private static let readersBounds =
        "SET statement_timeout = '120s'; SET idle_in_transaction_session_timeout = '120s'"

    private func close() {
        PQfinish(handle)
        handle = nil
        statements = [:]
        isOwed = false
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    // MARK: statements

    /// Waits for news of other connections, for at most so many milliseconds; the names that were told.
    func heard(atMost milliseconds: Int32) throws -> Set<String> {
        guard let handle else { throw StorageFault.interrupted("no connection") }
        var wish = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        poll(&wish, 1, milliseconds)
        guard PQconsumeInput(handle) == 1 else { throw StorageFault.interrupted("the connection broke") }
        var names: Set<String> = []
        while let note = PQnotifies(handle) {
            names.insert(String(cString: note.pointee.extra))
            PQfreemem(note)
        }
        return names
    }

    /// Several statements without values, in a transaction of their own.
    @discardableResult
    func execute(_ text: String) throws -> PostgresResult {
        try settle()
        guard let handle, let raw = PQexec(handle, text) else { throw StorageFault.interrupted("no connection") }
        let result = PostgresResult(raw)
        guard result.status == PGRES_COMMAND_OK || result.status == PGRES_TUPLES_OK else { throw result.fault }
        return result
    }

    /// Fills a table by COPY: `rows` hands over each row.
    func copy(_ statement: String, _ rows: (_ take: ([SQLValue]) throws -> Void) throws -> Void) throws {
        try settle()
        guard let handle, let raw = PQexec(handle, statement) else { throw StorageFault.interrupted("no connection") }
        let begun = PostgresResult(raw)
        guard begun.status == PGRES_COPY_IN else { throw begun.fault }
        var stream = PostgresCopy()
        func send() throws {
            let sent = stream.bytes.withUnsafeBytes {
                PQputCopyData(handle, $0.assumingMemoryBound(to: CChar.self).baseAddress, Int32($0.count))
            }
            stream.bytes.removeAll(keepingCapacity: true)
            guard sent == 1 else { throw StorageFault.interrupted("the connection broke") }
        }
        let outcome = Result {
            try rows { values in
                stream.append(values)
                if stream.bytes.count >= Self.copiedAtOnce { try send() }
            }
            stream.end()
            try send()
        }
        switch outcome {
        case .success: PQputCopyEnd(handle, nil)
        case .failure: PQputCopyEnd(handle, "the source failed")
        }
        var fault: StorageFault?
        while let raw = PQgetResult(handle) {
            let result = PostgresResult(raw)
            if result.status != PGRES_COMMAND_OK { fault = fault ?? result.fault }
        }
        // Where rows could not be read, that is the first error, and the server's only follows from it.
        try outcome.get()
        if let fault { throw fault }
    }

    private static let copiedAtOnce = 1 << 16

    /// Sends all in one go and reads until the server has answered all. Throws the first fault; what followed the
    /// statement that failed was not run.
    func exchange(_ texts: [String], _ queries: [SQL]) throws -> [PostgresResult] {
        answered = 0
        try settle()
        guard let handle, PQenterPipelineMode(handle) == 1 else { throw StorageFault.interrupted("no connection") }
        for text in texts { PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 0) }
        let new = queries.filter { send($0, on: handle) }
        PQpipelineSync(handle)
        let (results, fault) = read(handle)
        answered = results.count
        PQexitPipelineMode(handle)
        if let fault {
            // A statement that was to be prepared, or does not fit the tables any more, is prepared anew.
            for query in fault.isStale ? queries : new { statements[query.text] = nil }
            throw fault.isStale ? .interrupted("the tables were changed") : fault.fault
        }
        guard !results.isEmpty else { throw StorageFault.interrupted("the connection broke") }
        return results
    }

    /// Sends what ends a transaction that has nothing to lose, and does not wait for the answer: the next exchange reads it.
    func leave(with text: String) {
        guard let handle, !isOwed, PQenterPipelineMode(handle) == 1 else { return }
        PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 0)
        PQpipelineSync(handle)
        isOwed = true
    }

    private func settle() throws {
        guard isOwed, let handle else { return }
        isOwed = false
        let (_, failure) = read(handle)
        PQexitPipelineMode(handle)
        if let failure { throw failure.fault }
    }

    /// True where the statement is prepared on the way.
    private func send(_ sql: SQL, on handle: OpaquePointer) -> Bool {
        let parameters = PostgresParameters(sql.values)
        if statements.count > Self.mostStatements {
            statements = [:]
            PQsendQueryParams(handle, "DEALLOCATE ALL", 0, nil, nil, nil, nil, 0)
        }
        let statement = statements[sql.text] ?? PostgresStatement(sql.text)
        statements[sql.text] = statement
        let former = statement.names[parameters.types]
        let name = former ?? newName()
        if former == nil {
            PQsendPrepare(handle, name, statement.text, parameters.count, parameters.types)
            statement.names[parameters.types] = name
        }
        parameters.withLists { values, lengths, formats in
            _ = PQsendQueryPrepared(handle, name, parameters.count, values, lengths, formats, 1)
        }
        return former == nil
    }

    private func newName() -> String {
        names += 1
        return "s\(names)"
    }

    private struct Failure {
        let fault: StorageFault
        /// A prepared statement's plan does not fit the tables any more.
        let isStale: Bool
    }

    private func read(_ handle: OpaquePointer) -> ([PostgresResult], Failure?) {
        var results: [PostgresResult] = []
        var failure: Failure?
        var silences = 0
        while true {
            guard let raw = PQgetResult(handle) else {
                silences += 1
                if silences > 1 || PQstatus(handle) != CONNECTION_OK { break }
                continue
            }
            silences = 0
            let result = PostgresResult(raw)
            switch result.status {
            case PGRES_PIPELINE_SYNC: return (results, failure)
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK: results.append(result)
            case PGRES_PIPELINE_ABORTED: break
            default: failure = failure ?? Failure(fault: result.fault, isStale: result.state == "0A000")
            }
        }
        if case .interrupted = failure?.fault { return (results, failure) }
        return (results, Failure(fault: .interrupted("the connection broke"), isStale: false))
    }

    // MARK: a commit whose answer was lost

    /// Connects and asks what became of the writer's transaction. Where its former connection still lives on the server,
    /// its end is waited for.
    func wasCommitted(_ transaction: String, by writer: String) throws -> Bool {
        let start = Self.now()
        while Self.now() - start < Span.minutes(2).milliseconds {
            try connect()
            do {
                if try execute("SELECT pg_xact_status('\(transaction)'::xid8)").word != "in progress" {
                    return try execute(PostgresDialect.isMarked(transaction, by: writer)).word == "1"
                }
                usleep(200_000)
            } catch StorageFault.interrupted {
                // The connection broke again: connect() makes it anew.
            } catch StorageFault.failed(_, "SQLSTATE 22023") {
                // A number of the future: this server never saw the transaction.
                return false
            }
        }
        throw StorageFault.failed(code: 0, "transaction \(transaction) did not end")
    }
}
