import CMicroHTTPD
import Glibc

/// What the library calls, on the event loop of the connection.
///
/// Ownership: `connection` makes one retained `Link` per connection and releases it at its end; `target` makes one retained
/// `Exchange` per request, the request's context from then on, and `completed`, which the library calls exactly once for
/// every request whose context was made, releases it. A suspended connection is not completed.
enum Callbacks {
    static let connection: MHD_NotifyConnectionCallback = { context, raw, place, event in
        guard let context, let raw, let place else { return }
        let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
        switch event {
        case .CONNECTION_NOTIFY_STARTED:
            let link = Link(socket: Connection(raw: raw).socket)
            core.links.add(link)
            place.pointee = Unmanaged.passRetained(link).toOpaque()
        case .CONNECTION_NOTIFY_CLOSED:
            guard let pointer = place.pointee else { return }
            let link = Unmanaged<Link>.fromOpaque(pointer).takeRetainedValue()
            place.pointee = nil
            link.close()
            core.links.remove(link)
        }
    }

    /// Called with the target as it came, before the library decodes it.
    static let target:
        @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) ->
            UnsafeMutableRawPointer? = { context, text, raw in
                guard let context, let text, let raw, let place = fg_connection_context(raw) else { return nil }
                let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
                let link = Unmanaged<Link>.fromOpaque(place).takeUnretainedValue()
                let bytes = Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
                let exchange = Exchange(target: bytes, link: link, id: core.newRequestID)
                link.begin(exchange)
                if core.links.isClosing { exchange.abandon(core.farewell(requestID: exchange.id)) }
                return Unmanaged.passRetained(exchange).toOpaque()
            }

    /// Our own reading of the target decodes; the library's stays as it came.
    static let unescape:
        @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<CChar>?) -> Int = {
            _, _, text in
            text.map { strlen($0) } ?? 0
        }

    static let access: MHD_AccessHandlerCallback = { context, raw, _, method, version, bytes, size, place in
        guard let context, let raw, let method, let version, let size, let exchangePointer = place?.pointee else {
            return .NO
        }
        let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
        let exchange = Unmanaged<Exchange>.fromOpaque(exchangePointer).takeUnretainedValue()
        let call = Exchange.Call(
            connection: Connection(raw: raw), method: String(cString: method), version: String(cString: version),
            bytes: UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : size.pointee))
        let goesOn = exchange.step(call, core)
        size.pointee = 0
        return goesOn ? .YES : .NO
    }

    static let completed: MHD_RequestCompletedCallback = { _, _, place, _ in
        guard let place, let pointer = place.pointee else { return }
        place.pointee = nil
        let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue()
        exchange.cancel()
        exchange.link.end()
    }

    /// A function's address, as the library's option array takes it.
    static func address<Function>(_ function: Function) -> Int { unsafeBitCast(function, to: Int.self) }
}
