import CCurl
import Glibc
import Kernel

/// A byte stream to a mail server that libcurl connected, secured and logged in (CURLOPT_CONNECT_ONLY); from there on
/// the protocol is ours. Blocking: an actor on a `QueueExecutor` uses it. Not Sendable, one user at a time.
///
/// What the server said before (greeting, capabilities) is libcurl's and gone: ask for the capabilities again. Bytes
/// that a server sends unasked in the same packet as its last login answer are lost in libcurl's buffer; Postfix and
/// Dovecot send none.
package final class WireConnection {
    package let host: String
    /// The stop switch: once raised, every call throws `WireFault.cancelled`.
    package let stop: WakeUp
    let curl: CurlHandle
    let socket: Int32
    /// Without TLS the socket is used directly: writev and sendfile, no copies of ours.
    let isPlain: Bool

    let buffer: UnsafeMutableRawBufferPointer
    /// The bytes of `buffer` that were received and not yet taken.
    var unread: Range<Int> = 0..<0
    /// Where file bytes pass through on their way into TLS; made when first needed.
    var fileBuffer: UnsafeMutableRawBufferPointer?

    static let receiveBufferBytes = 64 << 10
    static let fileBufferBytes = 128 << 10

    /// Connects, secures and logs in, all within `endpoint.connectTimeout`.
    package init(to endpoint: Endpoint, stop: WakeUp = WakeUp()) throws(WireFault) {
        guard let url = endpoint.url else { throw .unusableName(host: endpoint.host) }
        if endpoint.credential != nil, endpoint.security == .none, !endpoint.isLoopback {
            throw .insecureLogin(host: endpoint.host)
        }
        let curl = CurlHandle()
        curl.configure(for: endpoint, url: url)
        guard let code = curl.perform(until: Deadline(after: endpoint.connectTimeout), stop: stop) else {
            throw stop.isRaised
                ? .cancelled(host: endpoint.host, .connect) : .timedOut(host: endpoint.host, .connect)
        }
        guard code == CURLE_OK else { throw curl.fault(code, at: endpoint) }
        guard let socket = curl.socket else { throw .closedByPeer(host: endpoint.host, .connect) }
        host = endpoint.host
        self.stop = stop
        self.curl = curl
        self.socket = socket
        isPlain = endpoint.security == .none
        buffer = .allocate(byteCount: Self.receiveBufferBytes, alignment: 16)
    }

    deinit {
        buffer.deallocate()
        fileBuffer?.deallocate()
    }

    enum Readiness: Equatable {
        case ready
        case timedOut
        case woken
    }

    /// Waits until the socket is ready for `events`; `deadline` nil waits without end. The stop switch throws.
    func wait(for events: Int32, until deadline: Deadline?, wake: WakeUp?, _ phase: WirePhase) throws(WireFault)
        -> Readiness
    {
        while true {
            try checkStop(phase)
            let (count, isReady, isWoken) = withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 3) { watched in
                watched[0] = pollfd(fd: socket, events: Int16(events), revents: 0)
                watched[1] = pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)
                // A negative descriptor is passed over.
                watched[2] = pollfd(fd: wake?.descriptor ?? -1, events: Int16(POLLIN), revents: 0)
                let count = poll(watched.baseAddress, 3, deadline?.remainingMilliseconds ?? -1)
                return (count, watched[0].revents != 0, watched[2].revents != 0)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .io(host: host, phase, code: errno)
            }
            try checkStop(phase)
            if isReady { return .ready }
            if isWoken { return .woken }
            if let deadline, deadline.isPast { return .timedOut }
        }
    }

    func checkStop(_ phase: WirePhase) throws(WireFault) {
        if stop.isRaised { throw .cancelled(host: host, phase) }
    }
}
