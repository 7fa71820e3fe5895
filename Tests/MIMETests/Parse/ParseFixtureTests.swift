import Glibc
import Kernel
import Testing

@testable import MIME

/// Each message in Tests/Fixtures/mime has beside it what is to be found in it.
@Suite struct ParseFixtureTests {
    static let folder: String = {
        let checkout = #filePath.split(separator: "/").prefix { $0 != "Tests" }.map { "/\($0)" }.joined()
        return "\(checkout)/Tests/Fixtures/mime"
    }()

    static let names = [
        "blank-line-first", "delivery-report", "file-names", "flowed", "forward-as-attachment", "groups-and-commas",
        "html-only", "multipart-without-parts", "no-blank-line", "no-header", "odd-charsets", "split-words",
        "text-behind-attachment", "truncated", "two-content-types", "undeclared-latin", "uuencoded",
    ]

    @Test(arguments: names)
    func `C24 broken and odd messages are read whole`(name: String) throws {
        let inspection = Inspection(path: "\(Self.folder)/\(name).eml")
        let expected = try Value(parsing: MessageFile(path: "\(Self.folder)/\(name).json").contents())
        var found = inspection.fields
        found["file"] = nil
        found["readable"] = Value(inspection.body?.readable)
        #expect(Value.object(found) == expected, "\(Value.object(found).json)")
    }

    static func message(_ name: String) throws -> ParsedMessage {
        try MessageParser().parse(path: "\(folder)/\(name).eml")
    }

    @Test func `C19 a message sent along is opened with its headers, text and files`() throws {
        let message = try Self.message("forward-as-attachment")
        let inner = try #require(message.embedded.first)
        #expect(inner.leaf == 1)
        #expect(inner.subject == "Abgelehnt für heute")
        #expect(inner.from == [MailAddress(name: "Cosima", address: "cosima@other.example")])
        #expect(inner.messageID == "inner@other.example")
        #expect(inner.body.text == "Declined: too many positions.")
        #expect(inner.leaves.map(\.name) == [nil, "letter.pdf"])
        #expect(inner.leaves.allSatisfy { $0.embeddedIn == 1 })
    }

    @Test func `C04 the parts for programs are kept as bytes`() throws {
        let message = try Self.message("delivery-report")
        let report = try #require(message.leaves.first { $0.contentType == "message/delivery-status" }?.report)
        #expect(String(decoding: report, as: UTF8.self).contains("Status: 5.1.1"))
        let headers = try #require(message.leaves.first { $0.contentType == "text/rfc822-headers" }?.report)
        #expect(String(decoding: headers, as: UTF8.self).contains("<sent@broker.example>"))
    }

    @Test func `B16 a name with a path is shown without it`() throws {
        let leaf = try #require(try Self.message("file-names").leaves.last)
        #expect(leaf.name == "../../etc/passwd")
        #expect(leaf.fileName == "passwd")
    }
}
