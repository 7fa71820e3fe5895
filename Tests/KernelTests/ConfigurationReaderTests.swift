import Testing

@testable import Kernel

@Suite struct ConfigurationReaderTests {
    /// Reads every kind of setting once; says the problems.
    static func problems(_ text: String) throws -> [String] {
        var reader = ConfigurationReader(try Value(parsing: Array(text.utf8), as: .json5), path: "")
        _ = reader.text("host")
        _ = reader.text("note", optional: true)
        _ = reader.texts("folders", default: ["INBOX"])
        _ = reader.integer("port", default: 25, in: 1...65_535)
        _ = reader.flag("dry", default: false)
        _ = reader.day("from")
        _ = reader.choice("kind", ["smtp", "maildir"])
        reader.section("inner") { inner in
            _ = inner.text("user")
            inner.section("deep") { _ = $0.flag("on", default: true) }
        }
        return reader.finish()
    }

    @Test func `each setting that is wrong is told with its path`() throws {
        let table = TextTable(
            """
            text                                 problems
            {host: "h"}                          ""
            {host: "h", note: null}              ""
            {}                                   host is missing
            {host: null}                         host is missing
            {host: ""}                           host must be a text of one line
            {host: 5}                            host must be a text of one line
            {host: "a\\nb"}                      host must be a text of one line
            {host: "h", note: "a\\u007fb"}       note must be a text of one line
            {host: "h", folders: []}             folders must be a list of texts
            {host: "h", folders: ["a", 1]}       folders must be a list of texts
            {host: "h", folders: "a"}            folders must be a list of texts
            {host: "h", port: 0}                 port must be a whole number from 1 to 65535
            {host: "h", port: 65536}             port must be a whole number from 1 to 65535
            {host: "h", port: 2.5}               port must be a whole number from 1 to 65535
            {host: "h", port: "25"}              port must be a whole number from 1 to 65535
            {host: "h", dry: "yes"}              dry must be true or false
            {host: "h", dry: 1}                  dry must be true or false
            {host: "h", from: "2026-02-30"}      from must be a day such as 2026-11-20
            {host: "h", kind: "SMTP"}            kind must be one of smtp, maildir
            {host: "h", hsot: "x"}               hsot is no known setting
            {host: "h", inner: {}}               inner.user is missing
            {host: "h", inner: {user: "u", deep: {on: 1}}}   inner.deep.on must be true or false
            {host: "h", inner: {user: "u", deep: {off: 1}}}  inner.deep.off is no known setting
            """)
        for row in table.rows {
            #expect(try Self.problems(row["text"]).joined(separator: "; ") == row["problems"], "\(row)")
        }
    }

    @Test func `all problems are told together`() throws {
        #expect(
            try Self.problems("{port: 0, hsot: 1, dry: 2}") == [
                "host is missing", "port must be a whole number from 1 to 65535", "dry must be true or false",
                "hsot is no known setting",
            ])
    }

    @Test func `what is no object is told as such`() throws {
        #expect(try Self.problems("[]").first == "the file must be an object")
        #expect(try Self.problems("{host: \"h\", inner: 5}").first == "inner must be an object")
        #expect(
            try Self.problems("{host: \"h\", inner: {user: \"u\", deep: []}}").first == "inner.deep must be an object")
    }

    @Test func `settings are read, and defaults stand where there are none`() throws {
        let text = #"{host: "h", folders: ["a", "b"], port: 587, dry: true, from: "2026-11-20", kind: "maildir"}"#
        var reader = ConfigurationReader(try Value(parsing: Array(text.utf8), as: .json5), path: "")
        let host = reader.text("host")
        #expect(host == "h")
        let folders = reader.texts("folders", default: [])
        #expect(folders == ["a", "b"])
        let port = reader.integer("port", default: 25, in: 1...65_535)
        #expect(port == 587)
        let isDry = reader.flag("dry", default: false)
        #expect(isDry)
        let from = reader.day("from")
        #expect(from == Day("2026-11-20"))
        let kind = reader.choice("kind", ["smtp", "maildir"])
        #expect(kind == "maildir")
        let absent = reader.text("absent", optional: true)
        #expect(absent == nil)
        let none = reader.texts("none", default: ["INBOX"])
        #expect(none == ["INBOX"])
        let size = reader.integer("size", default: 25, in: 1...100)
        #expect(size == 25)
        let isWet = reader.flag("wet", default: true)
        #expect(isWet)
        let until = reader.day("until")
        #expect(until == nil)
        let sort = reader.choice("sort", ["smtp", "maildir"])
        #expect(sort == "smtp")
        #expect(reader.finish().isEmpty)
    }
}
