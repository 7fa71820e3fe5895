import Glibc
import Kernel
import Synchronization
import Testing

@testable import Web

/// A small desk of routes behind a real server on a free loopback port.
struct Desk: Sendable {
    let server: HTTPServer
    let folder: String
    let logged = Lines()

    static let broker = RoleName("broker")
    static let admin = RoleName("admin")

    var port: UInt16 { server.port }

    init(_ change: (inout ServerSettings) -> Void = { _ in }, routes: [Route] = []) throws {
        folder = "/tmp/web-tests-\(getpid())-\(Identifier<Desk>(at: Moment(milliseconds: 0)))"
        mkdir(folder, 0o700)
        var settings = ServerSettings(uploadFolder: folder)
        settings.connectionsPerAddress = 0
        // On a busy machine much time may pass between two lines of a test.
        settings.idleTime = .seconds(600)
        change(&settings)
        let lines = logged
        let parts = ServerParts(
            router: Router(Self.routes + routes), clock: SystemClock(), authenticate: Self.authenticate,
            renderer: { view, request in
                if view.value["breaks"] != nil { throw Crash() }
                let token = request.principal?.csrf ?? ""
                return Array("<title>\(view.title ?? "")</title><p>\(view.template) \(view.value.json)<i>\(token)".utf8)
            }, log: { lines.add($0) })
        server = HTTPServer(settings: settings, parts: parts)
        try server.start()
    }

    /// Starts a desk, runs `body` on a thread that may block, and stops.
    static func open(
        _ change: (inout ServerSettings) -> Void = { _ in }, routes: [Route] = [],
        _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
        signal(SIGPIPE, SIG_IGN)
        let desk = try Desk(change, routes: routes)
        let result: Result<Void, any Error> = await withTaskExecutorPreference(BlockingThreads.shared) {
            do { return .success(try await body(desk)) } catch { return .failure(error) }
        }
        await desk.server.stop(grace: .milliseconds(200))
        desk.removeFolder()
        try result.get()
    }

    var uploads: [String] { Self.names(in: folder) }

    /// How large the files of running uploads are by now.
    var uploadedBytes: Int {
        uploads.reduce(0) { sum, name in
            var status = stat()
            return stat(folder + "/" + name, &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }

    private func removeFolder() {
        for name in uploads { unlink(folder + "/" + name) }
        rmdir(folder)
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// One request on a connection of its own.
    func ask(_ text: String, _ body: String = "", toHead: Bool = false) throws -> WireAnswer {
        let client = try WireClient(port)
        client.send(text.replacing("\n", with: "\r\n") + "\r\n\r\n" + body)
        let answer = try client.answer(toHead: toHead)
        return try #require(answer)
    }

    func get(_ target: String, _ headers: String = "") throws -> WireAnswer {
        try ask("GET \(target) HTTP/1.1\nHost: desk" + (headers.isEmpty ? "" : "\n" + headers))
    }

    func post(_ target: String, _ headers: String = "", type: String = "application/json", _ body: String) throws
        -> WireAnswer
    {
        try ask(
            "POST \(target) HTTP/1.1\nHost: desk\nContent-Type: \(type)\nContent-Length: \(body.utf8.count)"
                + (headers.isEmpty ? "" : "\n" + headers), body)
    }
}

struct Crash: Error {}

/// What was logged.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}

/// A thread per job for tests that block on sockets: the pool has one per core, and the server needs them.
final class BlockingThreads: TaskExecutor {
    static let shared = BlockingThreads()

    private final class Job {
        let job: UnownedJob
        init(_ job: UnownedJob) { self.job = job }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Job(UnownedJob(job))).toOpaque()
        let result = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let job = Unmanaged<Job>.fromOpaque(context).takeRetainedValue().job
                job.runSynchronously(on: BlockingThreads.shared.asUnownedTaskExecutor())
                return nil
            }, context)
        precondition(result == 0, "a test gets its thread")
        pthread_detach(thread)
    }
}
