import Storage
import Testing

@testable import Server

/// Which columns name files is one table, and this goes over the schema for one that was forgotten.
@Suite struct BlobColumnTests {
    /// Columns that are called like a file's name and are none, each with what it is.
    // swift-format-ignore
    private static let others = [
        "history.hash":                    "a link of the chain",
        "idempotency.body_hash":           "what was asked",
        "ledger_row.content_hash":         "what was asked",
        "ledger_row.hash":                 "a link of the chain",
        "ledger_head.hash":                "a link of the chain",
        "person.password_hash":            "a password",
        "session.token_hash":              "a token",
        "sign_in_failure.email_hash":      "an address",
        "api_key.secret_hash":             "a secret",
        "message.content_hash":            "for the search of doubles",
        "message.raw_hash":                "received: the arrival's; sent: put together from its segments",
        "message_attachment.sha256":       "a part of the mail, taken out of it when asked for",
        "notice.content_hash":             "its figures",
        "application.ein_hash":            "keyed, for the search of doubles",
        "application.import_hash":         "keyed, of the row it came from",
        "application_file.fields_hash":    "what a generated sheet was made from",
        "attachment_encoding.sha256":      "the file that the blob was made from; a file's row names it",
        "participant.email_hash":          "keyed, for the search of doubles",
        "partner_token.token_hash":        "a token",
        "bank_statement.file_hash":        "the file is not kept",
        "org_statement.file_hash":         "the file is not kept",
        "support_account.account_hash":    "keyed, for the search of doubles",
        "support_disbursement.voucher_hash": "a voucher's code",
        "support_notice.digest":           "what a provider told, for the search of doubles",
        "support_overhead.paper_hash":     "a paper's reference, for the search of doubles",
        "partner_report.content_hash":     "its content, which is a column",
        "referral_lead_sign.hash":         "keyed, for the search of doubles",
    ]

    /// `table.column` of each that is called like a file's name.
    private static func suspects() -> Set<String> {
        var found: Set<String> = []
        for statement in JoinedSchema.migrations.flatMap(\.statements) {
            let lines = statement.split(separator: "\n").map {
                $0.split(whereSeparator: \.isWhitespace).map(String.init)
            }
            guard let head = lines.first, head.count > 2, head[1] == "TABLE" else { continue }
            let columns =
                head[0] == "ALTER" ? [head.dropFirst(5).first ?? ""] : lines.dropFirst().compactMap(\.first)
            for column in columns where isSuspect(column) { found.insert("\(head[2]).\(column)") }
        }
        return found
    }

    private static func isSuspect(_ column: String) -> Bool {
        ["hash", "sha256", "blob", "digest"].contains { column == $0 || column.hasSuffix("_\($0)") }
    }

    @Test func `J38 every column that names a file is in the table of them, or known to be something else`() {
        let known = Set(BlobColumn.all.map { "\($0.table).\($0.column)" })
        let (suspects, others) = (Self.suspects(), Set(Self.others.keys))
        #expect(suspects.subtracting(known).subtracting(others).sorted() == [], "name it in BlobColumn.all")
        #expect(others.subtracting(suspects).sorted() == [], "there is no such column")
        #expect(known.subtracting(suspects).sorted() == [], "there is no such column")
        #expect(known.isDisjoint(with: others))
    }
}
