import Classification
import Commissions
import Correspondence
import Deals
import Kernel
import MIME
import Outbox
import Referrals
import Replies
import Storage
import Submissions

/// What a reply sets off in several slices: one table, run in the transaction of the mail.
///
///     outcome          event              beside it
///     acknowledged     acknowledged
///     question         question
///     requested_docs   requested_docs     each document on the checklist, and a stipulation of the standing offers
///     offered          offered            an offer per terms; earlier pending ones are superseded
///     contract_sent    contract_sent
///     withdrawn        withdrawn          pending offers withdrawn
///     declined         declined           reason and words; pending offers withdrawn
///     funded           funded
///     commission…      commission_notice  a proposed line of a remittance
struct ReplyEffectsTable: ReplyEffects {
    func apply(_ reading: Reading, to id: Submission.ID, from mail: AnsweringMail, _ db: Connection) throws {
        let submission = try Submission.find(id, tenant: mail.tenant, db)
        for event in reading.events {
            try Submission.record(
                SubmissionEvent.New(
                    event, at: mail.arrivedAt, by: mail.who,
                    declineCode: event == .declined ? (reading.declineReasons.first ?? .unspecified).rawValue : nil,
                    message: mail.message, detail: try detail(of: event, in: reading, mail, db)),
                on: id, tenant: mail.tenant, at: mail.now, db)
            switch event {
            case .offered: try makeOffers(reading, on: submission, mail, db)
            case .requestedDocs: try requestDocuments(reading, on: id, mail, db)
            case .commissionNotice: try proposeCommission(reading, on: id, mail, db)
            case .withdrawn:
                try Offer.endAll(of: id, on: .withdraw, tenant: mail.tenant, by: mail.who, at: mail.now, db)
            case .declined:
                try Offer.endAll(of: id, on: .decline, tenant: mail.tenant, by: mail.who, at: mail.now, db)
            default: break
            }
        }
    }

    private func detail(of event: EventType, in reading: Reading, _ mail: AnsweringMail, _ db: Connection) throws
        -> Value
    {
        switch event {
        case .declined: return try declineDetail(reading, mail, db)
        case .funded: return ["amount": Value(reading.fundedAmount?.text(decimals: 2))]
        case .commissionNotice: return ["amount": Value(reading.commissionAmount?.text(decimals: 2))]
        case .requestedDocs: return ["documents": .list(reading.requestedDocuments.map { .string($0.rawValue) })]
        default: return [:]
        }
    }

    /// Every reason with the words it was read from, and the funder's own words for the first, or for the refusal itself
    /// (D02, D03).
    private func declineDetail(_ reading: Reading, _ mail: AnsweringMail, _ db: Connection) throws -> Value {
        let message = try Message.find(mail.message, tenant: mail.tenant, db)
        let input = ReplyInput(
            subject: message.subject, body: try Message.body(of: mail.message, tenant: mail.tenant, db))
        let told = reading.evidence.compactMap { piece -> (code: String, piece: Classification.Evidence)? in
            if case .declineReason(let reason) = piece.what { (reason.rawValue, piece) } else { nil }
        }
        let first = told.first?.piece ?? reading.evidence.first { $0.what == .outcome(.declined) }
        return [
            "reasons": .list(reading.declineReasons.map { .string($0.rawValue) }),
            "text": Value(first?.quote(from: input)),
            "evidence": .list(
                told.map { code, piece in
                    piece.value().adding("code", .string(code)).adding("text", Value(piece.quote(from: input)))
                }),
        ]
    }

    private func makeOffers(_ reading: Reading, on submission: Submission, _ mail: AnsweringMail, _ db: Connection)
        throws
    {
        // Offers of one mail are options: the largest first, as they were read.
        for (index, terms) in reading.offers.enumerated() {
            try Offer.make(
                try Offer.Terms(terms), on: submission, message: mail.message, index: index, offeredAt: mail.datedAt,
                receivedAt: mail.arrivedAt, tenant: mail.tenant, by: mail.who, at: mail.now, db)
        }
    }

    /// What the mail says that the funder paid waits beside the ledger (E25).
    private func proposeCommission(_ reading: Reading, on id: Submission.ID, _ mail: AnsweringMail, _ db: Connection)
        throws
    {
        guard let cents = reading.commissionAmount?.scaled(2), (1...Cents.largest.count).contains(cents) else { return }
        let subject = try Message.find(mail.message, tenant: mail.tenant, db).subject
        let body = try Message.body(of: mail.message, tenant: mail.tenant, db)
        let text = NewestText(of: body).text
        try RemittanceNotice.take(
            RemittanceNotice.Told(
                Cents(cents), on: id, in: "\(subject)\n\(text)", of: mail.message, on: mail.datedAt.day),
            tenant: mail.tenant, by: mail.who, at: mail.now, onLoss: ReferralCredit.follow, db)
    }

    private func requestDocuments(_ reading: Reading, on id: Submission.ID, _ mail: AnsweringMail, _ db: Connection)
        throws
    {
        for code in reading.requestedDocuments {
            try RequestedDocument.request(
                code: code.rawValue, label: code.label, by: mail.message, on: id, tenant: mail.tenant, at: mail.now, db)
        }
        try Stipulation.request(
            reading.requestedDocuments, by: mail.message, on: id, tenant: mail.tenant, who: mail.who, at: mail.now, db)
    }

