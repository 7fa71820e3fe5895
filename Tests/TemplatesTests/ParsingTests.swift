import Kernel
import Testing

@testable import Templates

@Suite struct ParsingTests {
    // swift-format-ignore
    @Test(arguments: [
        ("a\n{{b",                 2, TemplateError.Problem.unclosedTag),
        ("{{{b}}",                 1, .unclosedTag),
        ("{{",                     1, .unclosedTag),
        ("a\n\n{{}}",              3, .noName),
        ("{{#  }}",                1, .noName),
        ("{{a b}}",                1, .noName),
        ("{{a..b}}",               1, .noName),
        ("{{.a}}",                 1, .noName),
        ("{{=| =}}",               1, .delimiters),
        ("{{=a b c=}}",            1, .delimiters),
        ("{{/a}}",                 1, .strayEnd("a")),
        ("{{#a}}\n{{/b}}",         2, .wrongEnd("b", open: "a", openLine: 1)),
        ("{{#a}}{{#b}}\n{{/a}}",   2, .wrongEnd("a", open: "b", openLine: 1)),
        ("x\n{{#a}}\n\n",          2, .unended("a")),
        ("{{<a}}{{$b}}{{/b}}",     1, .unended("a")),
        ("{{<a}}{{b}}{{/a}}",      1, .outsideBlock(parent: "a")),
    ])
    func `a malformed template is refused with its line`(source: String, line: Int, problem: TemplateError.Problem) {
        let error = #expect(throws: TemplateError.self) { try Template(source, name: "mail/offer") }
        #expect(error == TemplateError(template: "mail/offer", line: line, problem: problem))
        #expect(error?.code == "malformed_template")
        #expect(error?.reason.hasPrefix("template mail/offer line \(line): ") == true)
    }

    @Test func `sections nested without end are refused`() {
        let error = #expect(throws: TemplateError.self) {
            try Template(String(repeating: "{{#a}}", count: 100_000), name: "deep")
        }
        #expect(error?.problem == .nestedTooDeep(limit: 64))
    }

    @Test func `a source over one megabyte is refused`() {
        #expect(throws: TemplateError.self) { try Template(String(repeating: "x", count: 1 << 20 + 1), name: "large") }
    }

    @Test func `a source of nothing but tags on one line is read in linear time`() throws {
        let template = try Template(String(repeating: "{{a}} ", count: 100_000), name: "long")
        #expect(template.holes.count == 100_000)
    }

    @Test func `holes are listed with their lines in the order of the text`() throws {
        let template = try Template("{{a.b}}\n{{#list}}\n{{.}}{{{c}}}{{/list}}{{! d }}{{$e}}{{f}}{{/e}}", name: "t")
        #expect(
            template.holes == [
                Hole(name: "a.b", line: 1, isSection: false), Hole(name: "list", line: 2, isSection: true),
                Hole(name: ".", line: 3, isSection: false), Hole(name: "c", line: 3, isSection: false),
                Hole(name: "f", line: 3, isSection: false),
            ])
    }

    @Test(arguments: [
        "{{merchant.nmae}}", "{{#merchant.nmae}}x{{/merchant.nmae}}", "{{^merchant.nmae}}x{{/merchant.nmae}}",
    ])
    func `A11 an unknown variable is refused and named`(tag: String) throws {
        let template = try Template("Application of {{merchant.name}}\n\(tag)", name: "subject")
        let error = #expect(throws: TemplateError.self) {
            try template.checkHoles(allowed: ["merchant.name", "funder.name"])
        }
        #expect(error?.code == "unknown_variable")
        #expect(error?.kind == .invalid)
        #expect(
            error?.reason == "template subject line 2: there is no variable merchant.nmae; "
                + "possible are: funder.name, merchant.name")
        try template.checkHoles(allowed: ["merchant.name", "merchant.nmae"])
    }

    @Test func `A11 a template that somebody typed in includes no other`() throws {
        for source in ["{{> mail/secret}}", "{{<mail/secret}}{{/mail/secret}}"] {
            let error = #expect(throws: TemplateError.self) { try Template(source, name: "body").checkPartials() }
            #expect(error?.problem == .unknownPartial("mail/secret"))
        }
    }
}
