import Kernel
import Templates
import Testing

@Suite struct RenderingTests {
    static func fill(
        _ source: String, _ context: Value = [:], partials: [String: String] = [:], escape: Escape = .html,
        missing: MissingPolicy = .empty
    ) throws -> String {
        let known = try partials.mapValues { try Template($0, name: "partial") }
        let bytes = try Template(source, name: "page").render(
            context, partials: { name, _ in known[name] }, escape: escape, missing: missing)
        return String(decoding: bytes, as: UTF8.self)
    }

    // swift-format-ignore
    @Test(arguments: [
        ("{{a}}",     Escape.html,  "<b title='x' id=\"y\">&</b>", "&lt;b title=&#39;x&#39; id=&quot;y&quot;&gt;&amp;&lt;/b&gt;"),
        ("{{{a}}}",   .html,        "<b>",                         "<b>"),
        ("{{&a}}",    .html,        "<b>",                         "<b>"),
        ("{{a}}",     .html,        "Zoë 漢字 & Co",               "Zoë 漢字 &amp; Co"),
        ("{{a}}",     .plain,       "<b> & \"c\"\r\n'",            "<b> & \"c\"\r\n'"),
        ("{{a}}",     .line,        "a\r\nBcc: x\u{0}\t\u{7f}é",   "a  Bcc: x   é"),
        ("{{{a}}}",   .line,        "a\nb",                        "a b"),
        ("{{a}}",     .html,        "{{b}} {{{b}}} {{>b}}",        "{{b}} {{{b}}} {{&gt;b}}"),
    ])
    func `a value is escaped for the kind of text it goes into and never read as a template`(
        source: String, escape: Escape, value: String, expected: String
    ) throws {
        #expect(try Self.fill(source, ["a": .string(value)], escape: escape) == expected)
    }

    @Test(arguments: [Value.null, false, "", []])
    func `false, null, the empty string and the empty list are false in a section`(value: Value) throws {
        #expect(try Self.fill("{{#a}}yes{{/a}}{{^a}}no{{/a}}", ["a": value]) == "no")
    }

    @Test(arguments: [true, 0, "0", ["x"], [:], Value.decimal("0.0")])
    func `all other values, zero among them, are true in a section`(value: Value) throws {
        #expect(try Self.fill("{{#a}}yes{{/a}}{{^a}}no{{/a}}", ["a": value]) == "yes")
    }

    // swift-format-ignore
    @Test(arguments: [Value.null, "", [:]])
    func `a hole without a value is refused by name where asked so`(value: Value) throws {
        let context: Value = value == [:] ? [:] : ["merchant": ["name": value]]
        let error = #expect(throws: TemplateError.self) {
            try Self.fill("Dear\n{{merchant.name}}", context, escape: .plain, missing: .refuse)
        }
        #expect(error?.code == "hole_without_value")
        #expect(error?.reason.hasPrefix("template page line 2: {{merchant.name}} has no value") == true)
    }

    @Test func `an absent section is no error where holes without values are refused`() throws {
        let source = "{{#note}}Note: {{note}}{{/note}}{{^note}}No note{{/note}}"
        #expect(try Self.fill(source, [:], missing: .refuse) == "No note")
        #expect(try Self.fill(source, ["note": "hot"], missing: .refuse) == "Note: hot")
    }

    @Test func `an absent partial is refused where holes without values are refused`() {
        let error = #expect(throws: TemplateError.self) { try Self.fill("{{> foot}}", missing: .refuse) }
        #expect(error?.code == "unknown_partial")
    }

    @Test(arguments: [Value.list(["a"]), ["a": "b"]])
    func `a list or an object in a hole is an error that names it`(value: Value) {
        let error = #expect(throws: TemplateError.self) { try Self.fill("{{a}}", ["a": value]) }
        #expect(error?.code == "hole_not_text")
        #expect(error?.reason.contains("{{a}}") == true)
    }

    @Test func `a partial in a partial adds its indentation, an inline one has none`() throws {
        let partials = ["outer": "o\n  {{> inner}}\n- {{> inner}}\n", "inner": "1\n2 {{v}}\n"]
        #expect(
            try Self.fill("<\n {{> outer}}\n>", ["v": "x\ny"], partials: partials)
                == "<\n o\n   1\n   2 x\ny\n - 1\n2 x\ny\n\n>")
    }

    @Test func `a page fills the blocks of its layout and keeps the others`() throws {
        let layout = """
            <title>{{$title}}fundgate{{/title}}</title>
            {{> head}}
            <main>
              {{$content}}
              {{/content}}
            </main>
            {{$foot}}
            <footer></footer>
            {{/foot}}

            """
        let page = """
            {{<layout}}
            {{$title}}Offers of {{merchant}}{{/title}}
            {{$content}}
                <ul>
                {{#offers}}
                  <li>{{.}}</li>
                {{/offers}}
                </ul>
            {{/content}}
            {{/layout}}

            """
        let context: Value = ["merchant": "A & B", "offers": ["1", "2"]]
        #expect(
            try Self.fill(page, context, partials: ["layout": layout, "head": "<nav>{{$title}}none{{/title}}</nav>\n"])
                == """
                <title>Offers of A &amp; B</title>
                <nav>Offers of A &amp; B</nav>
                <main>
                  <ul>
                    <li>1</li>
                    <li>2</li>
                  </ul>
                </main>
                <footer></footer>

                """)
    }

    @Test func `templates that include each other without end stop with an error`() {
        for (source, partials) in [
            ("{{> a}}", ["a": "{{> a}}"]), ("{{<a}}{{$b}}{{$b}}{{/b}}{{/b}}{{/a}}", ["a": "{{$b}}{{/b}}"]),
            ("{{#x}}{{> a}}{{/x}}", ["a": "{{#x}}{{> a}}{{/x}}"]),
        ] {
            let error = #expect(throws: TemplateError.self) { try Self.fill(source, ["x": true], partials: partials) }
            #expect(error?.code == "template_endless")
            #expect(error?.problem == .recursion(limit: 256))
        }
    }

    @Test func `sections that multiply lists stop at the limit of bytes`() {
        let list = Value.list(Array(repeating: "0123456789", count: 100))
        let depth = 8
        let source =
            String(repeating: "{{#l}}", count: depth) + String(repeating: "x", count: 1000)
            + String(repeating: "{{/l}}", count: depth)
        let error = #expect(throws: TemplateError.self) { try Self.fill(source, ["l": list]) }
        #expect(error?.code == "template_endless")
    }

    @Test func `numbers and flags are written as they are`() throws {
        let context: Value = ["i": -12, "d": .decimal("1.3500"), "b": true]
        #expect(try Self.fill("{{i}} {{d}} {{b}}", context, missing: .refuse) == "-12 1.3500 true")
    }
}
