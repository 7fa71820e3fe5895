/// What a mail is that a machine wrote: found out once for all who ask.
package struct MachineMail: Sendable {
    /// A report of failed or late delivery.
    package let report: DeliveryReport?
    /// Nil for reports, and for what a person may have written.
    package let automatic: AutomaticMail?

    package init(_ message: ParsedMessage) {
        let source = ReportSource(message)
        report = DeliveryReport.read(source)
        automatic = report == nil ? AutomaticMail.read(source) : nil
    }
}

/// What kind of machine wrote a mail that no person did. Such a mail is never an answer (RFC 3834).
package enum AutomaticMail: String, Hashable, Sendable, CaseIterable {
    /// An absence note or another automatic answer.
    case vacation
    /// A read receipt (RFC 8098).
    case mdn
    /// A complaint report (RFC 5965).
    case feedback
    /// A filter that asks the sender to prove itself.
    case challenge
    /// A report that a mail arrived.
    case delivered
    case list
    case dmarcReport = "dmarc-report"
    /// Marked as automatic and none of these.
    case other

    /// Nil for what a person may have written, and for reports of failure (`DeliveryReport`).
    package static func read(_ message: ParsedMessage) -> AutomaticMail? { MachineMail(message).automatic }

    /// The kind of a mail that is known to be no report of failure.
    static func read(_ source: ReportSource) -> AutomaticMail? {
        let (message, head) = (source.message, source.head)
        let subject = FoldedText(head.subject ?? "")
        let types = message.leaves.map(\.contentType)
        if types.contains("message/feedback-report") { return .feedback }
        if types.contains("message/disposition-notification") || reportType(head, is: "disposition-notification") {
            return .mdn
        }
        if isDMARCReport(message, subject) { return .dmarcReport }
        if reportType(head, is: "feedback-report") || source.says(AutomaticSigns.optOutTexts) {
            return .feedback
        }
        if isChallenge(source) { return .challenge }
        if isDelivered(source) { return .delivered }
        if isVacation(source) { return .vacation }
        if head.first("List-Id") != nil || head.first("List-Unsubscribe") != nil || head.first("List-Post") != nil {
            return .list
        }
        if DeliveryReport.hasNoSender(head) { return .vacation }
        let precedence = FoldedText(head.text("Precedence") ?? "")
        if [AutomaticSigns.list, AutomaticSigns.bulk].contains(where: { precedence.bytes == $0 }) { return .list }
        return isMarked(head) ? .other : nil
    }

    static func reportType(_ head: MessageHead, is type: String) -> Bool {
        let bytes = FoldedText(head.text("Content-Type") ?? "").bytes.filter { $0 != UInt8(ascii: "\"") && $0 != 32 }
        return bytes.contains(sequence: Array("report-type=\(type)".utf8))
    }

    private static func isDMARCReport(_ message: ParsedMessage, _ subject: FoldedText) -> Bool {
        let hasReport = message.leaves.contains { leaf in
            leaf.name.map { FoldedText($0) }.map {
                $0.containsAny(AutomaticSigns.dmarcFiles) && $0.contains(Array("!".utf8))
            } ?? false
        }
        return hasReport
            || subject.containsAny(AutomaticSigns.dmarcSubjects) && subject.contains(Array("submitter".utf8))
    }

    /// Programs that hold a mail back until its sender answers.
    static func isChallenge(_ source: ReportSource) -> Bool {
        var names: [UInt8] = []
        for field in source.head.fields {
            field.name.withBytes { names.append(contentsOf: $0) }
            names.append(10)
        }
        for index in names.indices { names[index] = names[index].asciiLowercased }
        return AutomaticSigns.challengeHeaders.stands(in: names)
            || source.says(AutomaticSigns.challengeTexts)
    }

    private static func isDelivered(_ source: ReportSource) -> Bool {
        let actions = source.statusGroups.compactMap(DeliveryStatus.action)
        if !actions.isEmpty { return actions.allSatisfy { AutomaticSigns.successes.contains($0) } }
        return source.says(AutomaticSigns.deliveredTexts)
    }

    /// An automatic answer that says so.
    static func isVacation(_ source: ReportSource) -> Bool {
        let head = source.head
        if DeliveryReport.isDaemon(head) { return false }
        if FoldedText(head.text("Auto-Submitted") ?? "").hasPrefix(AutomaticSigns.autoReplied) { return true }
        if AutomaticSigns.replyHeaders.contains(where: { head.first($0) != nil }) { return true }
        if FoldedText(head.text("Precedence") ?? "").containsAny(AutomaticSigns.replyPrecedences) { return true }
        let subject = FoldedText((head.subject ?? "").lowercased())
        if AutomaticSigns.vacationSubjects.contains(where: { subject.hasPrefix($0) }) { return true }
        guard head.inReplyTo.isEmpty && head.references.isEmpty else { return false }
        return AutomaticSigns.vacationTexts.stands(in: Array(source.beginning.bytes.prefix(600)))
    }

    /// Headers by which programs say that no person wrote (RFC 3834 section 5, MS-OXCMAIL).
    private static func isMarked(_ head: MessageHead) -> Bool {
        let submitted = FoldedText(head.text("Auto-Submitted") ?? "no")
        return submitted.bytes != Array("no".utf8) || head.first("X-Auto-Response-Suppress") != nil
    }
}
