import Kernel

/// What is wrong with a template, or with the values given to it. Names holes and templates, never contents.
package struct TemplateError: Refusal, Hashable {
    package enum Problem: Hashable, Sendable {
        case unclosedTag
        case noName
        case delimiters
        case strayEnd(String)
        case wrongEnd(String, open: String, openLine: Int)
        case unended(String)
        case outsideBlock(parent: String)
        case nestedTooDeep(limit: Int)
        case noField
        case noMail
        case notUTF8
        case duplicate(other: String)
        case tooLarge(limitBytes: Int)
        case unknownTemplate
        case unknownPartial(String)
        case unknownVariable(String, allowed: [String])
        case valueless(String)
        case notText(String)
        case recursion(limit: Int)
        case endless(limitBytes: Int)
    }

    package let template: String
    /// Counted from 1; nil where the whole template is meant.
    package let line: Int?
    package let problem: Problem

    package var code: String {
        switch problem {
        case .unknownVariable: "unknown_variable"
        case .unknownPartial: "unknown_partial"
        case .unknownTemplate: "unknown_template"
        case .valueless: "hole_without_value"
        case .notText: "hole_not_text"
        case .recursion, .endless: "template_endless"
        default: "malformed_template"
        }
    }

    package var reason: String {
        let place = line.map { "template \(template) line \($0)" } ?? "template \(template)"
        return "\(place): \(what)"
    }

    private var what: String {
        switch problem {
        case .unclosedTag: "a tag is opened and not closed; close it with the closing delimiter, as a rule }}"
        case .noName: "a tag bears no name; write one without spaces, as in {{merchant.name}}"
        case .delimiters: "delimiters are changed as in {{=<% %>=}}: two words without = in them"
        case .strayEnd(let name): "{{/\(name)}} ends what was not opened; remove it or open it before"
        case .wrongEnd(let name, let open, let line):
            "{{/\(name)}} stands where {{/\(open)}} is due, opened on line \(line)"
        case .unended(let name): "{{/\(name)}} is missing; end it before the template ends"
        case .outsideBlock(let parent):
            "inside {{<\(parent)}} only blocks are shown; put the tag into {{$block}}…{{/block}}"
        case .nestedTooDeep(let limit): "sections are nested deeper than \(limit); make a partial of the inner ones"
        case .noField: "a mail begins with lines as Subject: …, then an empty line; write the line so"
        case .noMail: "it is no mail; give its file the ending .mail"
        case .notUTF8: "it is not UTF-8; save it as such"
        case .duplicate(let other): "\(other) has the same name without its ending; rename one"
        case .tooLarge(let limit): "it is larger than \(limit) bytes; split it"
        case .unknownTemplate: "there is none of this name"
        case .unknownPartial(let name): "there is no template \(name); write it or correct the name"
        case .unknownVariable(let name, let allowed):
            "there is no variable \(name); possible are: \(allowed.isEmpty ? "none" : allowed.joined(separator: ", "))"
        case .valueless(let name):
            "{{\(name)}} has no value; give it one or put it into a section {{#\(name)}}…{{/\(name)}}"
        case .notText(let name): "{{\(name)}} is a list or an object, not text; name one of its members"
        case .recursion(let limit):
            "templates include each other more than \(limit) deep; end the recursion by a section"
        case .endless(let limit): "it renders to more than \(limit) bytes or steps; show fewer elements"
        }
    }
}
