import Kernel
import MIME
import Storage
import Web

extension SubmissionRules {
    /// What a request says about rules; checked.
    package struct Input: Sendable {
        package var to: [String]
        package var cc: [String]
        package var excludesContact = false
        package var subjectTemplate: String?
        package var bodyTemplate: String?
        package var fileNameTemplate: String?
        package var maxMailBytes: Int?
        package var accountName: String?
        package var asksReceipt = false

        package init(to: [String], cc: [String] = []) {
            self.to = to
            self.cc = cc
        }

        /// An address in both lists stays in To; templates may use the closed list of variables only.
        package init(_ reader: inout FieldReader) throws {
            to = Self.addresses("to_emails", &reader)
            let first = Set(to.map { $0.lowercased() })
            cc = Self.addresses("cc_emails", &reader).filter { !first.contains($0.lowercased()) }
            excludesContact = reader.flag("excludes_contact")
            subjectTemplate = Self.template("subject_template", max: 300, lines: false, MailVariables.mail, &reader)
            bodyTemplate = Self.template("body_template", max: 20_000, lines: true, MailVariables.mail, &reader)
            fileNameTemplate = Self.template("file_name_template", max: 200, lines: false, MailVariables.file, &reader)
            maxMailBytes = reader.optionalInteger("max_mail_bytes", in: 100_000...200_000_000)
            accountName = reader.optionalText("account_name", max: 60)
            asksReceipt = reader.flag("asks_receipt")
        }

        private static func addresses(_ name: String, _ reader: inout FieldReader) -> [String] {
            reader.words(name, count: Recipients.most).compactMap { address($0, name, &reader) }
        }

        private static func address(_ text: String, _ name: String, _ reader: inout FieldReader) -> String? {
            do {
                return try MailboxAddress(text).address
            } catch {
                reader.refuse(name, code: error.code, error.reason)
                return nil
            }
        }

        private static func template(
            _ name: String, max: Int, lines: Bool, _ allowed: Set<String>, _ reader: inout FieldReader
        ) -> String? {
            guard let source = reader.optionalText(name, max: max, lines: lines) else { return nil }
            do {
                _ = try MailVariables.check(source, name: name, allowed: allowed)
            } catch {
                reader.refuse(name, code: error.code, error.reason)
            }
            return source
        }
    }

    private static let columns: SQL = """
        SELECT id, funder_id, channel, to_emails, cc_emails, excludes_contact, subject_template, body_template,
               file_name_template, max_mail_bytes, account_name, asks_receipt, version
          FROM funder_submission_rules
        """

    package static func of(
        _ funder: Funder.ID, channel: Channel = .email, tenant: TenantID, _ db: Connection
    ) throws -> SubmissionRules? {
        try db.row(columns + " WHERE tenant_id = \(tenant) AND funder_id = \(funder) AND channel = \(channel)")
            .map(SubmissionRules.init)
    }

    package static func all(
        channel: Channel = .email, tenant: TenantID, _ db: Connection
    ) throws -> [SubmissionRules] {
        try db.rows(columns + " WHERE tenant_id = \(tenant) AND channel = \(channel) ORDER BY funder_id")
            .map(SubmissionRules.init)
    }

    /// Stores the rules of one channel: new ones without `version`, changed ones with it.
    package static func save(
        _ input: Input, channel: Channel = .email, version: Int?, of funder: Funder.ID, tenant: TenantID, by who: Who,
        at moment: Moment, _ db: Connection
    ) throws -> SubmissionRules {
        _ = try Funder.find(funder, tenant: tenant, db)
        let (to, cc) = (Value(input.to.map { Value($0) }), Value(input.cc.map { Value($0) }))
        let stored = try db.changes(
            """
            INSERT INTO funder_submission_rules (id, tenant_id, funder_id, channel, to_emails, cc_emails, excludes_contact,
                                                 subject_template, body_template, file_name_template, max_mail_bytes,
                                                 account_name, asks_receipt, updated_at, version)
            VALUES (\(ID(at: moment)), \(tenant), \(funder), \(channel), \(to), \(cc), \(input.excludesContact),
                    \(input.subjectTemplate), \(input.bodyTemplate), \(input.fileNameTemplate), \(input.maxMailBytes),
                    \(input.accountName), \(input.asksReceipt), \(moment), 1)
            ON CONFLICT (funder_id, channel) DO UPDATE
               SET to_emails = excluded.to_emails, cc_emails = excluded.cc_emails,
                   excludes_contact = excluded.excludes_contact, subject_template = excluded.subject_template,
                   body_template = excluded.body_template, file_name_template = excluded.file_name_template,
                   max_mail_bytes = excluded.max_mail_bytes, account_name = excluded.account_name,
                   asks_receipt = excluded.asks_receipt, updated_at = excluded.updated_at,
                   version = funder_submission_rules.version + 1
             WHERE funder_submission_rules.version = \(version ?? 0)
            """)
        guard stored == 1 else { throw RecordRefusal.changedMeanwhile("submission rules of funder", funder) }
        try Recipients.requireRoom(of: funder, tenant: tenant, db)
        try Funder.note(
            funder, "submission_rules_changed", ["fields": ["submission_rules"], "channel": Value(channel.rawValue)],
            by: who, at: moment, tenant: tenant, db)
        guard let saved = try of(funder, channel: channel, tenant: tenant, db) else {
            preconditionFailure("the rules were just saved")
        }
        return saved
    }
}
