import Classification
import Funders
import Kernel
import Storage

/// One line of a list of phrases: `104 = NSFs, overdrafts or negative days`. Behind the sign stands our code, our label,
/// or another system's name of a reason.
struct PhraseLine: Sendable {
    private let number: Int
    private let phrase: String
    private let means: PhraseMeaning

    /// The lines that say something, each checked.
    static func read(_ text: String, funder: Funder.ID?) throws -> [PhraseLine] {
        var lines: [PhraseLine] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            lines.append(
                try telling(index + 1) { () throws(PhraseRefusal) in
                    guard let sign = line.lastIndex(of: "=") else { throw .unknownMeaning(String(line.prefix(80))) }
                    return PhraseLine(
                        number: index + 1,
                        phrase: try PhraseRules.checked(String(line[..<sign]), hasFunder: funder != nil),
                        means: try PhraseRules.meaning(String(line[line.index(after: sign)...])))
                })
        }
        guard !lines.isEmpty else { throw PhraseRefusal.empty }
        return lines
    }

    /// Refused where the phrase stands in too many mails; this reads the newest of them.
    func check(funder: Funder.ID?, tenant: TenantID, _ db: Connection) throws {
        let taught = Phrase.taught(phrase, means, funder, Phrase.ID(bits: 0))
        try Self.telling(number) { try WordsPreview(taught, tenant: tenant, db).check() }
    }

    func add(funder: Funder.ID?, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        try Self.telling(number) {
            _ = try Phrase.add(phrase, means: means, funder: funder, tenant: tenant, by: who, at: now, db)
        }
    }

    /// What `body` does; its refusal with the number of the line.
    private static func telling<Answer>(_ number: Int, _ body: () throws -> Answer) throws -> Answer {
        do { return try body() } catch let refusal as PhraseRefusal {
            throw PlainRefusal(
                refusal.kind, code: refusal.code, field: "lines", "line \(number): \(refusal.reason)")
        }
    }
}
