import Kernel
import Submissions
import TestServers

/// A mail that will arrive, and what must become of it.
struct PlannedMail: Sendable {
    enum Fate: Sendable, Equatable {
        /// Belongs to that submission; `nil` where no machine can know it.
        case reply(Submission.ID?, LabelledReply.Sign)
        case stranger
        case bounce(Submission.ID)
        case automatic(Submission.ID)
        case broken
    }

    let messageID: String
    let fate: Fate
    let bytes: [UInt8]
}

extension MainJob {
    private func target(_ submission: Submission.ID, funder: Int, merchant: Int) async throws -> LabelledReply.Target {
        let own = try await test.ownMail(of: submission)
        return LabelledReply.Target(
            merchant: Self.merchants[merchant], funderAddress: "funder\(funder + 1)@\(MailLab.domain)",
            ourAddress: lab.address(of: "broker"), replyTo: own.replyTo.first?.address ?? "", messageID: own.key)
    }

    /// 60 labelled replies, one to each of the submissions of the first three applications.
    func replies(to submissions: [[Submission.ID]]) async throws -> [PlannedMail] {
        let labelled = LabelledReply.all()
        var planned: [PlannedMail] = []
        for (merchant, row) in submissions.enumerated() {
            for (funder, submission) in row.enumerated() {
                let number = planned.count
                let sign = LabelledReply.Sign.allCases[(number * 5 + merchant) % LabelledReply.Sign.allCases.count]
                let id = "answer-\(number)@funder.elsewhere.example"
                planned.append(
                    PlannedMail(
                        messageID: id, fate: .reply(sign == .nothing ? nil : submission, sign),
                        bytes: labelled[number].bytes(
                            answering: try await target(submission, funder: funder, merchant: merchant), by: sign,
                            messageID: id)))
            }
        }
        return planned
    }

    /// Three bounces and two automatic answers about the fourth application's submissions, five strangers, one mail
    /// that is none.
    func others(about submissions: [Submission.ID]) async throws -> [PlannedMail] {
        var planned: [PlannedMail] = []
        for (index, submission) in submissions.prefix(5).enumerated() {
            let target = try await target(submission, funder: index, merchant: 3)
            var mail: IncomingMail
            if index < 3 {
                mail = .report(
                    on: target.messageID, recipient: target.funderAddress, status: "5.1.1", to: target.ourAddress)
            } else {
                mail = IncomingMail(
                    from: target.funderAddress, to: target.replyTo, subject: "Automatic reply: New deal",
                    text: "I am out of the office until Monday. Approved deals are answered by my colleague.")
                mail.inReplyTo = target.messageID
                mail.lines.append("Auto-Submitted: auto-replied")
            }
            mail.messageID = "machine-\(index)@funder.elsewhere.example"
            planned.append(
                PlannedMail(
                    messageID: mail.messageID ?? "", fate: index < 3 ? .bounce(submission) : .automatic(submission),
                    bytes: mail.bytes))
        }
        planned += try await strangers(near: submissions[5])
        var random = SeededRandom(seed: 9)
        let junk = (0..<5000).map { _ in UInt8(truncatingIfNeeded: random.next() | 128) }
        planned.append(PlannedMail(messageID: "", fate: .broken, bytes: junk))
        return planned
    }

    private func strangers(near submission: Submission.ID) async throws -> [PlannedMail] {
        let target = try await target(submission, funder: 5, merchant: 3)
        let token = target.replyTo.prefix { $0 != "@" }.split(separator: "+").last.map(String.init) ?? ""
        let forged = target.replyTo.replacing(token, with: String(token.reversed()))
        let approval = "Approved: $40,000 at 1.38, 9 months, weekly payments."
        let rows: [(to: String, subject: String, text: String)] = [
            (target.ourAddress, "New program alert!", "Terms to 24 months, buy rates as low as 1.12. Unsubscribe"),
            (target.ourAddress, "Re: \(target.merchant)", approval),
            (forged, "An answer", approval),
            (target.ourAddress, "Re: deal [\(token)]", approval),
            (target.ourAddress, "Hello", "Do you also broker equipment leases?"),
        ]
        return rows.enumerated().map { index, row in
            var mail = IncomingMail(
                from: "person\(index)@stranger.example", to: row.to, subject: row.subject, text: row.text)
            mail.messageID = "stranger-\(index)@elsewhere.example"
            return PlannedMail(messageID: mail.messageID ?? "", fate: .stranger, bytes: mail.bytes)
        }
    }
}
