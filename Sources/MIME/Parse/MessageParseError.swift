import Kernel

/// Why a message could not be read at all: the caller keeps the raw bytes and puts the message aside.
package enum MessageParseError: Fault, Hashable {
    /// No bytes.
    case empty
    /// Bytes without a header: junk, or a body alone.
    case noHeader
    /// An address header with this many colons, more than any stack should bear.
    case hostileAddresses(colons: Int)
    /// The file cannot be opened or read; the number is the system's (errno).
    case unreadable(code: Int32)

    package var description: String {
        switch self {
        case .empty: "the message is empty"
        case .noHeader: "the message has no header"
        case .hostileAddresses(let colons): "an address header has \(colons) colons"
        case .unreadable(let code): "the message's file cannot be read (errno \(code))"
        }
    }
}
