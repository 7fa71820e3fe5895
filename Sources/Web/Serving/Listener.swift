import Glibc
import Kernel

/// The server cannot listen.
package struct ServerFault: Fault {
    package let description: String

    init(_ description: String) { self.description = description }
}

/// A listening socket on a numeric address.
enum Listener {
    /// The socket and its port; throws where the address is none, or taken.
    static func open(_ address: String, port: UInt16) throws(ServerFault) -> (socket: Int32, port: UInt16) {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address, String(port), &hints, &found) == 0, let found else {
            throw ServerFault("\(address) is no numeric address")
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(found.pointee.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ServerFault("no socket: error \(errno)") }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0, listen(descriptor, 511) == 0,
            let bound = self.port(of: descriptor)
        else {
            let reason = errno
            close(descriptor)
            throw ServerFault("cannot listen on \(address) port \(port): \(Self.words(reason))")
        }
        return (descriptor, bound)
    }

    /// What is in the way, and what to do.
    private static func words(_ reason: Int32) -> String {
        switch reason {
        case EADDRINUSE: "another program listens there; stop it, or choose another port with the setting listen"
        case EACCES: "ports below 1024 are the system's; choose another with the setting listen"
        case EADDRNOTAVAIL: "the address is not this machine's; choose another with the setting listen"
        default: String(cString: strerror(reason))
        }
    }

    private static func port(of descriptor: Int32) -> UInt16? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard getsockname(descriptor, generic, &size) == 0 else { return nil }
                // The port stands at the same place for both families.
                return generic.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    UInt16(bigEndian: $0.pointee.sin_port)
                }
            }
        }
    }
}
