import Correspondence
import FoundationEssentials
import Funders
import Glibc
import Kernel
import Replies
import Storage
import Submissions

@testable import Server

extension TemporaryDemo {
    /// Sends the merchant to funders that do not answer by themselves; the submissions in the funders' order.
    func submit(_ merchant: String, to names: [String]) async throws -> [Submission.ID] {
        _ = try await send(merchant, to: names)
        try await sendOut()
        return try await demo.office.database.read { db in
            try names.map { name in
                try db.value(
                    """
                    SELECT submission.id FROM submission
                      JOIN funder ON funder.id = submission.funder_id
                      JOIN application ON application.id = submission.application_id
                     WHERE funder.name = \(name) AND application.external_id = \(merchant)
                     ORDER BY submission.id DESC LIMIT 1
                    """) ?? Submission.ID(bits: 0)
            }
        }
    }

    /// A mail of the submission's funder that answers ours, with a PDF or without; filed at once.
    @discardableResult
    func answer(
        _ submission: Submission.ID, _ body: String, file: (name: String, bytes: [UInt8])? = nil,
        headers: [String] = []
    ) async throws -> Message.ID {
        clock.advance(.seconds(60))
        let tenant = demo.tenant
        let (key, funder, account) = try await demo.office.database.read { db in
            let line = try Submission.line(submission, tenant: tenant, db)
            let own = try MessageLink.messages(of: submission, tenant: tenant, db).first { $0.grade == .own }
            return (own?.message.key ?? "", line.funderName, own?.message.from.address ?? "")
        }
        let sender = DemoFunder.all.first { $0.name == funder }?.address ?? ""
        let id = Message.ID(at: clock.now())
        let mail = """
            From: Desk <\(sender)>\r
            To: \(account)\r
            Subject: Re: your file\r
            Message-ID: <\(id)@funder.example>\r
            In-Reply-To: <\(key)>\r
            Date: \(MailDate.text(clock.now()))\r
            \(headers.map { "\($0)\r\n" }.joined())\(Self.content(body, file))
            """
        let path = "\(place.incoming)/new/\(id).eml"
        try LocalFile.write(Array(mail.utf8), to: path)
        // A Maildir's file arrives when it was written.
        var times = [
            timespec(tv_sec: Int(clock.now().seconds), tv_nsec: 0),
            timespec(tv_sec: Int(clock.now().seconds), tv_nsec: 0),
        ]
        guard utimensat(AT_FDCWD, path, &times, 0) == 0 else { throw LocalFileFault("date", path, errno) }
        try await self.file()
        return try await demo.office.database.read { db in
            try db.value("SELECT max(id) FROM message WHERE direction = 'in' AND tenant_id = \(tenant)") ?? id
        }
    }

    /// The lines from the first one about the content on.
    /// A mail from outside with these headers, a minute later, read and filed.
    func receive(_ lines: [String], _ body: String) async throws {
        clock.advance(.seconds(60))
        let id = Message.ID(at: clock.now())
        let head = ["Message-ID: <\(id)@outside.example>", "Date: \(MailDate.text(clock.now()))"] + lines
        let mail = (head + ["", body, ""]).joined(separator: "\r\n")
        try LocalFile.write(Array(mail.utf8), to: "\(place.incoming)/new/\(id).eml")
        try await file()
    }

    private static func content(_ body: String, _ file: (name: String, bytes: [UInt8])?) -> String {
        guard let file else { return "\r\n\(body)\r\n" }
        let data = Data(file.bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn])
        return """
            Content-Type: multipart/mixed; boundary="part"\r
            \r
            --part\r
            Content-Type: text/plain; charset=utf-8\r
            \r
            \(body)\r
            --part\r
            Content-Type: application/pdf; name="\(file.name)"\r
            Content-Disposition: attachment; filename="\(file.name)"\r
            Content-Transfer-Encoding: base64\r
            \r
            \(data)\r
            --part--\r

            """
    }

    func value<T: SQLReadable & Sendable>(_ sql: SQL, as: T.Type = T.self) async throws -> T? {
        try await demo.office.database.read { try $0.value(sql) }
    }

    var reviewDesk: ReviewDesk { ReviewDesk(effects: ReplyEffectsTable()) }
}

/// A date as mails have it (RFC 5322 section 3.3).
enum MailDate {
    static func text(_ moment: Moment) -> String {
        let (year, month, day) = moment.day.civil
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: some BinaryInteger) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let second = moment.secondOfDay
        return
            "\(day) \(names[month - 1]) \(year) \(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)) +0000"
    }
}
