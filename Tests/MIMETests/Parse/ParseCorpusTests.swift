import Kernel
import Testing

@testable import MIME

@Suite struct ParseCorpusTests {
    private static let sources = [
        "apache-james-mime4j", "chatmail-core", "cpython-email", "enmime", "mimekit", "nodemailer-mailparser",
        "php-mime-mail-parser", "ruby-mail", "spamscope-mail-parser", "stalwart-mail-parser", "webklex-php-imap",
        "zbateson-mail-mime-parser",
    ]

    @Test(.enabled(if: Corpora.has("mime")))
    func `C24 at least 97 % of the public corpus is read wholly right and none is refused`() throws {
        var wrong: [String] = []
        var count = 0
        for source in Self.sources {
            for entry in try Value(parsing: Corpora.read("mime/\(source)/expected.json")).list ?? [] {
                guard let file = entry["file"]?.text, let expected = entry["expect"] else { continue }
                let inspection = Inspection(path: "\(Corpora.folder)/mime/\(source)/\(file)")
                #expect(inspection.error == nil, "\(source)/\(file)")
                count += 1
                let fields = CorpusComparison.wrong(expected, inspection.fields)
                if !fields.isEmpty { wrong.append("\(source)/\(file): \(fields)") }
            }
        }
        #expect(count > 300)
        #expect(wrong.count * 100 <= count * 3, "\(wrong.joined(separator: "\n"))")
    }

    @Test(.enabled(if: Corpora.has("mime/charsets")))
    func `C24 the public texts in Japanese charsets are read to the letter`() throws {
        for entry in try Value(parsing: Corpora.read("mime/charsets/expected.json")).list ?? [] {
            let file = try #require(entry["file"]?.text)
            let reading = Charset.decode(try Corpora.read("mime/charsets/\(file)"), declared: entry["charset"]?.text)
            #expect(reading.text == entry["utf8"]?.text)
            #expect(reading.defect == nil)
        }
    }

    @Test(.enabled(if: Corpora.has("mime/headers")))
    func `C03 the public dates are read, and what is no date is none`() throws {
        for entry in try Value(parsing: Corpora.read("mime/headers/date.json")).list ?? [] {
            let header = try #require(entry["header"]?.text)
            let found = DateHeader.parse(Array(header.utf8))
            #expect(found == entry["expected"].flatMap(Self.moment), "\(header)")
        }
    }

    private static func moment(_ parts: Value) -> Moment? {
        func number(_ name: String) -> Int { Int(parts[name]?.integer ?? 0) }
        guard let day = Day(year: number("year"), month: number("month"), day: number("day")) else { return nil }
        let local = number("hour") * 3600 + number("minute") * 60 + number("second")
        let zone =
            (number("tz_hour") * 3600 + number("tz_minute") * 60) * (parts["tz_before_gmt"]?.flag == true ? -1 : 1)
        return Moment(seconds: day.start.seconds + Int64(local - zone))
    }

    /// Left out are the values whose names that project builds of comments as well, and what are no mailboxes.
    @Test(.enabled(if: Corpora.has("mime/headers")))
    func `C03 the public address lists are read`() throws {
        for entry in try Value(parsing: Corpora.read("mime/headers/address.json")).list ?? [] {
            let header = try #require(entry["header"]?.text)
            guard !header.contains("("), !header.contains("<http"), !header.contains("mailto:"), !header.contains("<@"),
                let expected = entry["expected"].map(Self.mailboxes)
            else { continue }
            #expect(AddressList.parse(Array(header.utf8)) == expected, "\(header)")
        }
    }

    private static func mailboxes(_ expected: Value) -> [MailAddress] {
        let groups = expected["Group"]?.list?.flatMap { $0["addresses"]?.list ?? [] }
        return (groups ?? expected["List"]?.list ?? []).compactMap { item in
            item["address"]?.text.map { MailAddress(name: item["name"]?.text, address: $0) }
        }
    }

    @Test(.enabled(if: Corpora.has("mime/headers")))
    func `C02 the public subjects with encoded words are read`() throws {
        for entry in try Value(parsing: Corpora.read("mime/headers/unstructured.json")).list ?? [] {
            let header = try #require(entry["header"]?.text)
            // A value is one field; and that project adds a space beside encoded words that stand in a word.
            guard !header.contains("\nFrom:"), !header.contains("]=?"), !header.contains("Q??=") else { continue }
            #expect(CorpusComparison.collapsed(EncodedWords.decode(header.utf8)) == entry["expected"]?.text)
        }
    }
}
