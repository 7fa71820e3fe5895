import Applications
import Correspondence
import Inbox
import Kernel
import MIME
import Storage
import Submissions

/// Finds the submission that a received mail answers: the ladder of C13, the surest sign first. Weak signs need a known
/// sender, and where two submissions are possible a person decides.
package struct Matcher: Sendable {
    private let signer: TokenSigner
    /// So many are shown to a person who has to choose.
    private static let most = 20

    package init(signer: TokenSigner) { self.signer = signer }

    package func match(_ mail: ReceivedMail, tenant: TenantID, _ db: Connection) throws -> Match {
        let senders = try Self.senders(of: mail, tenant: tenant, db)
        if senders.isOwn, senders.forwarded == nil, mail.report == nil { return .own }
        if let notice = try notice(answeredBy: mail, tenant: tenant, db) { return .notice(notice) }
        let funders = try Candidate.funders(ofSender: senders.effective, tenant: tenant, db)
        let text = NamingText([mail.parsed.head.subject ?? "", String(mail.body.unicodeScalars.prefix(20_000))])
        if let match = try strong(mail, funders: funders, text: text, tenant: tenant, db) { return match }
        guard !funders.isEmpty else { return .stranger }
        return try weak(funders, text: text, tenant: tenant, db)
    }

    /// Signs that only we can have made: tokens, and ids of our mails.
    private func strong(
        _ mail: ReceivedMail, funders: [Identifier<FunderTag>], text: NamingText, tenant: TenantID, _ db: Connection
    ) throws -> Match? {
        let signs = try self.signs(in: mail, tenant: tenant, db)
        guard let best = signs.map(\.grade).min(by: { Self.rank($0) < Self.rank($1) }) else { return nil }
        // What mail programs write by themselves speaks for one submission, or for none; a mark in the text may be old.
        let counting = signs.filter { $0.grade == best || Self.rank($0.grade) <= Self.rank(.relayID) }
        let pointed = Set(counting.map(\.submission))
        guard pointed.count == 1, let submission = pointed.first else {
            return .unclear(pointed.sorted().reversed(), cause: .ambiguousMatch)
        }
        guard let candidate = try Candidate.find(submission, tenant: tenant, db) else { return nil }
        let isSenderKnown = funders.contains(candidate.funder)
        if best == .subjectToken, !isSenderKnown { return .unclear([submission], cause: .weakSender) }
        if mail.report == nil, let other = try otherMerchant(than: candidate, named: text, tenant: tenant, db) {
            return .unclear([submission] + other, cause: .otherMerchant)
        }
        return .submission(submission, grade: best, isSenderKnown: isSenderKnown || mail.report != nil)
    }

    /// Every genuine sign in the mail with the submission it names.
    private func signs(
        in mail: ReceivedMail, tenant: TenantID, _ db: Connection
    ) throws -> [(submission: Submission.ID, grade: MessageLink.Grade)] {
        var signs: [(Submission.ID, MessageLink.Grade)] = []
        for found in signer.find(in: mail.parsed) {
            switch found.token.kind {
            case .message:
                let message = found.token.id.cast(to: Message.self)
                for submission in try MessageLink.submissions(of: message, tenant: tenant, db) {
                    signs.append((submission, mail.report == nil ? .messageToken : .report))
                }
            case .replyTo:
                let isHeader = found.place == .deliveredTo || found.place == .to || found.place == .cc
                signs.append((found.token.id.cast(to: Submission.self), isHeader ? .replyToken : .subjectToken))
            default: signs.append((found.token.id.cast(to: Submission.self), .subjectToken))
            }
        }
        for known in try Self.named(by: mail, tenant: tenant, db) {
            for submission in try MessageLink.submissions(of: known, tenant: tenant, db) {
                signs.append((submission, mail.report == nil ? .relayID : .report))
            }
        }
        return try signs.filter { try Candidate.find($0.0, tenant: tenant, db) != nil }
    }

    /// The mails of ours that the header, or a returned mail, names.
    private static func named(by mail: ReceivedMail, tenant: TenantID, _ db: Connection) throws -> [Message.ID] {
        let head = mail.parsed.head
        let returned = mail.report?.original?.messageID.map { [$0] } ?? []
        return try Message.known(as: head.inReplyTo + head.references + returned, tenant: tenant, db).map(\.id)
    }

    /// The notice that the mail answers or returns; nil where it names another mail of ours as well, or bears a sign of a
    /// submission.
    private func notice(answeredBy mail: ReceivedMail, tenant: TenantID, _ db: Connection) throws -> Message.ID? {
        let tokens = signer.find(in: mail.parsed).map(\.token)
        guard tokens.allSatisfy({ $0.kind == .message }) else { return nil }
        let answered =
            try Self.named(by: mail, tenant: tenant, db) + tokens.map { $0.id.cast(to: Message.self) }
        guard !answered.isEmpty else { return nil }
        let rows = try db.rows(
            """
            SELECT id, kind FROM message
             WHERE tenant_id = \(tenant) AND direction = 'out' AND id IN \(list: answered.map(\.description))
             ORDER BY id
            """)
        let isNotice = try rows.allSatisfy { try $0.get("kind", as: Message.Kind.self) == .notice }
        return isNotice ? try rows.first?.get("id", as: Message.ID.self) : nil
    }

    private static func rank(_ grade: MessageLink.Grade) -> Int {
        MessageLink.Grade.allCases.firstIndex(of: grade) ?? 99
    }

    /// Open submissions of the same funder for another merchant that the text names while it does not name this one:
    /// a new matter in an old thread (C17), or several merchants in one mail (C16).
    private func otherMerchant(
        than candidate: Candidate, named text: NamingText, tenant: TenantID, _ db: Connection
    ) throws -> [Submission.ID]? {
        let others = try Candidate.open(of: [candidate.funder], namedIn: text, tenant: tenant, db)
            .filter { $0.merchantKey != candidate.merchantKey }
        return others.isEmpty ? nil : others.map(\.submission)
    }

    /// The funder is known and nothing else: exactly one open submission whose merchant the text names, or a person.
    private func weak(
        _ funders: [Identifier<FunderTag>], text: NamingText, tenant: TenantID, _ db: Connection
    ) throws -> Match {
        let named = try Candidate.open(of: funders, namedIn: text, tenant: tenant, db)
        if named.count == 1, let only = named.first {
            return .submission(only.submission, grade: .merchantName, isSenderKnown: true)
        }
        let newest = try funders.flatMap { try Candidate.newestOpen(of: $0, limit: Self.most, tenant: tenant, db) }
        let ranked = named + newest.filter { candidate in !named.contains { $0.submission == candidate.submission } }
        return .unclear(
            ranked.prefix(Self.most).map(\.submission), cause: ranked.isEmpty ? .noOpenSubmission : .ambiguousMatch)
    }

    /// Who wrote: the From address, or for a mail that one of us forwarded the sender of what was forwarded (C19).
    struct Senders {
        var isOwn: Bool
        var forwarded: String?
        var effective: String
    }

    static func senders(of mail: ReceivedMail, tenant: TenantID, _ db: Connection) throws -> Senders {
        let from = mail.parsed.head.from.first?.address ?? ""
        let isOwn = try Candidate.isOwnAddress(from, tenant: tenant, db)
        guard isOwn else { return Senders(isOwn: false, forwarded: nil, effective: from) }
        let inner = mail.parsed.embedded.first?.head.from.first?.address ?? forwardedSender(in: mail.body)
        guard let inner, try !Candidate.isOwnAddress(inner, tenant: tenant, db) else {
            return Senders(isOwn: true, forwarded: nil, effective: from)
        }
        return Senders(isOwn: true, forwarded: inner, effective: inner)
    }

    /// The address in the first `From:` line of a forwarded block in the text.
    static func forwardedSender(in body: String) -> String? {
        for line in body.utf8.split(separator: 10) {
            var bytes = line.drop { $0 == 32 || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "*") }
            guard bytes.count > 5, String(decoding: bytes.prefix(5), as: UTF8.self).lowercased() == "from:" else {
                continue
            }
            bytes = bytes.dropFirst(5)
            let separators: Set<UInt8> = [32, 9, 13, 60, 62, 91, 93, 40, 41, 34, 42, 58, 59]
            for word in bytes.split(whereSeparator: { separators.contains($0) }) where word.contains(UInt8(ascii: "@"))
            {
                return String(decoding: word, as: UTF8.self)
            }
        }
        return nil
    }
}
