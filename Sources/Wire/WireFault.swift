import Kernel

/// What a connection was doing when it failed: `connect`, `reply to MAIL`, `IDLE`. Never contents.
package struct WirePhase: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let description: String

    package init(stringLiteral value: StaticString) { description = value.description }

    package static let connect: WirePhase = "connect"
    package static let send: WirePhase = "send"
    package static let receive: WirePhase = "receive"
}

/// What the network or the server at its other end did. The text names host and phase, never a secret.
package enum WireFault: Fault, Equatable {
    /// The host or our own name holds characters that no name has; nothing was sent.
    case unusableName(host: String)
    case couldNotResolve(host: String)
    case couldNotConnect(host: String, port: UInt16)
    /// The name leads to this machine or a private network, and the call is only for what everybody can reach.
    case privateAddress(host: String)
    /// The server does not offer the TLS that was asked for, or the handshake failed.
    case tlsFailed(host: String, reason: String)
    /// The certificate has another name, is too old, or bears no signature that is trusted here.
    case certificateRejected(host: String, reason: String)
    /// A credential for a host beyond this machine, and no TLS: nothing was sent.
    case insecureLogin(host: String)
    /// The server refused the credential, or offers no way of login that we know; with its last SMTP code.
    case loginRefused(host: String, code: Int?)
    /// The greeting or the first commands were refused; with the server's last SMTP code.
    case greetingRefused(host: String, code: Int?)
    case timedOut(host: String, WirePhase)
    case closedByPeer(host: String, WirePhase)
    case lineTooLong(host: String, WirePhase, maximum: Int)
    /// The stop switch was thrown.
    case cancelled(host: String, WirePhase)
    /// A file that was to be sent cannot be read, or is shorter than it was said to be.
    case unreadableFile(WirePhase, errno: Int32)
    case io(host: String, WirePhase, code: Int32)

    package var description: String {
        switch self {
        case .unusableName(let host): "the name of host \(host), or our own name for it, is no host name"
        case .couldNotResolve(let host): "\(host): the name cannot be resolved"
        case .couldNotConnect(let host, let port): "\(host): no connection to port \(port)"
        case .privateAddress(let host): "\(host): the name leads to this machine or a private network"
        case .tlsFailed(let host, let reason): "\(host): TLS failed: \(reason)"
        case .certificateRejected(let host, let reason): "\(host): the certificate is not trusted: \(reason)"
        case .insecureLogin(let host): "\(host): a login without TLS is only made to this machine"
        case .loginRefused(let host, let code): "\(host): the login was refused\(code.map { " (\($0))" } ?? "")"
        case .greetingRefused(let host, let code): "\(host): the greeting was refused\(code.map { " (\($0))" } ?? "")"
        case .timedOut(let host, let phase): "\(host): no answer in time (\(phase))"
        case .closedByPeer(let host, let phase): "\(host): the server closed the connection (\(phase))"
        case .lineTooLong(let host, let phase, let maximum): "\(host): a line of more than \(maximum) bytes (\(phase))"
        case .cancelled(let host, let phase): "\(host): stopped (\(phase))"
        case .unreadableFile(let phase, let code): "a file to be sent cannot be read, error \(code) (\(phase))"
        case .io(let host, let phase, let code): "\(host): input or output failed with error \(code) (\(phase))"
        }
    }
}
