import Kernel
import Wire

extension SMTPSession {
    /// RCPT commands written at once: their replies, some hundred bytes each, find room in any socket.
    private static let batchSize = 100

    /// MAIL, RCPT for each recipient, DATA: in one write where the server offers PIPELINING (RFC 2920), else one by
    /// one. Each command has its own reply, read in order.
    func sendEnvelope(_ course: inout Course, _ onPhase: (DeliveryPhase) throws -> Void) throws(DeliveryFault)
        -> EnvelopeAnswer
    {
        capabilities.hasPipelining ? try pipeline(&course, onPhase) : try converse(&course, onPhase)
    }

    private func pipeline(_ course: inout Course, _ onPhase: (DeliveryPhase) throws -> Void) throws(DeliveryFault)
        -> EnvelopeAnswer
    {
        let writer = CommandWriter(capabilities: capabilities)
        let recipients = course.envelope.recipients
        var mailReply: SMTPReply?
        var next = 0
        while next < recipients.count {
            let batch = next..<min(next + Self.batchSize, recipients.count)
            let isFirst = next == 0
            let isLast = batch.upperBound == recipients.count
            var bytes: [UInt8] = []
            let isResetting = isFirst && needsReset
            if isResetting { bytes.append(contentsOf: "RSET\r\n".utf8) }
            if isFirst { bytes.append(contentsOf: writer.mail(course.envelope)) }
            for index in batch {
                bytes.append(contentsOf: writer.recipient(recipients[index], report: course.envelope.report))
            }
            if isLast {
                bytes.append(contentsOf: "DATA\r\n".utf8)
                try course.enter(.dataRequested, onPhase)
            }
            needsReset = true
            try send(bytes, "envelope")
            if isResetting, let end = try readReset() { return .refused(end) }
            if isFirst {
                let reply = try readReply(within: timeouts.command, "reply to MAIL")
                if reply.code == 421 { return .refused(reply) }
                mailReply = reply
            }
            if let end = try readRecipients(batch, &course) { return .refused(end) }
            if let mailReply, !mailReply.isPositive, !isLast { return try refusal(mailReply) }
            next = batch.upperBound
        }
        return try readDataReply(&course, mailReply)
    }

    private func converse(_ course: inout Course, _ onPhase: (DeliveryPhase) throws -> Void) throws(DeliveryFault)
        -> EnvelopeAnswer
    {
        let writer = CommandWriter(capabilities: capabilities)
        if needsReset {
            try send(Array("RSET\r\n".utf8), "RSET")
            if let end = try readReset() { return .refused(end) }
        }
        needsReset = true
        try send(writer.mail(course.envelope), "MAIL")
        let mail = try readReply(within: timeouts.command, "reply to MAIL")
        guard mail.isPositive else { return try refusal(mail) }
        try course.enter(.mailAccepted, onPhase)
        for (index, recipient) in course.envelope.recipients.enumerated() {
            try send(writer.recipient(recipient, report: course.envelope.report), "RCPT")
            if let end = try readRecipients(index..<(index + 1), &course) { return .refused(end) }
        }
        guard course.hasRecipient else { return .refused(mostHopeful(course.replies) ?? mail) }
        try course.enter(.recipientsAccepted, onPhase)
        try course.enter(.dataRequested, onPhase)
        try send(Array("DATA\r\n".utf8), "DATA")
        return try readDataReply(&course, mail)
    }

    /// Reads the replies of a range of RCPT commands; returns a 421, after which there are no more.
    private func readRecipients(_ range: Range<Int>, _ course: inout Course) throws(DeliveryFault) -> SMTPReply? {
        for index in range {
            let reply = try readReply(within: timeouts.command, "reply to RCPT")
            guard !reply.isIntermediate else { throw .unexpectedReply(code: reply.code) }
            course.replies[index] = reply
            if reply.code == 421 { return reply }
        }
        return nil
    }

    private func readReset() throws(DeliveryFault) -> SMTPReply? {
        let reply = try readReply(within: timeouts.command, "reply to RSET")
        if reply.code == 421 { return reply }
        guard reply.isPositive else { throw .unexpectedReply(code: reply.code) }
        return nil
    }

    /// Reads DATA's reply and weighs it with those before. A 354 without a recipient is answered with a lone dot
    /// (RFC 2920 section 3.1), which the server refuses.
    private func readDataReply(_ course: inout Course, _ mail: SMTPReply?) throws(DeliveryFault) -> EnvelopeAnswer {
        let data = try readReply(within: timeouts.data, "reply to DATA")
        guard !data.isPositive else { throw .unexpectedReply(code: data.code) }
        let isMailAccepted = mail?.isPositive == true
        if data.isIntermediate, isMailAccepted, course.hasRecipient { return .goAhead }
        if data.isIntermediate, course.hasRecipient {
            // MAIL was refused and a RCPT was not: no dot, or an empty message might be delivered.
            isUsable = false
        } else if data.isIntermediate {
            try send(Array(".\r\n".utf8), "empty message")
            _ = try readReply(within: timeouts.command, "reply to an empty message")
        }
        if let mail, !mail.isPositive { return try refusal(mail) }
        if course.hasRecipient || data.code == 421 { return .refused(data) }
        return .refused(mostHopeful(course.replies) ?? data)
    }

    private func refusal(_ reply: SMTPReply) throws(DeliveryFault) -> EnvelopeAnswer {
        guard !reply.isIntermediate else { throw .unexpectedReply(code: reply.code) }
        return .refused(reply)
    }

    /// Of refused recipients' replies one that lets the message be tried again, else the first.
    private func mostHopeful(_ replies: [SMTPReply?]) -> SMTPReply? {
        let given = replies.compactMap { $0 }
        return given.first { RetryClass.classify($0) == .retry } ?? given.first
    }
}
