import Kernel
import Wire

extension SMTPSession {
    /// Sends one message and says exactly how far it came. `onPhase` is called before the bytes of a phase go out, in
    /// rising order, so that what is recorded is never behind the wire; when it throws, the phase is not entered.
    /// Without `onPhase(.finalDotSent)` having returned, the server cannot have taken the message.
    package func deliver(
        _ envelope: Envelope, body: [BodySegment], onPhase: (DeliveryPhase) throws -> Void = { _ in }
    ) -> DeliveryResult {
        var course = Course(envelope)
        course.outcome = run(&course, body, onPhase)
        return course.result
    }

    /// A message's way through the phases, as far as it came.
    struct Course {
        let envelope: Envelope
        var phase = DeliveryPhase.connected
        var replies: [SMTPReply?]
        var finalReply: SMTPReply?
        var outcome: DeliveryOutcome?

        init(_ envelope: Envelope) {
            self.envelope = envelope
            replies = Array(repeating: nil, count: envelope.recipients.count)
        }

        var hasRecipient: Bool { replies.contains { $0?.isPositive == true } }

        mutating func enter(_ next: DeliveryPhase, _ onPhase: (DeliveryPhase) throws -> Void) throws(DeliveryFault) {
            do {
                try onPhase(next)
            } catch {
                throw .phaseNotRecorded(next)
            }
            phase = next
        }

        var result: DeliveryResult {
            DeliveryResult(
                recipients: zip(envelope.recipients, replies).map { .init(address: $0, reply: $1) },
                finalReply: finalReply, phase: phase, outcome: outcome ?? .failedBefore(.sessionEnded))
        }
    }

    /// What the envelope came to: refused as a whole, or DATA answered with 354.
    enum EnvelopeAnswer {
        case refused(SMTPReply)
        case goAhead
    }

    private func run(_ course: inout Course, _ body: [BodySegment], _ onPhase: (DeliveryPhase) throws -> Void)
        -> DeliveryOutcome
    {
        guard isUsable else { return .failedBefore(.sessionEnded) }
        if let refusal = unsendable(course.envelope) { return .unsendable(refusal) }
        do {
            if let early = try checkSilence() {
                isUsable = false
                throw early.code == 421 ? .serviceClosing : DeliveryFault.unsolicitedReply(code: early.code)
            }
            switch try sendEnvelope(&course, onPhase) {
            case .refused(let reply): return .refused(reply)
            case .goAhead: return try sendMessage(&course, body, onPhase)
            }
        } catch let fault as DeliveryFault {
            isUsable = false
            return course.phase >= .finalDotSent ? .uncertain(fault) : .failedBefore(fault)
        } catch {
            preconditionFailure("a delivery fails by a DeliveryFault")
        }
    }

    /// What the server's capabilities forbid, known before anything is sent.
    private func unsendable(_ envelope: Envelope) -> UnsendableRefusal? {
        if let limit = capabilities.sizeLimitBytes, envelope.sizeBytes > limit {
            return .tooLarge(sizeBytes: envelope.sizeBytes, limitBytes: limit)
        }
        if envelope.needsSMTPUTF8, !capabilities.hasSMTPUTF8 { return .needsSMTPUTF8 }
        if envelope.isEightBit, !capabilities.hasEightBitMIME { return .needsEightBitMIME }
        return nil
    }

    private func sendMessage(
        _ course: inout Course, _ body: [BodySegment], _ onPhase: (DeliveryPhase) throws -> Void
    ) throws(DeliveryFault) -> DeliveryOutcome {
        try course.enter(.bodySending, onPhase)
        var writer = BodyWriter(connection, patience: timeouts.block)
        do {
            for segment in body {
                try writer.send(segment)
                FaultPoint.reach(.midBody)
            }
        } catch .closedByPeer(let host, let phase) {
            // RFC 5321 section 3.8: a server that gives up says why before it closes.
            if let reply = lastWords(), !reply.isPositive, !reply.isIntermediate { return .refused(reply) }
            throw .wire(.closedByPeer(host: host, phase))
        } catch {
            throw .wire(error)
        }
        if let early = try checkSilence() {
            // The message is not finished, so only a refusal can be meant; without the dot nothing is taken.
            isUsable = false
            guard !early.isPositive, !early.isIntermediate else { throw .unsolicitedReply(code: early.code) }
            return .refused(early)
        }
        try course.enter(.finalDotSent, onPhase)
        do {
            try writer.finish()
        } catch {
            throw .wire(error)
        }
        FaultPoint.reach(.afterFinalDot)
        return try readFinal(&course, onPhase)
    }

    private func readFinal(_ course: inout Course, _ onPhase: (DeliveryPhase) throws -> Void) throws(DeliveryFault)
        -> DeliveryOutcome
    {
        let reply = try readReply(within: timeouts.final, "reply to the final dot")
        guard !reply.isIntermediate else { throw .unexpectedReply(code: reply.code) }
        needsReset = false
        course.finalReply = reply
        // The answer is known whether or not it can be recorded; the result carries it.
        course.phase = .answered
        try? onPhase(.answered)
        return reply.isPositive ? .accepted(reply) : .refused(reply)
    }
}
