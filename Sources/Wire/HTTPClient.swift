import Kernel
import Synchronization

/// Calls over HTTP whose bodies stream both ways; a connection is kept for the next call. Any number of threads may
/// call at once. A call blocks: not for the cooperative pool.
package final class HTTPClient: Sendable {
    let authorities: Endpoint.Authorities
    let connectTimeout: Span
    /// So long may nothing come or go.
    let silence: Span
    /// So long may a whole call take; nil: as long as something moves.
    let longest: Span?
    /// Whether it calls only what everybody can reach: for addresses that somebody else named.
    let isForPublic: Bool
    private let idle = Mutex<[HTTPHandle]>([])

    /// Connections that are kept.
    private static let mostIdle = 8

    package init(
        authorities: Endpoint.Authorities = .system, connectTimeout: Span = .seconds(10), silence: Span = .seconds(30),
        longest: Span? = nil, isForPublic: Bool = false
    ) {
        self.authorities = authorities
        self.connectTimeout = connectTimeout
        self.silence = silence
        self.longest = longest
        self.isForPublic = isForPublic
    }

    /// Sends the call and waits for the whole answer. The body of an answer with status 2xx goes to `take` with its
    /// status, where there is one; any other stands in the reply, up to 8 MB. Throws `WireFault`, or what `take` throws.
    package func send(
        _ call: HTTPCall, take: ((_ status: Int, UnsafeRawBufferPointer) throws -> Void)? = nil
    ) throws -> HTTPReply {
        guard call.server.isUsable else { throw WireFault.unusableName(host: call.server.host) }
        let handle = idle.withLock { $0.popLast() } ?? HTTPHandle()
        // A handle whose call failed is not taken again: its connection may be in the middle of something.
        let reply = try handle.perform(call, self, take)
        idle.withLock { if $0.count < Self.mostIdle { $0.append(handle) } }
        return reply
    }
}
