import Glibc
import Kernel
import Testing

@testable import Templates

@Suite struct LibraryTests {
    /// A folder that is there as long as the value.
    final class Scratch {
        let path: String
        private var made: [String] = []

        init(_ files: [String: String]) throws {
            var name = Array("/tmp/templates-XXXXXX".utf8CString)
            let made = try #require(mkdtemp(&name))
            path = String(cString: made)
            self.made.append(path)
            for (file, text) in files { try write(file, Array(text.utf8)) }
        }

        func write(_ file: String, _ bytes: [UInt8]) throws {
            var folder = path
            for part in file.split(separator: "/").dropLast() {
                folder += "/\(part)"
                if mkdir(folder, 0o700) == 0 { made.append(folder) }
            }
            let stream = try #require(fopen("\(path)/\(file)", "w"))
            fwrite(bytes, 1, bytes.count, stream)
            fclose(stream)
            made.append("\(path)/\(file)")
        }

        deinit { for path in made.reversed() { remove(path) } }
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `names are relative paths without ending, and partials are sought from the folder upwards`() throws {
        let scratch = try Scratch([
            "layout.html": "outer", "admin/layout.html": "<{{$content}}{{/content}}>{{> foot}}", "foot.html": "f",
            "admin/offers/list.html": "{{<layout}}{{$content}}{{> row}}{{/content}}{{/layout}}",
            "admin/offers/row.html": "{{v}}", "mail/offer.txt": "{{v}}", "admin/style.css": "a{{{",
            ".hidden.html": "{{",
        ])
        let library = try TemplateLibrary(folder: scratch.path)
        #expect(
            library.names == ["admin/layout", "admin/offers/list", "admin/offers/row", "foot", "layout", "mail/offer"])
        #expect(try Self.text(library.render("admin/offers/list", ["v": "&"])) == "<&amp;>f")
        #expect(try Self.text(library.render("mail/offer", ["v": "&"])) == "&")
        #expect(try library.holes(of: "admin/offers/list") == ["v"])
    }

    @Test func `a partial that does not exist is refused at load`() throws {
        let scratch = try Scratch(["admin/page.html": "a\n{{> nav}}"])
        let error = #expect(throws: TemplateError.self) { try TemplateLibrary(folder: scratch.path) }
        #expect(error?.reason == "template admin/page line 2: there is no template nav; write it or correct the name")
    }

    @Test func `a malformed template is refused at load`() throws {
        let scratch = try Scratch(["admin/page.html": "{{#a}}"])
        #expect(throws: TemplateError.self) { try TemplateLibrary(folder: scratch.path) }
    }

    @Test func `A11 a mail with an unknown variable is refused at load, in its partials too`() throws {
        let scratch = try Scratch([
            "mail/a.txt": "{{merchant}}{{> foot}}", "mail/foot.txt": "{{sender}}", "admin/x.html": "{{anything}}",
        ])
        let library = try TemplateLibrary(folder: scratch.path)
        try library.checkHoles(allowed: ["merchant", "sender"], prefix: "mail/")
        let error = #expect(throws: TemplateError.self) {
            try library.checkHoles(allowed: ["merchant"], prefix: "mail/")
        }
        #expect(error?.template == "mail/foot")
        #expect(error?.code == "unknown_variable")
        #expect(throws: TemplateError.self) { try library.checkHoles(allowed: ["merchant", "sender"]) }
    }

    @Test func `two files of one name are refused`() throws {
        let scratch = try Scratch(["a.html": "", "a.txt": ""])
        let error = #expect(throws: TemplateError.self) { try TemplateLibrary(folder: scratch.path) }
        #expect(error?.problem == .duplicate(other: "a.html"))
    }

    @Test func `a template that is not there is refused by name`() throws {
        let scratch = try Scratch(["a.html": ""])
        let library = try TemplateLibrary(folder: scratch.path)
        let error = #expect(throws: TemplateError.self) { try library.render("admin/none", [:]) }
        #expect(error?.code == "unknown_template")
    }

    @Test func `a folder that is not there is a fault that names it`() {
        let fault = #expect(throws: TemplateFolderFault.self) { try TemplateLibrary(folder: "/nowhere/at/all") }
        #expect(fault?.description == "cannot read /nowhere/at/all: No such file or directory")
    }

    @Test func `a file that is not UTF-8 is refused`() throws {
        let scratch = try Scratch([:])
        try scratch.write("a.txt", [0xE9])
        let error = #expect(throws: TemplateError.self) { try TemplateLibrary(folder: scratch.path) }
        #expect(error?.problem == .notUTF8)
    }

    @Test(arguments: [true, false])
    func `a changed file is read again in development only`(reloads: Bool) throws {
        let scratch = try Scratch(["a.txt": "old"])
        let library = try TemplateLibrary(folder: scratch.path, reloads: reloads)
        #expect(try Self.text(library.render("a", [:])) == "old")
        try scratch.write("a.txt", Array("newer".utf8))
        #expect(try Self.text(library.render("a", [:])) == (reloads ? "newer" : "old"))
    }

    @Test func `a template from elsewhere may include those of the library`() throws {
        let scratch = try Scratch(["mail/foot.txt": "-- {{v}}"])
        let library = try TemplateLibrary(folder: scratch.path)
        let template = try Template("Hi\n{{> foot}}", name: "mail/own")
        try template.checkPartials(library.partials)
        let bytes = try template.render(["v": "x"], partials: library.partials, escape: .plain, missing: .refuse)
        #expect(Self.text(bytes) == "Hi\n-- x")
    }
}
