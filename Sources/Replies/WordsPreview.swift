import Classification
import Correspondence
import Kernel
import Storage
import Submissions

/// What a phrase would change if the reader were taught it: the newest mails are read with it and without it. Nothing is
/// stored.
struct WordsPreview: Sendable {
    /// So many of the newest mails are looked at.
    static let most = 1000
    private static let mostExamples = 5

    struct Row: Sendable {
        let former: String
        let now: String
        var count = 0
        var examples: [(id: Message.ID, subject: String)] = []
    }

    private(set) var looked = 0
    /// In so many of them the phrase stands.
    private(set) var standing = 0
    private(set) var rows: [Row] = []

    var changed: Int { rows.reduce(0) { $0 + $1.count } }

    /// Of a hundred mails, in how many it stands; nil where there are too few to tell.
    var share: Int? { looked >= PhraseRules.enough ? standing * 100 / looked : nil }

    init(_ phrase: TenantPhrase, tenant: TenantID, _ db: Connection) throws {
        let taught = try Phrase.active(tenant: tenant, db).map(\.taught)
        let (alone, former, now) = (TenantWords([phrase]), TenantWords(taught), TenantWords(taught + [phrase]))
        for row in try db.rows(
            """
            SELECT \(part: Message.columns) FROM message
             WHERE message.tenant_id = \(tenant) AND message.direction = 'in'
             ORDER BY message.id DESC LIMIT \(Self.most)
            """)
        {
            let message = try Message(row)
            let submissions = try ReplyDesk.matched(
                message.id, try ReviewItem.of(message: message.id, tenant: tenant, db), tenant: tenant, db)
            let input = try ReaderInput(stored: message, db).input(answering: submissions, tenant: tenant, db)
            looked += 1
            guard alone.stand(in: input) else { continue }
            standing += 1
            let readings = [former, now].map { ReplyReader.read(input, words: $0) }
            if readings[0].value() != readings[1].value() { add(readings[0], readings[1], message) }
        }
    }

    /// Refused where the phrase stands in too many mails to mean one thing.
    func check() throws(PhraseRefusal) {
        if let share, share > PhraseRules.mostShare { throw .common(share: share) }
    }

    private mutating func add(_ former: Reading, _ now: Reading, _ message: Message) {
        let words = (Self.words(former), Self.words(now))
        // What differs in the evidence alone is the same to a person.
        guard words.0 != words.1 else { return }
        let index = rows.firstIndex { $0.former == words.0 && $0.now == words.1 } ?? rows.endIndex
        if index == rows.endIndex { rows.append(Row(former: words.0, now: words.1)) }
        rows[index].count += 1
        if rows[index].examples.count < Self.mostExamples {
            rows[index].examples.append((message.id, message.subject))
        }
    }

    /// `Declined: NSFs, overdrafts or negative days; sure`
    static func words(_ reading: Reading) -> String {
        let outcomes = ([reading.outcome] + reading.also).map(\.label).joined(separator: ", ")
        let parts = [
            reading.declineReasons.map(\.label), reading.requestedDocuments.map(\.label),
            reading.offers.isEmpty ? [] : ["\(reading.offers.count) offers"],
        ].filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }
        let what = ([outcomes] + parts).joined(separator: ": ")
        return "\(what); \(reading.disposition == .apply ? "sure" : "a person is asked")"
    }

    var value: Value {
        [
            "looked": Value(looked), "standing": Value(standing), "changed": Value(changed),
            "rows": .list(
                rows.sorted { $0.count > $1.count }.map { row in
                    [
                        "former": .string(row.former), "now": .string(row.now), "count": Value(row.count),
                        "examples": .list(
                            row.examples.map { ["id": Value($0.id), "subject": .string($0.subject)] }),
                    ]
                }),
        ]
    }
}
