import Correspondence
import Kernel
import Storage
import Submissions
import Web

/// How mail goes in and out, account by account: how much, how replies were matched, how many a person had to look at,
/// how late they came, how many came back (L13). Of some days; ids begin with their moment, so indexes count them.
struct MailFigures: Sendable {
    let tenant: TenantID
    /// Both inclusive.
    let from: Day
    let to: Day

    static let mostDays = 366

    init(_ query: Query, tenant: TenantID, at now: Moment) throws {
        self.tenant = tenant
        to = try query.day("to") ?? now.day
        from = try query.day("from") ?? to.adding(days: -29)
        guard from <= to, to - from < Self.mostDays else {
            throw FieldErrors([
                FieldError(
                    field: "from", code: "period", message: "a day before the last one, a year before it at most")
            ])
        }
    }

    /// One account's numbers.
    struct Line: Sendable {
        let account: MailAccount
        var received = 0
        var sent = 0
        var grades: [MessageLink.Grade: Int] = [:]
        var reviews = 0
        var bounced = 0
        var lag: Lag?

        /// Mails that were matched to a submission, whatever the sign.
        var matched: Int { grades.values.reduce(0, +) }
    }

    /// From the mailbox's own date of a mail until it was stored here, in seconds.
    struct Lag: Sendable, Equatable {
        let median: Int
        let ninetyFifth: Int

        /// Nil without any mail. The seconds stand in their order.
        init?(_ counts: [(seconds: Int, number: Int)]) {
            let all = counts.reduce(0) { $0 + $1.number }
            guard all > 0 else { return nil }
            func reaching(_ wanted: Int) -> Int {
                var count = 0
                for (seconds, number) in counts {
                    count += number
                    if count >= wanted { return seconds }
                }
                return 0
            }
            median = reaching((all + 1) / 2)
            ninetyFifth = reaching((all * 95 + 99) / 100)
        }

        static func text(_ seconds: Int) -> String {
            switch seconds {
            case ..<120: "\(seconds) s"
            case ..<7200: "\((seconds + 30) / 60) min"
            default: Age.text(hours: (seconds + 1800) / 3600)
            }
        }
    }

    /// Ids of records that were made in the period.
    private func made(_ column: StaticString) -> SQL {
        func floor(_ moment: Moment) -> Identifier<MailFigures> {
            Identifier(bits: UInt128(UInt64(max(0, moment.milliseconds))) << 80)
        }
        return "\(name: column) >= \(floor(from.start)) AND \(name: column) < \(floor(to.adding(days: 1).start))"
    }

    func lines(_ db: Connection) throws -> [Line] {
        var lines: [MailAccount.ID: Line] = [:]
        let accounts = try MailAccount.all(tenant: tenant, db)
        for account in accounts { lines[account.id] = Line(account: account) }
        for account in accounts {
            lines[account.id]?.received = try number(of: account.id, direction: "in", db)
            lines[account.id]?.sent = try number(of: account.id, direction: "out", db)
        }
        for (account, grade, number) in try grades(of: accounts.map(\.id), db) {
            lines[account]?.grades[grade] = number
        }
        for (account, number) in try reviews(of: accounts.map(\.id), db) { lines[account]?.reviews = number }
        for (account, number) in try bounces(db) { lines[account]?.bounced = number }
        for (account, counts) in try lags(of: accounts.map(\.id), db) { lines[account]?.lag = Lag(counts) }
        return accounts.compactMap { lines[$0.id] }
    }

    private func number(of account: MailAccount.ID, direction: String, _ db: Connection) throws -> Int {
        try db.value(
            """
            SELECT count(*) FROM message
             WHERE tenant_id = \(tenant) AND direction = \(direction) AND account_id = \(account)
               AND \(part: made("id"))
            """) ?? 0
    }

    /// How the machine matched at first; a person's later word is another row of the same mail. Which of several accounts
    /// a mail came to, the mail itself says.
    private func grades(
        of accounts: [MailAccount.ID], _ db: Connection
    ) throws -> [(MailAccount.ID, MessageLink.Grade, Int)] {
        var found: [(MailAccount.ID, MessageLink.Grade, Int)] = []
        for grade in MessageLink.Grade.allCases where grade != .own {
            let links: SQL = """
                FROM submission_message AS link \(part: accounts.count == 1 ? "" : Self.mails)
                 WHERE link.tenant_id = \(tenant) AND link.grade = \(grade) AND link.seq = 1
                   AND \(part: made("link.message_id"))
                """
            if accounts.count == 1 {
                let number: Int? = try db.value("SELECT count(DISTINCT link.message_id) \(part: links)")
                found.append((accounts[0], grade, number ?? 0))
                continue
            }
            found += try db.rows(
                """
                SELECT message.account_id, count(DISTINCT link.message_id) AS number \(part: links)
                 GROUP BY message.account_id ORDER BY message.account_id
                """
            ).map { (try $0["account_id"], grade, try $0["number"]) }
        }
        return found.filter { $0.2 > 0 }
    }

    private static let mails: SQL = "JOIN message ON message.id = link.message_id"

