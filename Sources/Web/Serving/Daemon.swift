import CMicroHTTPD
import Glibc
import Kernel

/// The library's server: event loops that call back into a `ServerCore`.
///
/// @unchecked Sendable: the pointer is a plain word and never changes; `quiesce` and `stop` are called once, by `HTTPServer`,
/// whose lock takes the daemon out first.
final class Daemon: @unchecked Sendable {
    private let raw: OpaquePointer
    /// Kept alive until `stop` has joined every event loop: the callbacks hold it unretained.
    private let core: ServerCore
    private let acceptor: Acceptor

    /// Owns `listener` where it does not throw.
    init(core: ServerCore, listener: Int32) throws {
        let settings = core.settings
        let context = Unmanaged.passUnretained(core).toOpaque()
        let patience = (settings.idleTime.milliseconds + 999) / 1000 + 1
        var options = [
            Self.option(.THREAD_POOL_SIZE, settings.threads),
            Self.option(.CONNECTION_LIMIT, settings.connections),
            Self.option(.PER_IP_CONNECTION_LIMIT, settings.connectionsPerAddress),
            Self.option(.CONNECTION_TIMEOUT, Int(patience)),
            Self.option(.CONNECTION_MEMORY_LIMIT, settings.headBytes * 2 + 32 * 1024),
            Self.option(.STRICT_FOR_CLIENT, 1),
            Self.option(.SIGPIPE_HANDLED_BY_APP, 1),
            Self.option(.URI_LOG_CALLBACK, Callbacks.address(Callbacks.target), context),
            Self.option(.UNESCAPE_CALLBACK, Callbacks.address(Callbacks.unescape), nil),
            Self.option(.NOTIFY_COMPLETED, Callbacks.address(Callbacks.completed), context),
            Self.option(.NOTIFY_CONNECTION, Callbacks.address(Callbacks.connection), context),
            Self.option(.END, 0),
        ]
        let flags =
            MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_USE_SUSPEND_RESUME.rawValue
            | MHD_USE_NO_LISTEN_SOCKET.rawValue
        let raw = options.withUnsafeMutableBufferPointer { options -> OpaquePointer? in
            guard let first = options.baseAddress else { return nil }
            let arguments: [any CVarArg] = [Int32(MHD_OPTION.ARRAY.rawValue), first, Int32(MHD_OPTION.END.rawValue)]
            return withVaList(arguments) {
                MHD_start_daemon_va(flags, 0, nil, nil, Callbacks.access, context, $0)
            }
        }
        guard let raw else { throw ServerFault("the event loops did not start") }
        self.raw = raw
        self.core = core
        do {
            acceptor = try Acceptor(daemon: raw, listener: listener)
        } catch {
            MHD_stop_daemon(raw)
            throw error
        }
    }

    /// No new connections.
    func quiesce() { acceptor.stop() }

    /// Ends every connection and joins the event loops, after `quiesce`. No connection may be suspended.
    func stop() { MHD_stop_daemon(raw) }

    private static func option(
        _ option: MHD_OPTION, _ value: Int, _ pointer: UnsafeMutableRawPointer? = nil
    ) -> MHD_OptionItem { MHD_OptionItem(option: option, value: value, ptr_value: pointer) }
}
