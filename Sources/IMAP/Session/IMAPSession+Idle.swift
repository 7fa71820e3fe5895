import Kernel
import Wire

/// How long an IDLE stands and how often NOOP looks behind it.
package struct IdlePolicy: Equatable, Sendable {
    /// IDLE is ended and begun anew, with a NOOP between: a server may close one of 30 minutes (RFC 2177 section 3),
    /// and some go silent much sooner.
    package var round: Span
    /// Between two NOOPs where the server has no IDLE.
    package var poll: Span

    package init(round: Span = .minutes(9), poll: Span = .seconds(30)) {
        self.round = min(round, .minutes(28))
        self.poll = poll
    }
}

extension IMAPSession {
    /// Waits until messages come or go, at most `span`, or until `wake` is raised; what changed is returned.
    package func idle(
        for span: Span, wake: WakeUp? = nil, policy: IdlePolicy = IdlePolicy()
    ) throws(IMAPFault) -> MailboxChanges {
        guard mailbox != nil else { throw .noMailbox }
        var left = span.milliseconds
        while !changes.isWorthWaking, left > 0, !(wake?.isRaised ?? false) {
            let isIdling = capabilities.hasIdle && isIdleUsable
            let round = min(left, (isIdling ? policy.round : policy.poll).milliseconds)
            let deadline = Deadline(after: .milliseconds(round))
            if isIdling { try idleOnce(until: deadline, wake) } else { try rest(until: deadline, wake) }
            // An IDLE that the server would not have took no time; from then on it is asked.
            if !isIdling || isIdleUsable { left -= round }
            if !changes.isWorthWaking { try run("NOOP") }
        }
        return takeChanges()
    }

    /// One IDLE from its `+` to its tagged end.
    private func idleOnce(until deadline: Deadline, _ wake: WakeUp?) throws(IMAPFault) {
        let tag = nextTag()
        try send(Array("\(tag) IDLE\r\n".utf8), "IDLE")
        guard try awaitContinuation(tag, "IDLE") else {
            isIdleUsable = false
            return
        }
        while !changes.isWorthWaking {
            guard try awaitBytes(until: deadline, wake) else { break }
            if case .tagged(let tagged) = try nextResponse(until: Deadline(after: patience), "IDLE") {
                guard tagged.tag == tag else { throw close(.missing("answer to IDLE by its tag")) }
                // The server ended it by itself: from now on it is asked.
                isIdleUsable = false
                return
            }
        }
        try send(Array("DONE\r\n".utf8), "DONE")
        try awaitTagged(tag, "DONE")
    }

    /// Waits without IDLE: only the end of the connection would be news.
    private func rest(until deadline: Deadline, _ wake: WakeUp?) throws(IMAPFault) {
        while try awaitBytes(until: deadline, wake) {
            if case .tagged = try nextResponse(until: Deadline(after: patience), "waiting") {
                throw close(.missing("command behind a tagged answer"))
            }
            if changes.isWorthWaking { return }
        }
    }

    /// True for bytes, false for the deadline or the wake-up.
    private func awaitBytes(until deadline: Deadline, _ wake: WakeUp?) throws(IMAPFault) -> Bool {
        if hasUnreadInput { return true }
        do { return try connection.waitForBytes(until: deadline, wake: wake, "IDLE") == .bytes } catch {
            throw close(.wire(error))
        }
    }

    /// True once the server says `+`; false where it answers NO or BAD instead.
    func awaitContinuation(_ tag: String, _ phase: WirePhase) throws(IMAPFault) -> Bool {
        while true {
            switch try nextResponse(until: Deadline(after: patience), phase) {
            case .continuation: return true
            case .untagged: break
            case .tagged(let tagged):
                guard tagged.tag == tag, tagged.status != .ok else { throw close(.missing("+ for \(phase)")) }
                return false
            }
        }
    }
}
