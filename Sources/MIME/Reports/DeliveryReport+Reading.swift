extension DeliveryReport {
    /// Nil for every mail that is no report of failed or late delivery.
    package static func read(_ message: ParsedMessage) -> DeliveryReport? {
        let original = OriginalMail.read(message)
        let reports = message.leaves.filter {
            $0.contentType.hasSuffix("/delivery-status") || $0.contentType == "message/global-delivery-status"
        }
        let groups = reports.compactMap(\.report).flatMap { DeliveryStatus($0).recipients }
        if AutomaticMail.isChallenge(message) { return nil }
        if !groups.isEmpty {
            let recipients = groups.compactMap { recipient($0, message) }
            if !recipients.isEmpty { return DeliveryReport(recipients: recipients, original: original, form: .status) }
            let actions = groups.compactMap(DeliveryStatus.action)
            if !actions.isEmpty, actions.allSatisfy({ $0 != "failed" && $0 != "delayed" }) { return nil }
        }
        guard isBounce(message) else { return nil }
        let text = BounceText(words(message), own: ownAddresses(message))
        let named = (message.head.text("X-Failed-Recipients") ?? "").split(separator: ",").map(\.trimmed)
        let failed = named.compactMap { AddressFinder.addresses(in: Array($0.utf8)).first?.address }
        if !failed.isEmpty {
            let recipients = failed.map { address in
                let said =
                    text.findings.first { $0.address.lowercased() == address.lowercased() }?.diagnostic ?? text.words
                return recipient(address, saying: failed.count == 1 ? text.words : said, message)
            }
            return DeliveryReport(recipients: unique(recipients), original: original, form: .header)
        }
        let recipients = text.findings.map {
            recipient($0.address, saying: text.findings.count == 1 ? text.words : $0.diagnostic, message)
        }
        return DeliveryReport(recipients: unique(recipients), original: original, form: .text)
    }

    private static func unique(_ recipients: [Recipient]) -> [Recipient] {
        var seen: Set<String> = []
        return recipients.filter { seen.insert($0.address.lowercased()).inserted }
    }

    private static func recipient(_ group: [String: String], _ message: ParsedMessage) -> Recipient? {
        let action = DeliveryStatus.action(group)
        let given = group["status"].flatMap { StatusCodes.status(in: $0) }
        switch action {
        case "failed", "delayed": break
        case "delivered", "relayed", "expanded": return nil
        default: if given == nil && group["diagnostic-code"] == nil { return nil }
        }
        guard
            let address = DeliveryStatus.address(group["final-recipient"]) ?? DeliveryStatus.address(
                group["original-recipient"])
                ?? DeliveryStatus.address(group["x-actual-recipient"])
        else { return nil }
        let diagnostic = group["diagnostic-code"] ?? ""
        let said =
            diagnostic.utf8.firstIndex(of: UInt8(ascii: ";")).map {
                diagnostic[diagnostic.utf8.index(after: $0)...].trimmed
            } ?? diagnostic
        var status = given
        if status == nil || status?.hasSuffix(".0.0") == true, let better = StatusCodes.status(in: said),
            status == nil || better.utf8.first == status?.utf8.first
        {
            status = better
        }
        let replyCode = StatusCodes.replyCode(in: said)
        let reason = BounceReason.read(diagnostic: said, status: status, replyCode: replyCode)
        return Recipient(
            address: address, action: action, status: status, replyCode: replyCode,
            diagnostic: said.isEmpty ? nil : String(said.prefix(1000)), reason: reason,
            isPermanent: action != "delayed" && status?.utf8.first != UInt8(ascii: "4"))
    }

    private static func recipient(_ address: String, saying text: String, _ message: ParsedMessage) -> Recipient {
        let status = StatusCodes.status(in: text)
        let replyCode = StatusCodes.replyCode(in: text)
        let isDelay = FoldedText(message.head.subject ?? "").containsAny(delays)
        let isTemporary = (status?.utf8.first ?? replyCode.map { UInt8(48 + $0 / 100) }) == UInt8(ascii: "4")
        return Recipient(
            address: address, action: nil, status: status, replyCode: replyCode,
            diagnostic: String(text.trimmed.prefix(1000)),
            reason: BounceReason.read(diagnostic: text, status: status, replyCode: replyCode),
            isPermanent: !isDelay && !isTemporary)
    }

    private static let delays = phrases("delay\nwarning\nnot yet been delivered")

    /// The mail's words: its text, or its HTML without tags.
    static func words(_ message: ParsedMessage) -> String {
        let text = message.body.text ?? ""
        if !text.utf8.allSatisfy(\.isBlank) { return text }
        if let html = message.body.html { return PlainWords.of(html) }
        return message.body.further.joined(separator: "\n")
    }

    private static func ownAddresses(_ message: ParsedMessage) -> Set<String> {
        let own =
            message.head.to + message.head.from + message.head.returnPath + message.head.deliveredTo
            + message.head.replyTo
        return Set(own.map { $0.address.lowercased() })
    }

    /// Two signs of different kinds: who writes, what the subject says, what the text says, what the headers say.
    static func isBounce(_ message: ParsedMessage) -> Bool {
        let head = message.head
        let subject = FoldedText(head.subject ?? "")
        let text = FoldedText(words(message).prefix(6000))
        let isDaemon = isDaemon(head)
        let returnPath = head.first("Return-Path").map { $0.raw.filter { !$0.isBlank } }
        let hasNoSender = returnPath == Array("<>".utf8) || isDaemonPath(returnPath)
        let isReport = AutomaticMail.reportType(head, is: "delivery-status")
        if head.first("X-Failed-Recipients") != nil || isReport { return true }
        let subjectSays = subject.containsAny(BounceSigns.subjects)
        let textSays = text.containsAny(BounceSigns.texts)
        if isDaemon { return subjectSays || textSays }
        return subjectSays && textSays
            || hasNoSender && (subjectSays || textSays) && AutomaticMail.vacation(message) == nil
    }

    /// Whether a program that sends reports wrote the mail.
    static func isDaemon(_ head: MessageHead) -> Bool {
        guard let sender = head.from.first ?? head.sender.first else { return false }
        let local = Array(sender.address.lowercased().utf8.prefix { $0 != UInt8(ascii: "@") })
        return BounceSigns.daemons.contains(local) || FoldedText(sender.name ?? "").containsAny(BounceSigns.daemonNames)
    }

    private static func isDaemonPath(_ path: [UInt8]?) -> Bool {
        guard let path else { return false }
        return FoldedText(String(decoding: path, as: UTF8.self)).contains(Array("mailer-daemon".utf8))
    }
}
