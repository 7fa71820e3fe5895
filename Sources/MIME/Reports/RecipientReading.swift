import Kernel

/// Makes one recipient's report from its status fields or from the report's words.
struct RecipientReading {
    let text: BounceText
    private let stage: BounceReason.Stage?
    private let isDelay: Bool

    init(_ source: ReportSource) {
        let head = source.head
        let reporters = (head.from + head.returnPath).map { $0.address.lowercased() }
        let readers = (head.to + head.deliveredTo + head.replyTo).map { $0.address.lowercased() }
        let host = head.from.first?.domain
        let strict = BounceText(source.words, own: Set(reporters + readers), host: host)
        // A mail to oneself comes back to the one whom it did not reach.
        text = strict.findings.isEmpty ? BounceText(source.words, own: Set(reporters), host: host) : strict
        stage = BounceReason.Stage(text.words)
        isDelay =
            FoldedText(head.subject ?? "").containsAny(Self.delays)
            || FoldedText(String(decoding: text.words.utf8.prefix(2000), as: UTF8.self)).containsAny(Self.delayTexts)
    }

    private static let delays = PhraseTable(lines: "delay\nwarning\nnot yet been delivered")
    /// What a report says whose mail is still under way.
    private static let delayTexts = PhraseTable(
        lines: """
            message is delayed
            warning message only
            temporary failure report
            not need to resend
            not need to re-send
            will keep trying
            will continue to try
            continue to be attempted
            attempts will continue
            attempts to deliver the message will continue
            will be retried
            is still being attempted
            noch nicht zugestellt
            """)

    /// From a group of RFC 3464 fields; nil for a delivered one.
    func recipient(_ group: [String: String]) -> DeliveryReport.Recipient? {
        let action = DeliveryStatus.action(group)
        let given = group["status"].flatMap { StatusCodes.status(in: $0) }
        switch action {
        case "failed", "delayed": break
        case let action? where AutomaticSigns.successes.contains(action): return nil
        default: if given == nil && group["diagnostic-code"] == nil { return nil }
        }
        guard let address = Self.address(group) else { return nil }
        let diagnostic = group["diagnostic-code"] ?? ""
        var said =
            diagnostic.utf8.firstIndex(of: UInt8(ascii: ";")).map {
                diagnostic[diagnostic.utf8.index(after: $0)...].trimmed
            } ?? diagnostic
        if said.utf8.count < 4 {
            said = text.findings.first { $0.address.lowercased() == address.lowercased() }?.diagnostic ?? said
        }
        let status = Self.status(given, said)
        let replyCode = StatusCodes.replyCode(in: said)
        let reason = BounceReason.read(diagnostic: said, status: status, replyCode: replyCode).at(stage, status: status)
        return DeliveryReport.Recipient(
            address: address, originalAddress: DeliveryStatus.address(group["original-recipient"]), action: action,
            status: status, replyCode: replyCode, diagnostic: said.isEmpty ? nil : String(said.prefix(1000)),
            reason: reason,
            isPermanent: action != "delayed" && status?.utf8.first != UInt8(ascii: "4"))
    }

    /// The address as it was when we wrote to it, where the final one is a name within the last host.
    private static func address(_ group: [String: String]) -> String? {
        let final = DeliveryStatus.address(group["final-recipient"])
        let original = DeliveryStatus.address(group["original-recipient"])
        guard let final else { return original ?? DeliveryStatus.address(group["x-actual-recipient"]) }
        guard let original, let host = final.split(separator: "@").last else { return final }
        let isInner =
            !host.contains(".") || host.contains("_") || host.hasSuffix(".local") || host.hasSuffix(".localdomain")
        return isInner ? original : final
    }

    /// Status fields are often vaguer than what the last server said.
    private static func status(_ given: String?, _ said: String) -> String? {
        guard let given else { return StatusCodes.status(in: said) }
        let isVague = given.hasSuffix(".0.0") || given == "4.4.7" || given == "5.1.0" || given == "5.4.7"
        guard isVague, let better = StatusCodes.status(in: said, otherThan: [given]), !better.hasSuffix(".0.0"),
            better.utf8.first == given.utf8.first
        else { return given }
        return better
    }

    /// From the report's words: all of them where the address is the only one. Who gave up after a while and names no code
    /// met a persistent transient failure (RFC 3463 section 3.5, X.4.7).
    func recipient(_ address: String, among count: Int) -> DeliveryReport.Recipient {
        let finding = text.findings.first { $0.address.lowercased() == address.lowercased() }
        let said = count == 1 ? text.words : finding?.diagnostic ?? text.words
        let status = StatusCodes.status(in: said)
        let replyCode = StatusCodes.replyCode(in: said)
        let reason = BounceReason.read(diagnostic: said, status: status, replyCode: replyCode)
        let first = status?.utf8.first ?? replyCode.map { UInt8(48 + $0 / 100) }
        return DeliveryReport.Recipient(
            address: address, originalAddress: nil, action: nil, status: status, replyCode: replyCode,
            diagnostic: String(said.trimmed.prefix(1000)),
            reason: reason.at(count == 1 ? stage : nil, status: status),
            isPermanent: !isDelay && first != UInt8(ascii: "4") && (first != nil || reason != .expired))
    }
}
