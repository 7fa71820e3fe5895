import Kernel

/// Reads a reply: text in, reading out. Deterministic, no input or output, linear in the length of the text.
package enum ReplyReader {
    /// Raised whenever a rule changes what is read.
    package static let version = "19"

    /// More newest text than this is nobody's reply: the rest is left unread and a person looks.
    static let mostBytes = 16 * 1024

    /// The reading of one reply, with the tenant's own phrases. What is not understood is left to a person.
    package static func read(_ input: ReplyInput, words tenant: TenantWords = .none) -> Reading {
        read(input, words: tenant, .shared)
    }

    /// With other tables than those that are built in.
    package static func read(_ input: ReplyInput, by learned: Learned) -> Reading { read(input, words: .none, learned) }

    /// What the rules alone read, before the words are weighed beside it.
    static func readByRules(_ input: ReplyInput) -> Reading { read(input, words: .none, nil) }

    private static func read(_ input: ReplyInput, words tenant: TenantWords, _ learned: Learned?) -> Reading {
        let tenant = tenant.of(input.funder)
        let decision = decision(on: input, words: tenant)
        decision.learned = learned
        let reading = decision.made()
        guard let cause = reading.reviewCause, [.attachmentOnly, .noEvidence, .weakEvidence].contains(cause),
            decision.passages[0].has(.pointsToFile)
        else { return reading }
        let bytes = decision.passages[0].bytes
        let letters = AttachedLetter.lines(in: bytes, from: AttachedLetter.start(in: bytes[...]))
        guard !letters.isEmpty else { return reading }
        let letter = Passage(
            bytes, lines: shortened(letters), place: .body, date: input.date,
            isDayFirst: decision.passages[0].isDayFirst,
            tenant: tenant)
        let further = Decision(
            input: input, newest: decision.newest, passages: decision.passages + [letter], subject: decision.subject)
        further.isFromLetter = true
        further.learned = learned
        return further.made()
    }

    /// What a mail's own text says, and what it points to in it.
    static func decision(on input: ReplyInput, words tenant: TenantWords = .none) -> Decision {
        let bytes = Array(input.body.utf8)
        let newest = NewestText(of: bytes[...])
        let lines = shortened(newest.ranges)
        let subject = Array(input.subject.utf8)
        let isDayFirst = DayOrder.isDayFirst(bytes, lines, domain: input.senderDomain)
        var passages = [
            Passage(bytes, lines: lines, place: .body, date: input.date, isDayFirst: isDayFirst, tenant: tenant)
        ]
        let subjectPassage = Passage(
            subject, lines: [0..<subject.count], place: .subject, date: input.date, isDayFirst: isDayFirst)
        if passages[0].has(.perSubject) { passages.append(subjectPassage) }
        let subjectStart = input.subject.prefix(4).lowercased()
        let isForward = subjectStart.hasPrefix("fw:") || subjectStart.hasPrefix("fwd")
        let pointsBelow = newest.isEmpty || passages[0].has(.pointsBelow) || (isForward && newest.text.utf8.count < 200)
        if pointsBelow, let forward = newest.forwards.first ?? newest.history {
            let inner = NewestText(of: bytes[forward.body])
            let offset = forward.body.lowerBound
            let ranges = inner.ranges.prefix(2000).map { $0.lowerBound + offset..<$0.upperBound + offset }
            passages.append(
                Passage(bytes, lines: ranges, place: .body, date: input.date, isDayFirst: isDayFirst, tenant: tenant))
        }
        let decision = Decision(input: input, newest: newest, passages: passages, subject: subjectPassage)
        decision.isOversize = newest.ranges.reduce(0) { $0 + $1.count + 1 } >= mostBytes
        return decision
    }

    /// Whether the sender's own words point to an attached file.
    package static func pointsToFile(_ body: String) -> Bool {
        let bytes = Array(body.utf8)
        let lines = shortened(NewestText(of: bytes[...]).ranges)
        return Passage(bytes, lines: lines, place: .body, date: nil, isDayFirst: false).has(.pointsToFile)
    }

    /// The first lines, as many as are read.
    static func shortened(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        lines.reserveCapacity(min(ranges.count, mostBytes))
        var size = 0
        for range in ranges where size < mostBytes {
            lines.append(range.lowerBound..<min(range.upperBound, range.lowerBound + mostBytes - size))
            size += range.count + 1
        }
        return lines
    }
}
