import Applications
import Correspondence
import Kernel
import Storage
import Submissions
import Web

/// One reason of one decline: the submission, and the sentence of the mail in which it stands (L04).
struct DeclineLine: Sendable {
    private let submission: Submission.ID
    private let ordinal: Int
    private let occurredAt: Moment
    private let month: Int
    private let message: Message.ID?
    private let code: String
    private let label: String
    private let category: String
    private let funder: String
    private let merchant: String
    private let reference: String
    private let industry: String?
    private let state: String?
    private let quote: String?
    private let start: Int?
    private let sentence: Sentence?

    private init(_ row: Row) throws {
        submission = try row["submission_id"]
        ordinal = try row["ordinal"]
        occurredAt = try row["occurred_at"]
        month = try row["month"]
        message = try row["message_id"]
        code = try row["code"]
        label = try row["label"]
        category = try row["category"]
        funder = try row["funder_name"]
        merchant = try row["legal_name"]
        reference = Application.reference(try row["number"])
        industry = try Self.named(row["industry"])
        state = try Self.named(row["state"])
        quote = try row["quote"]
        start = try row["start_byte"]
        let end: Int? = try row["end_byte"]
        let text: String? = try row["text"]
        sentence = start.flatMap { start in
            guard let end, start < end, let text else { return nil }
            return Sentence(around: start..<end, in: text)
        }
    }

    private static func named(_ text: String?) -> String? { text == "-" ? nil : text }

    /// The reasons that the filter lets through, the newest first.
    static func list(
        _ filter: DeclineFilter, page: PageRequest, withSentences: Bool = true, tenant: TenantID, _ db: Connection
    ) throws -> Page<DeclineLine> {
        // Reasons are read from the newest text, which stands within the first of a mail.
        let text: SQL = """
            CASE decline.place WHEN 'subject' THEN message.subject
                 WHEN 'body' THEN substr(message_text.body, 1, 40000) END
            """
        let rows = try rows(
            filter, text: withSentences ? text : "NULL", page.after, limit: page.limit + 1, tenant: tenant, db)
        return Page(rows: rows, of: page) {
            [Value($0.occurredAt.milliseconds), Value($0.submission), Value($0.ordinal)]
        }
    }

    private static func rows(
        _ filter: DeclineFilter, text: SQL, _ after: Cursor?, limit: Int, tenant: TenantID, _ db: Connection
    ) throws -> [DeclineLine] {
        var place: SQL = "TRUE"
        if let parts = after?.value.list, parts.count == 3, let time = parts[0].integer,
            let id = parts[1].text.flatMap({ Submission.ID($0) }), let ordinal = parts[2].integer
        {
            place = """
                (decline.occurred_at, decline.submission_id, -decline.ordinal) < (\(time), \(id), \(-ordinal))
                """
        }
        return try db.rows(
            """
            SELECT decline.submission_id, decline.ordinal, decline.occurred_at, decline.month, decline.message_id,
                   decline.code, decline.quote, decline.start_byte, decline.end_byte, decline_reason.label,
                   decline_reason.category, funder.name AS funder_name, application.legal_name, application.number,
                   decline.industry, decline.merchant_state AS state, \(part: text) AS text
              FROM submission_decline AS decline
              JOIN submission ON submission.id = decline.submission_id
              JOIN application ON application.id = submission.application_id
              JOIN funder ON funder.id = submission.funder_id
              JOIN decline_reason ON decline_reason.code = decline.code
              LEFT JOIN message ON message.id = decline.message_id
              LEFT JOIN message_text ON message_text.message_id = decline.message_id
             WHERE \(part: filter.conditions(tenant: tenant)) AND \(part: place)
             ORDER BY decline.occurred_at DESC, decline.submission_id DESC, decline.ordinal LIMIT \(limit)
            """
        ).map(DeclineLine.init)
    }

    var value: Value {
        [
            "submission": Value(submission), "merchant": .string(merchant), "reference": .string(reference),
            "funder_name": .string(funder), "code": .string(code), "reason": .string(label),
            "category": .string(category), "industry": Value(industry), "state_code": Value(state),
            "at": Value(occurredAt), "month": .string(DeclineFilter.text(ofMonth: month)), "message": Value(message),
            "quote": Value(quote), "place": Value(start.map { "e\($0)" }),
            "sentence": sentence?.value ?? .null,
        ]
    }

    static let head = [
        "declined_at", "month", "funder", "merchant", "reference", "industry", "state", "code", "reason", "category",
        "words", "submission", "message",
    ]

    var cells: [String] {
        [
            occurredAt.description, DeclineFilter.text(ofMonth: month), funder, merchant, reference, industry ?? "",
            state ?? "", code, label, category, quote ?? "", submission.description, message?.description ?? "",
        ]
    }
}
