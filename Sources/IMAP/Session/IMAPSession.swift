import Kernel
import Wire

/// A logged-in IMAP session (RFC 9051). It opens mailboxes by EXAMINE only and fetches by BODY.PEEK only, so that no
/// flag of any message ever changes through it.
///
/// Calls block: one actor on a `QueueExecutor` uses it. Not Sendable. Memory stays under 1 MB whatever the server
/// sends. After a fault of the connection the session is closed and a new one is made.
package final class IMAPSession {
    /// The longest the server may take for an answer.
    package let patience: Span
    package internal(set) var capabilities = Capabilities([])
    /// The open mailbox.
    package internal(set) var mailbox: MailboxState?
    /// Untagged responses that were not of the grammar and were passed over.
    package internal(set) var unreadableResponses = 0
    /// Bodies that nobody had asked for, thrown away.
    package internal(set) var unaskedBodies = 0

    let connection: WireConnection
    var changes = MailboxChanges()
    /// The mailboxes that were open before, as they were left.
    var visited: [MailboxName: MailboxState] = [:]
    var isClosed = false
    var isIdleUsable = true
    private let input: UnsafeMutableRawBufferPointer
    private var unread = 0..<0
    private var framer = ResponseFramer()
    private var tagNumber = 0

    static let inputBytes = 128 << 10

    /// Connects, secures, logs in and asks for the capabilities.
    package init(to endpoint: Endpoint, patience: Span = .seconds(60), stop: WakeUp = WakeUp()) throws(IMAPFault) {
        precondition(endpoint.application == .imap, "an IMAP session needs an IMAP endpoint")
        do { connection = try WireConnection(to: endpoint, stop: stop) } catch { throw .wire(error) }
        self.patience = patience
        input = .allocate(byteCount: Self.inputBytes, alignment: 16)
        try askCapabilities()
    }

    deinit { input.deallocate() }

    private func askCapabilities() throws(IMAPFault) {
        try run("CAPABILITY")
        guard !capabilities.names.isEmpty else { throw .missing("CAPABILITY") }
        // Some servers serve no one who does not say who he is (RFC 2971).
        if capabilities.offers("ID") { try run("ID", #"("name" "fundgate")"#) }
    }

    /// The next tag of ours, `F0001`.
    func nextTag() -> String {
        tagNumber += 1
        let digits = String(tagNumber)
        return "F" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    func send(_ bytes: [UInt8], _ phase: WirePhase, more: Bool = false) throws(IMAPFault) {
        guard !isClosed else { throw .closed }
        do { try connection.send(bytes, more: more, patience: patience, phase) } catch { throw close(.wire(error)) }
    }

    /// Ends the use of the session; the fault is passed through.
    func close(_ fault: IMAPFault) -> IMAPFault {
        isClosed = true
        return fault
    }

    // MARK: Receiving

    /// Whether bytes were received that no response was made of yet.
    var hasUnreadInput: Bool { !unread.isEmpty }

    /// The next step of the stream; `octets` sees what of a passing literal came. The deadline is for what the caller
    /// waits for as a whole, so that slow bytes cannot stretch it.
    func nextStep(
        until deadline: Deadline, _ phase: WirePhase, _ octets: (UnsafeRawBufferPointer) -> Void
    ) throws(IMAPFault) -> ResponseFramer.Step {
        guard !isClosed else { throw .closed }
        while true {
            let bytes = UnsafeRawBufferPointer(rebasing: input[..<unread.upperBound])
            var position = unread.lowerBound
            let step: ResponseFramer.Step
            do { step = try framer.advance(bytes, at: &position) } catch { throw close(.framing(error)) }
            unread = position..<unread.upperBound
            switch step {
            case .hungry: try refill(until: deadline, phase)
            case .octets(let range): octets(UnsafeRawBufferPointer(rebasing: bytes[range]))
            default: return step
            }
        }
    }

    private func refill(until deadline: Deadline, _ phase: WirePhase) throws(IMAPFault) {
        do {
            let count = try connection.receive(into: input, until: deadline, phase)
            unread = 0..<count
            if deadline.isPast { throw WireFault.timedOut(host: connection.host, phase) }
        } catch let fault as WireFault {
            throw close(.wire(fault))
        } catch {
            throw close(.closed)
        }
    }

    /// The next response that is of the grammar; bodies nobody asked for pass by. A tagged response that is
    /// unreadable is a fault, an untagged one is counted.
    func nextResponse(until deadline: Deadline, _ phase: WirePhase) throws(IMAPFault) -> Response {
        while true {
            switch try nextStep(until: deadline, phase, { _ in }) {
            case .response(let bytes, let omitted):
                if let response = try parse(bytes, omitted, phase) { return response }
            case .literal: unaskedBodies += 1
            case .hungry, .octets, .literalEnd: break
            }
        }
    }

    /// Reads a response and notes what it tells of the session; nil where it is untagged and unreadable.
    func parse(_ bytes: [UInt8], _ omitted: [Int], _ phase: WirePhase) throws(IMAPFault) -> Response? {
        let response: Response
        do {
            response = try Response(parsing: bytes, omitted: omitted)
        } catch {
            guard bytes.first == Octet.star else {
                throw close(.unreadable(command: phase.description, error))
            }
            unreadableResponses += 1
            return nil
        }
        if case .untagged(let untagged) = response { try note(untagged) }
        if case .tagged(let tagged) = response, case .capability(let fresh) = tagged.text.code { capabilities = fresh }
        return response
    }

    // MARK: Unasked responses (RFC 9051 section 7)

    private func note(_ response: UntaggedResponse) throws(IMAPFault) {
        switch response {
        case .condition(.bye, let text): throw close(.bye(code: text.code?.name))
        case .condition(_, let text): try note(text.code)
        case .capability(let fresh): capabilities = fresh
        case .exists(let count): noteExists(count)
        case .expunge:
            changes.expunged += 1
            if let exists = mailbox?.exists, exists > 0 { mailbox?.exists = exists - 1 }
        case .vanished(let set, earlier: false):
            changes.expunged += set.count
            if let exists = mailbox?.exists { mailbox?.exists = exists - min(exists, UInt32(clamping: set.count)) }
        case .fetch(let message) where message.sections.isEmpty && message.size == nil && message.flags != nil:
            changes.flagged += 1
        default: break
        }
    }

    private func noteExists(_ count: UInt32) {
        guard let known = mailbox?.exists else { return }
        if count > known { changes.exists = count }
        mailbox?.exists = count
    }

    private func note(_ code: ResponseCode?) throws(IMAPFault) {
        switch code {
        case .uidValidity(let fresh):
            guard let known = mailbox?.uidValidity, known != fresh else { return }
            mailbox = nil
            throw close(.uidValidityChanged(from: known, to: fresh))
        case .uidNext(let fresh):
            if let known = mailbox?.uidNext, fresh > known { mailbox?.uidNext = fresh }
        case .capability(let fresh): capabilities = fresh
        default: break
        }
    }

    /// What changed since the last call.
    package func takeChanges() -> MailboxChanges {
        defer { changes = MailboxChanges() }
        return changes
    }
}
