import Kernel

/// How long a server may take (RFC 5321 section 4.5.3.2).
package struct SMTPTimeouts: Sendable {
    /// EHLO, MAIL, RCPT, RSET
    package var command: Span = .minutes(5)
    /// DATA
    package var data: Span = .minutes(2)
    /// For taking anything of the message's bytes.
    package var block: Span = .minutes(3)
    /// The answer to the final dot.
    package var final: Span = .minutes(10)
    /// QUIT, and the answer that may lie in a connection that the server has closed.
    package var farewell: Span = .seconds(2)

    package init() {}
}
