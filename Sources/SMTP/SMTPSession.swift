import Kernel
import Wire

/// One connection to a server, over which many messages go one after the other. Blocking and not Sendable: an actor on
/// a `QueueExecutor` owns it. After any fault the session is over and `isUsable` is false.
package final class SMTPSession {
    /// The stop switch ends every wait at once.
    package let connection: WireConnection
    package let timeouts: SMTPTimeouts
    package private(set) var capabilities = Capabilities()
    package internal(set) var isUsable = true
    /// MAIL was said and neither finished nor taken back: RSET goes before the next message.
    var needsReset = false
    private var reader = ReplyReader()

    /// Connects, secures and logs in, then asks what the server offers (libcurl's EHLO was its own).
    package init(to endpoint: Endpoint, stop: WakeUp = WakeUp(), timeouts: SMTPTimeouts = SMTPTimeouts())
        throws(DeliveryFault)
    {
        precondition(endpoint.application == .smtp, "an SMTP session goes to an SMTP server")
        do {
            connection = try WireConnection(to: endpoint, stop: stop)
        } catch {
            throw .wire(error)
        }
        self.timeouts = timeouts
        let hello = try ask("EHLO \(endpoint.localName)\r\n", within: timeouts.command, "reply to EHLO")
        if hello.isPositive {
            capabilities = Capabilities(hello)
            return
        }
        if hello.code == 421 { throw .serviceClosing }
        let plain = try ask("HELO \(endpoint.localName)\r\n", within: timeouts.command, "reply to HELO")
        guard plain.isPositive else { throw .unexpectedReply(code: plain.code) }
    }

    /// Says goodbye; whatever the server does about it.
    package func quit() {
        guard isUsable else { return }
        isUsable = false
        // The connection ends either way.
        _ = try? ask("QUIT\r\n", within: timeouts.farewell, "reply to QUIT")
    }

    func ask(_ command: String, within span: Span, _ phase: WirePhase) throws(DeliveryFault) -> SMTPReply {
        try send(Array(command.utf8), phase)
        return try readReply(within: span, phase)
    }

    func send(_ bytes: [UInt8], _ phase: WirePhase) throws(DeliveryFault) {
        do {
            try connection.send(bytes, patience: timeouts.command, phase)
        } catch {
            isUsable = false
            throw .wire(error)
        }
    }

    /// The next reply, whole; the span is for all of it, however slowly its bytes come.
    func readReply(within span: Span, _ phase: WirePhase) throws(DeliveryFault) -> SMTPReply {
        let deadline = Deadline(after: span)
        do {
            while true {
                let line = try connection.readLine(maximum: ReplyReader.maximumLineBytes, until: deadline, phase)
                guard let reply = try reader.take(line) else { continue }
                if reply.code == 421 { isUsable = false }
                return reply
            }
        } catch let fault as WireFault {
            isUsable = false
            throw .wire(fault)
        } catch let fault as ReplyFault {
            isUsable = false
            throw .reply(fault)
        } catch {
            preconditionFailure("reading a reply fails by the wire or by the reply")
        }
    }

    /// Makes sure that the server said nothing that was not asked for: replies could no longer be told apart.
    func checkSilence() throws(DeliveryFault) -> SMTPReply? {
        do {
            guard try connection.hasBytes("before a command") else { return nil }
        } catch {
            isUsable = false
            throw .wire(error)
        }
        return try readReply(within: timeouts.farewell, "reply that was not asked for")
    }

    /// A reply that may still lie in a connection that the server has closed while we were sending.
    func lastWords() -> SMTPReply? {
        // There may be none; then the fault that led here is what is known.
        let reply = try? readReply(within: timeouts.farewell, "reply before the end")
        isUsable = false
        return reply
    }
}
