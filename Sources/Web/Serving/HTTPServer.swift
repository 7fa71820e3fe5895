import Dispatch
import Glibc
import Kernel
import Synchronization

/// An HTTP/1.1 server for one table of routes. Whoever starts the program ignores SIGPIPE first: a client that goes
/// away would otherwise end it.
package final class HTTPServer: Sendable {
    private struct Running {
        let daemon: Daemon
        let watch: Task<Void, Never>
        let port: UInt16
    }

    private let core: ServerCore
    private let running = Mutex<Running?>(nil)

    package init(settings: ServerSettings, parts: ServerParts) {
        core = ServerCore(settings: settings, parts: parts)
    }

    /// The port that is listened on; 0 while the server does not run.
    package var port: UInt16 { running.withLock { $0?.port ?? 0 } }

    /// How many requests are under way.
    package var requestCount: Int { core.links.exchanges.count }

    /// Listens and answers from now on. Files that an earlier life left in the folder for uploads are removed.
    /// A server starts once.
    package func start() throws {
        UploadFolder.clear(core.settings.uploadFolder)
        try running.withLock { running in
            precondition(running == nil && !core.links.isClosing, "a server starts once")
            let (socket, port) = try Listener.open(core.settings.address, port: core.settings.port)
            do {
                let daemon = try Daemon(core: core, listener: socket)
                running = Running(daemon: daemon, watch: watch(), port: port)
            } catch {
                close(socket)
                throw error
            }
        }
    }

    /// Takes no new connections, lets the requests under way end within `grace`, answers the rest with 503, and stops.
    package func stop(grace: Span) async {
        guard let running = running.withLock({ $0.take() }) else { return }
        core.links.drain()
        running.daemon.quiesce()
        for exchange in core.links.exchanges where exchange.isStream { exchange.cancel() }
        for exchange in core.links.exchanges where exchange.isStream { exchange.push { $0.finish() } }
        await wait(atMost: .milliseconds(grace.milliseconds)) { self.core.links.exchanges.isEmpty }
        core.links.close()
        // After this no exchange is suspended: those known are answered, and any later one finds the server closing.
        for exchange in core.links.exchanges { exchange.abandon(core.farewell(requestID: exchange.id)) }
        await wait(atMost: .seconds(2)) { self.core.links.exchanges.allSatisfy { !$0.isSuspended } }
        await wait(atMost: .milliseconds(300)) { self.core.links.exchanges.isEmpty }
        running.watch.cancel()
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                running.daemon.stop()
                continuation.resume()
            }
        }
    }

    private func wait(atMost limit: Duration, until isDone: @Sendable () -> Bool) async {
        let end = ContinuousClock.now + limit
        while !isDone(), ContinuousClock.now < end {
            // Cancelled or not, the server is stopped in order.
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    private func watch() -> Task<Void, Never> {
        let settings = core.settings
        let shortest =
            [settings.idleTime, settings.headTime, settings.bodyTime, settings.heartbeat].min() ?? .seconds(1)
        let tick = Duration.milliseconds(max(10, min(250, shortest.milliseconds / 4)))
        return Task { [core] in
            while !Task.isCancelled {
                core.watch()
                // The only error is the cancellation that ends the loop.
                try? await Task.sleep(for: tick)
            }
        }
    }
}