    private func reviews(of accounts: [MailAccount.ID], _ db: Connection) throws -> [(MailAccount.ID, Int)] {
        let looked: SQL = """
             WHERE review_item.tenant_id = \(tenant) AND review_item.state IN ('open', 'settled', 'dismissed')
               AND \(part: made("review_item.id"))
            """
        if accounts.count == 1 {
            return [(accounts[0], try db.value("SELECT count(*) FROM review_item \(part: looked)") ?? 0)]
        }
        return try db.rows(
            """
            SELECT message.account_id, count(*) AS number
              FROM review_item JOIN message ON message.id = review_item.message_id \(part: looked)
             GROUP BY message.account_id ORDER BY message.account_id
            """
        ).map { (try $0["account_id"], try $0["number"]) }
    }

    private func bounces(_ db: Connection) throws -> [(MailAccount.ID, Int)] {
        try db.rows(
            """
            SELECT outbox.account_id, count(DISTINCT outbox.id) AS number
              FROM outbox_recipient JOIN outbox ON outbox.id = outbox_recipient.outbox_id
             WHERE outbox_recipient.tenant_id = \(tenant) AND outbox_recipient.state = 'bounced'
               AND outbox_recipient.at >= \(from.start) AND outbox_recipient.at < \(to.adding(days: 1).start)
             GROUP BY outbox.account_id ORDER BY outbox.account_id
            """
        ).map { (try $0["account_id"], try $0["number"]) }
    }

    /// Mails from before the account's start are history, not late.
    private func lags(
        of accounts: [MailAccount.ID], _ db: Connection
    ) throws -> [MailAccount.ID: [(seconds: Int, number: Int)]] {
        var found: [MailAccount.ID: [(seconds: Int, number: Int)]] = [:]
        let lag: SQL = """
            CASE WHEN arrival.stored_at > arrival.arrived_at THEN (arrival.stored_at - arrival.arrived_at) / 1000
                 ELSE 0 END AS lag, count(*) AS number
            """
        let came: SQL = """
             WHERE arrival.tenant_id = \(tenant) AND arrival.is_quiet = 0 AND arrival.state <> 'wanted'
               AND \(part: made("arrival.id"))
            """
        if accounts.count == 1 {
            found[accounts[0]] = try db.rows("SELECT \(part: lag) FROM arrival \(part: came) GROUP BY 1 ORDER BY 1").map
            {
                (try $0["lag"], try $0["number"])
            }
            return found
        }
        for row in try db.rows(
            """
            SELECT mail_folder.account_id, \(part: lag)
              FROM arrival JOIN mail_folder ON mail_folder.id = arrival.folder_id \(part: came)
             GROUP BY 1, 2 ORDER BY 1, 2
            """)
        { found[try row["account_id"], default: []].append((try row["lag"], try row["number"])) }
        return found
    }
}

extension MailFigures.Line {
    var reviewShare: Portion { Portion(reviews, of: received) }
    var bounceShare: Portion { Portion(bounced, of: sent) }

    var value: Value {
        [
            "account": Value(account.id), "name": .string(account.name), "address": .string(account.address),
            "state": Value(account.state.rawValue), "received": Value(received), "sent": Value(sent),
            "matched": Value(matched), "matched_percent": Value(Portion(matched, of: received).percent),
            "grades": .list(
                MessageLink.Grade.allCases.compactMap { grade in
                    grades[grade].map {
                        [
                            "grade": .string(grade.rawValue), "label": .string(grade.label), "number": Value($0),
                            "percent": Value(Portion($0, of: received).percent),
                        ]
                    }
                }),
            "reviews": Value(reviews), "review_percent": Value(reviewShare.percent), "bounced": Value(bounced),
            "bounce_percent": Value(bounceShare.percent), "lag_median_s": Value(lag?.median),
            "lag_p95_s": Value(lag?.ninetyFifth), "lag_median": Value(lag.map { MailFigures.Lag.text($0.median) }),
            "lag_p95": Value(lag.map { MailFigures.Lag.text($0.ninetyFifth) }),
        ]
    }

    static var head: [String] {
        ["account", "address", "received", "matched"] + MessageLink.Grade.allCases.map(\.rawValue)
            + [
                "reviewed", "review_percent", "lag_median_seconds", "lag_p95_seconds", "sent", "bounced",
                "bounce_percent",
            ]
    }

    var cells: [String] {
        [account.name, account.address, "\(received)", "\(matched)"]
            + MessageLink.Grade.allCases.map { "\(grades[$0] ?? 0)" }
            + [
                "\(reviews)", reviewShare.percent ?? "", lag.map { "\($0.median)" } ?? "",
                lag.map { "\($0.ninetyFifth)" } ?? "", "\(sent)", "\(bounced)", bounceShare.percent ?? "",
            ]
    }
}

extension MessageLink.Grade {
    var label: String {
        switch self {
        case .own: "Our own mail"
        case .replyToken: "Reply token"
        case .messageToken: "Message token"
        case .relayID: "Known message id"
        case .subjectToken: "Mark in the text"
        case .merchantName: "Merchant's name"
        case .report: "Delivery report"
        case .person: "A person"
        }
    }
}