    func bounce(_ report: DeliveryReport, on id: Submission.ID, from mail: AnsweringMail, _ db: Connection) throws {
        let tenant = mail.tenant
        guard let ours = try returned(report, of: id, tenant: tenant, db),
            let item = try OutboxItem.of(message: ours, tenant: tenant, db)
        else { return }
        try note(report, about: item, from: mail, db)
        try Submission.record(
            SubmissionEvent.New(
                .bounced, at: mail.arrivedAt, by: mail.who, message: mail.message,
                detail: [
                    "recipients": .list(
                        report.recipients.map {
                            [
                                "status": Value($0.status), "kind": .string($0.kind.rawValue),
                                "permanent": .bool($0.isPermanent),
                            ]
                        })
                ]), on: id, tenant: tenant, at: mail.now, db)
        // A nudge that came back is none.
        try Silence.renew(id, tenant: tenant, at: mail.now, db)
        // Undeliverable once nobody in To is left whom the application reached (C21); a later mail's report leaves that as
        // it is.
        guard try Message.find(ours, tenant: tenant, db).kind == .submission else { return }
        let to = try OutboxItem.recipients(of: item.id, tenant: tenant, db).filter { $0.field == .to }
        if to.allSatisfy({ $0.state == .bounced || $0.state == .refused }) {
            try Submission.record(
                SubmissionEvent.New(.undeliverable, at: mail.arrivedAt, by: mail.who, message: mail.message), on: id,
                tenant: tenant, at: mail.now, db)
        }
    }

    func answer(
        toNotice notice: Message.ID, _ report: DeliveryReport?, from mail: AnsweringMail, _ db: Connection
    ) throws {
        guard let item = try OutboxItem.of(message: notice, tenant: mail.tenant, db) else { return }
        if let report {
            try note(report, about: item, from: mail, db)
        } else if item.state == .uncertain {
            try settle(item, evidence: "reply", mail, db)
        }
    }

    /// Marks the recipients that a mail of ours came back from.
    private func note(
        _ report: DeliveryReport, about item: OutboxItem, from mail: AnsweringMail, _ db: Connection
    ) throws {
        // A report about a mail of unknown end shows that a server had taken it.
        if item.state == .uncertain { try settle(item, evidence: "report", mail, db) }
        for recipient in report.recipients where recipient.isPermanent {
            let status = [recipient.status, recipient.replyCode.map(String.init), recipient.kind.rawValue]
            for address in Set([recipient.address, recipient.originalAddress].compactMap { $0?.lowercased() }) {
                try OutboxItem.bounce(
                    item.id, address: address, status: status.compactMap { $0 }.joined(separator: " "),
                    tenant: mail.tenant, at: mail.now, db)
            }
        }
    }

    func takeBack(_ mail: AnsweringMail, on id: Submission.ID, reason: String, _ db: Connection) throws {
        // The mail's own offers supersede nothing that comes back.
        try Offer.takeBack(by: mail.message, of: id, tenant: mail.tenant, who: mail.who, at: mail.now, db)
        let events = try SubmissionEvent.of(id, tenant: mail.tenant, db)
        let undone = Set(events.compactMap(\.undoes))
        for event in events.reversed()
        where event.message == mail.message && event.undoes == nil && !undone.contains(event.seq) {
            try Submission.takeBack(
                seq: event.seq, on: id, tenant: mail.tenant, by: mail.who, at: mail.now, reason: reason, db)
            if event.type == .declined || event.type == .withdrawn {
                try Offer.restore(
                    withdrawnAt: event.recordedAt, of: id, tenant: mail.tenant, by: mail.who, at: mail.now, db)
            }
        }
        try Stipulation.takeBack(by: mail.message, of: id, tenant: mail.tenant, who: mail.who, at: mail.now, db)
        try RemittanceNotice.takeBack(mail.message, of: id, tenant: mail.tenant, by: mail.who, at: mail.now, db)
        try RequestedDocument.withdraw(by: mail.message, on: id, tenant: mail.tenant, db)
    }

    /// The mail of ours that a report returns: the one whose id it brings, else the submission's first.
    private func returned(
        _ report: DeliveryReport, of id: Submission.ID, tenant: TenantID, _ db: Connection
    ) throws -> Message.ID? {
        let own = try MessageLink.messages(of: id, tenant: tenant, db).filter { $0.grade == .own }.map(\.message.id)
        let named = try Message.known(as: [report.original?.messageID].compactMap { $0 }, tenant: tenant, db)
        return named.map(\.id).first(where: own.contains) ?? own.first
    }

    /// Only a reply to the mail itself shows that it arrived: one that was matched by names alone, or that answers another
    /// mail of the submission, shows nothing.
    func settleDelivery(of id: Submission.ID, evidence: String, from mail: AnsweringMail, _ db: Connection) throws {
        let all = try MessageLink.messages(of: id, tenant: mail.tenant, db)
        guard let reply = all.first(where: { $0.message.id == mail.message }), reply.grade != .merchantName else {
            return
        }
        let keys = reply.message.references + [reply.message.inReplyTo].compactMap { $0 }
        let answered = try Message.known(as: keys, tenant: mail.tenant, db).map(\.id)
        for (message, grade) in all where grade == .own {
            guard message.kind == .submission || answered.contains(message.id),
                let item = try OutboxItem.of(message: message.id, tenant: mail.tenant, db), item.state == .uncertain
            else { continue }
            try settle(item, evidence: evidence, mail, db)
        }
    }

    private func settle(_ item: OutboxItem, evidence: String, _ mail: AnsweringMail, _ db: Connection) throws {
        try OutboxItem.settle(
            item.id, arrived: true, evidence: evidence, tenant: mail.tenant, by: mail.who, at: mail.now,
            effects: SendEffectsTable.apply, db)
    }
}
