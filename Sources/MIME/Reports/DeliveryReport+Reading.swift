extension DeliveryReport {
    /// Nil for every mail that is no report of failed or late delivery.
    package static func read(_ message: ParsedMessage) -> DeliveryReport? {
        if AutomaticMail.isChallenge(message) { return nil }
        let words = words(message)
        let original = OriginalMail.read(message, words: words)
        let groups = statusGroups(message.leaves)
        let recipients = groups.compactMap { RecipientReading(words: words, message.head).recipient($0) }
        if !recipients.isEmpty { return DeliveryReport(recipients: recipients, original: original, form: .status) }
        let actions = groups.compactMap(DeliveryStatus.action)
        if !actions.isEmpty, actions.allSatisfy({ AutomaticSigns.successes.contains($0) }) { return nil }
        guard isBounce(message) else { return nil }
        let found = freeForm(message, words, original)
        return DeliveryReport(recipients: unique(found.recipients), original: original, form: found.form)
    }

    private static func statusGroups(_ leaves: [MIMELeaf]) -> [[String: String]] {
        leaves.filter { $0.contentType.hasSuffix("delivery-status") }.compactMap(\.report).flatMap {
            DeliveryStatus($0).recipients
        }
    }

    /// The ways of naming a recipient without a delivery-status part, the surest first.
    private static func freeForm(
        _ message: ParsedMessage, _ words: String, _ original: OriginalMail?
    ) -> (recipients: [Recipient], form: Form) {
        let reading = RecipientReading(words: words, message.head)
        let inner = message.embedded.flatMap { statusGroups($0.leaves) }
        let groups =
            AmazonNotice.recipients(words) ?? (inner.isEmpty ? DeliveryStatus(Array(words.utf8)).recipients : inner)
        let stated = groups.compactMap { reading.recipient($0) }
        if !stated.isEmpty { return (stated, .status) }
        let named = (message.head.text("X-Failed-Recipients") ?? "").split(separator: ",").map(\.trimmed)
        let failed = named.compactMap { AddressFinder.addresses(in: Array($0.utf8)).first?.address }
        if !failed.isEmpty { return (failed.map { reading.recipient($0, among: failed.count) }, .header) }
        var addresses = reading.text.findings.map(\.address)
        if addresses.isEmpty, let original, original.to.count == 1 { addresses = original.to }
        return (addresses.map { reading.recipient($0, among: addresses.count) }, .text)
    }

    private static func unique(_ recipients: [Recipient]) -> [Recipient] {
        var seen: Set<String> = []
        return recipients.filter { seen.insert($0.address.lowercased()).inserted }
    }

    /// The mail's words: its text, or its HTML without tags.
    static func words(_ message: ParsedMessage) -> String {
        let text = message.body.text ?? ""
        if !text.utf8.allSatisfy(\.isBlank) { return text }
        if let html = message.body.html { return PlainWords.of(html) }
        return message.body.further.joined(separator: "\n")
    }

    /// Two signs of different kinds: who writes, what the subject says, what the text says, what the headers say.
    static func isBounce(_ message: ParsedMessage) -> Bool {
        let head = message.head
        if head.first("X-Failed-Recipients") != nil || AutomaticMail.reportType(head, is: "delivery-status") {
            return true
        }
        let subjectSays = FoldedText(head.subject ?? "").containsAny(BounceSigns.subjects)
        let textSays = FoldedText(words(message).prefix(6000)).containsAny(BounceSigns.texts)
        if isDaemon(head) { return subjectSays || textSays }
        if subjectSays && textSays { return true }
        return hasNoSender(head) && (subjectSays || textSays) && !AutomaticMail.isVacation(message)
    }

    /// Whether a program that sends reports wrote the mail.
    static func isDaemon(_ head: MessageHead) -> Bool {
        if FoldedText(head.text("From") ?? "").contains(Array("mailer-daemon".utf8)) { return true }
        guard let sender = head.from.first ?? head.sender.first else { return false }
        let local = Array(sender.address.lowercased().utf8.prefix { $0 != UInt8(ascii: "@") })
        return BounceSigns.daemons.contains(local) || FoldedText(sender.name ?? "").containsAny(BounceSigns.daemonNames)
    }

    /// `Return-Path: <>`, or the daemon's.
    static func hasNoSender(_ head: MessageHead) -> Bool {
        guard let path = head.first("Return-Path")?.raw.filter({ !$0.isBlank }) else { return false }
        return path == Array("<>".utf8)
            || FoldedText(String(decoding: path, as: UTF8.self)).contains(Array("mailer-daemon".utf8))
    }
}
