extension DeliveryReport {
    /// Nil for every mail that is no report of failed or late delivery.
    package static func read(_ message: ParsedMessage) -> DeliveryReport? { read(ReportSource(message)) }

    static func read(_ source: ReportSource) -> DeliveryReport? {
        if AutomaticMail.isChallenge(source) { return nil }
        let groups = source.statusGroups
        if !groups.isEmpty {
            let reading = RecipientReading(source)
            let recipients = groups.compactMap { reading.recipient($0) }
            if !recipients.isEmpty {
                return DeliveryReport(recipients: recipients, original: .read(source), form: .status)
            }
            let actions = groups.compactMap(DeliveryStatus.action)
            if !actions.isEmpty, actions.allSatisfy({ AutomaticSigns.successes.contains($0) }) { return nil }
        }
        guard isBounce(source) else { return nil }
        let original = OriginalMail.read(source)
        let found = freeForm(source, original)
        return DeliveryReport(recipients: unique(found.recipients), original: original, form: found.form)
    }

    /// The ways of naming a recipient without a delivery-status part, the surest first.
    private static func freeForm(_ source: ReportSource, _ original: OriginalMail?) -> (
        recipients: [Recipient], form: Form
    ) {
        let reading = RecipientReading(source)
        let inner = source.message.embedded.flatMap { ReportSource.statusGroups($0.leaves) }
        let written = inner.isEmpty ? DeliveryStatus(Array(source.words.utf8)).recipients : inner
        let stated = (AmazonNotice.recipients(source.words) ?? written).compactMap { reading.recipient($0) }
        if !stated.isEmpty { return (stated, .status) }
        let named = (source.head.text("X-Failed-Recipients") ?? "").split(separator: ",").map(\.trimmed)
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

    /// Two signs of different kinds: who writes, what the subject says, what the text says, what the headers say.
    static func isBounce(_ source: ReportSource) -> Bool {
        let head = source.head
        if head.first("X-Failed-Recipients") != nil || AutomaticMail.reportType(head, is: "delivery-status") {
            return true
        }
        let subjectSays = FoldedText(head.subject ?? "").containsAny(BounceSigns.subjects)
        let textSays = source.says(BounceSigns.texts)
        if isDaemon(head) { return subjectSays || textSays }
        if subjectSays && textSays { return true }
        return hasNoSender(head) && (subjectSays || textSays) && !AutomaticMail.isVacation(source)
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
