import CMicroHTTPD
import Kernel

/// What the library's callbacks work with.
final class ServerCore: Sendable {
    let settings: ServerSettings
    let dispatcher: Dispatcher
    let links = Links()

    init(settings: ServerSettings, parts: ServerParts) {
        self.settings = settings
        dispatcher = Dispatcher(parts: parts, settings: settings)
    }

    private enum RequestTag {}

    var newRequestID: String { Identifier<RequestTag>(at: dispatcher.parts.clock.now()).description }

    /// The answer to whoever comes while the server ends.
    func farewell(requestID: String) -> Reply { dispatcher.guarded(.stopping, requestID: requestID) }

    /// Ends what dawdles, cancels what nobody waits for, and keeps streams of events alive.
    func watch() {
        let now = ContinuousClock.now
        for link in links.all {
            link.reap(settings, at: now)
            guard let exchange = link.exchange else { continue }
            if exchange.isSuspended, link.isHungUp {
                exchange.cancel()
                exchange.push { $0.finish() }
            }
            exchange.push { _ = $0.beat(every: .milliseconds(self.settings.heartbeat.milliseconds)) }
        }
    }

    /// Hands `reply` to the library. False cuts the connection.
    func queue(_ reply: Reply, on connection: Connection, for exchange: Exchange) -> Bool {
        var reply = reply
        if case .events = reply.body, !links.openStream(limit: settings.eventStreams) {
            reply = dispatcher.guarded(.busy, requestID: exchange.id)
        }
        guard let response = response(reply, connection, exchange) else { return false }
        defer { MHD_destroy_response(response) }
        for (name, value) in reply.headers { MHD_add_response_header(response, name, value) }
        if reply.isLast || links.isDraining { MHD_add_response_header(response, "Connection", "close") }
        return MHD_queue_response(connection.raw, UInt32(reply.status), response) == .YES
    }

    private func response(_ reply: Reply, _ connection: Connection, _ exchange: Exchange) -> OpaquePointer? {
        switch reply.body {
        case .bytes(let bytes):
            return bytes.withUnsafeBytes { buffer in
                // The library copies the bytes and changes none: it asks for a mutable pointer for its other modes.
                MHD_create_response_from_buffer(
                    buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY)
            }
        case .file(let file):
            let descriptor = file.duplicate()
            return descriptor < 0 ? nil : MHD_create_response_from_fd_at_offset64(UInt64(file.sizeBytes), descriptor, 0)
        case .events(let events):
            exchange.state.withLock { $0.connection = connection }
            exchange.feed(events) { [links] in links.closeStream() }
            // Retained for the response; the library calls the last closure exactly once when it frees the response.
            return MHD_create_response_from_callback(
                UInt64.max, 4096,
                { context, _, buffer, size in
                    guard let context, let buffer else { return -2 }
                    let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
                    let count = exchange.drain(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
                    return count ?? -1
                }, Unmanaged.passRetained(exchange).toOpaque(),
                { context in
                    guard let context else { return }
                    let exchange = Unmanaged<Exchange>.fromOpaque(context).takeRetainedValue()
                    exchange.cancel()
                })
        }
    }
}
