import Kernel
import Wire

/// What a mail server or the way to it did. Texts name commands, codes and UIDs, never contents.
package enum IMAPFault: Fault {
    /// The connection failed; a session that threw this, or any of the four below, is closed.
    case wire(WireFault)
    /// The server said BYE, with its code where it gave one.
    case bye(code: String?)
    case framing(FramingFault)
    /// An answer that the session cannot do without is not of the grammar.
    case unreadable(command: String, GrammarFault)
    /// The connection ended, stood still, or took longer than allowed in the middle of this message.
    case cut(uid: UInt32, WireFault)
    /// An earlier fault closed the session.
    case closed
    /// The server answered NO or BAD, with its code where it gave one.
    case refused(command: String, TaggedResponse.Status, code: String?)
    /// The server left out what it must send.
    case missing(String)
    /// The mailbox was made anew: UIDs kept from before mean other messages now.
    case uidValidityChanged(from: UInt32, to: UInt32)
    /// No mailbox is open.
    case noMailbox
    /// The sink did not take this message.
    case sink(uid: UInt32, any Error)
    /// Octets that a command cannot carry.
    case unsendable(String)

    package var description: String {
        switch self {
        case .wire(let fault): fault.description
        case .bye(let code): "the server ended the session\(Self.note(code))"
        case .framing(.responseTooLong): "a response of more than \(ResponseFramer.responseLimit) octets"
        case .framing(.literalTooLong): "a literal of more than 999 GB"
        case .unreadable(let command, let fault): "the answer to \(command) is unreadable: \(fault)"
        case .cut(let uid, let fault): "message \(uid) did not come whole: \(fault)"
        case .closed: "the session is closed"
        case .refused(let command, let status, let code): "\(command): \(status.rawValue)\(Self.note(code))"
        case .missing(let what): "the server sent no \(what)"
        case .uidValidityChanged(let old, let new): "UIDVALIDITY is \(new) and was \(old)"
        case .noMailbox: "no mailbox is open"
        case .sink(let uid, _): "message \(uid) could not be stored"
        case .unsendable(let field): "\(field) has octets that no command can carry"
        }
    }

    private static func note(_ code: String?) -> String { code.map { " [\($0)]" } ?? "" }
}
