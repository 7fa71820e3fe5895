/// Mail that no person wrote.
extension Decision {
    func mechanical() -> Reading? {
        let own = subjectFindings
        if input.isDeliveryReport, isDelay {
            return alone(.acknowledged, 700, "bounce.delay")
        }
        if input.isDeliveryReport || (findings[0].states(.bounced) && (isFromMailer || isBounceText)) {
            return alone(.bounced, input.isDeliveryReport ? 990 : 950, "bounce.report")
        }
        let away = (findings[0].proof[.autoReply] ?? []).filter { $0.name != .autoTitle }
        let isAutomatic = input.automatic == .replied || subjectNames(.autoReply)
        if let hit = isAutomatic ? away.first : away.first(where: isAwayNote) {
            var reading = alone(.autoReply, isAutomatic ? 980 : 880, hit.id)
            reading.evidence = [passages[0].evidence(.outcome(.autoReply), hit)]
            return reading
        }
        if subjectNames(.autoReply), own.states(.autoReply), !findings[0].states(.acknowledged) {
            return alone(.autoReply, 900, "auto.away")
        }
        return nil
    }

    /// Two signs of a delivery that failed, and not a word about a file.
    private var isBounceText: Bool {
        let hits = findings[0].proof[.bounced] ?? []
        return hits.contains { $0.name == .bounceCode } && hits.contains { $0.name == .bounceReport }
            && findings[0].approvals.isEmpty && offers.drafts.isEmpty
    }

    private static let delays = [
        "delay", "not yet been delivered", "will keep trying", "will be retried", "warning message only",
    ]
    private static let ends = [
        "permanent", "failed", "giving up", "gave up", "given up", "could not be delivered", "expired",
    ]

    /// Nothing has failed yet: the subject says so, or the text in the words of the mail servers.
    private var isDelay: Bool {
        if input.subject.lowercased().contains("delay") { return true }
        let text = newest.text.lowercased()
        return Self.delays.contains(where: text.contains) && !Self.ends.contains(where: text.contains)
    }

    private var isFromMailer: Bool {
        let text = input.subject.lowercased()
        return ["undeliver", "delivery", "returned mail", "failure notice", "mail system"].contains {
            text.contains($0)
        }
    }

    /// A note about the writer's own absence with nothing about the file beside it.
    private func isAwayNote(_ hit: Passage.Hit) -> Bool {
        ![.contractSent, .funded, .commissionNotice].contains { findings[0].states($0) }
            && offers.drafts.isEmpty
            && !findings[0].states(.declined) && documents[0].wanted.isEmpty && hit.words.count >= 3
            && passages[0].sentences.count <= 12
            && (hit.name == .unmonitored ? !isReceipt : !findings[0].states(.unrelated))
    }

    /// What came in is confirmed, not only thanked for.
    private var isReceipt: Bool {
        (findings[0].proof[.acknowledged] ?? []).contains { !passages[0].contains(ScopeWords.thanks, in: $0.words) }
    }

    private func alone(_ outcome: Outcome, _ confidence: Int, _ rule: String) -> Reading {
        var reading = Reading(outcome: outcome)
        reading.confidence = confidence
        reading.disposition = confidence >= 900 ? .apply : .review
        if confidence < 900 { reading.reviewCause = .weakEvidence }
        let length = min(input.subject.utf8.count, 2000)
        reading.evidence = [Evidence(what: .outcome(outcome), place: .subject, span: 0..<length, rule: rule)]
        return reading
    }
}
