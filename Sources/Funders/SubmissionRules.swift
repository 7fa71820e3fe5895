import Kernel
import Storage

/// How an application is sent to a funder by one channel: to whom, in which words, under which file names.
package struct SubmissionRules: Sendable {
    package typealias ID = Identifier<SubmissionRules>

    package let id: ID
    package let funder: Funder.ID
    package let channel: Channel
    package let to: [String]
    package let cc: [String]
    /// The contact is written to as well, unless this is set.
    package let excludesContact: Bool
    /// Nil: the desk's own.
    package let subjectTemplate: String?
    package let bodyTemplate: String?
    package let fileNameTemplate: String?
    /// The largest mail that the funder takes.
    package let maxMailBytes: Int?
    /// The mail account that this funder is written from, by its name; nil: whichever sends the order.
    package let accountName: String?
    /// Whether mails ask for a read receipt; off unless somebody says so (B04).
    package let asksReceipt: Bool
    package let version: Int

    init(_ row: Row) throws {
        id = try row["id"]
        funder = try row["funder_id"]
        channel = try row["channel"]
        to = try row.get("to_emails", as: Value.self).list?.compactMap(\.text) ?? []
        cc = try row.get("cc_emails", as: Value.self).list?.compactMap(\.text) ?? []
        excludesContact = try row["excludes_contact"]
        subjectTemplate = try row["subject_template"]
        bodyTemplate = try row["body_template"]
        fileNameTemplate = try row["file_name_template"]
        maxMailBytes = try row["max_mail_bytes"]
        accountName = try row["account_name"]
        asksReceipt = try row["asks_receipt"]
        version = try row["version"]
    }

    /// As shown, and as a submission keeps it.
    package var value: Value {
        [
            "id": Value(id), "channel": Value(channel.rawValue), "to_emails": .list(to.map { Value($0) }),
            "cc_emails": .list(cc.map { Value($0) }), "excludes_contact": Value(excludesContact),
            "subject_template": Value(subjectTemplate), "body_template": Value(bodyTemplate),
            "file_name_template": Value(fileNameTemplate), "max_mail_bytes": Value(maxMailBytes),
            "account_name": Value(accountName), "asks_receipt": Value(asksReceipt), "version": Value(version),
        ]
    }
}
