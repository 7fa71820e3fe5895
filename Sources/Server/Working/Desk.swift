import Kernel
import People
import Synchronization
import Web

/// The office at work: pages and workers, from start to graceful stop.
package struct Desk: Sendable {
    let office: Office
    let accounts: [EnrolledAccount]

    /// So long may requests and workers take to end.
    static let grace = Span.seconds(8)

    package init(_ office: Office, accounts: [EnrolledAccount]) {
        self.office = office
        self.accounts = accounts
    }

    package func server(adjusting adjust: (inout ServerSettings) -> Void = { _ in }) -> HTTPServer {
        let configuration = office.configuration
        let assets = JoinedRoutes.assets(office)
        let routes = JoinedRoutes.table(office)
        let renderer = PageRenderer(office, assets: assets, routes: routes)
        let authenticator = Authenticator(
            database: office.database, clock: office.clock, isBehindTLS: configuration.isBehindTLS)
        let log = office.log
        var settings = ServerSettings(uploadFolder: configuration.uploadFolder)
        settings.address = configuration.address
        settings.port = configuration.port
        settings.isBehindTLS = configuration.isBehindTLS
        settings.trustsForwardedFor = configuration.trustsForwardedFor
        // What is left serves the database, the mail servers and files.
        settings.connections = max(200, min(12_000, OpenFiles.raise() - 500))
        if configuration.trustsForwardedFor { settings.connectionsPerAddress = 0 }
        adjust(&settings)
        return HTTPServer(
            settings: settings,
            parts: ServerParts(
                router: Router(routes + assets.routes), clock: office.clock,
                authenticate: { try await authenticator.principal(of: $0) },
                renderer: { try renderer.render($0, $1) }, log: { log.info($0) }))
    }

    /// Serves and works until `stop` says so; then requests and workers get `grace` to end. `beside` runs with the
    /// workers and ends with them.
    package func run(
        until stop: StopSignal, started: @escaping @Sendable (UInt16) -> Void = { _ in },
        beside: @escaping @Sendable () async -> Void = {}
    ) async throws {
        let server = server()
        try server.start()
        started(server.port)
        let workers = Workers(office, accounts: accounts)
        let log = office.log
        let work = Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    do { try await workers.run() } catch { log.info("the workers could not start: \(error)") }
                }
                group.addTask { await beside() }
            }
        }
        await stop.wait()
        log.info("stopping")
        work.cancel()
        await server.stop(grace: Self.grace)
        await Self.ended(work, within: .seconds(2))
        log.info("stopped")
    }

    /// Returns when the task has ended, or after `limit`: a worker in a slow connection does not keep the program alive,
    /// because what it was doing is on record.
    private static func ended(_ task: Task<Void, Never>, within limit: Duration) async {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let waiting = Task {
            await task.value
            continuation.finish()
        }
        let timer = Task {
            // Cancelled because the work has ended first.
            try? await Task.sleep(for: limit)
            continuation.finish()
        }
        for await _ in stream {}
        timer.cancel()
        waiting.cancel()
    }
}
