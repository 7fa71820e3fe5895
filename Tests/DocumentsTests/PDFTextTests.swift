import Glibc
import Kernel
import Testing

@testable import Documents

@Suite struct PDFTextTests {
    /// A reader that answers with what `script` prints.
    static func reader(_ script: String, _ scratch: Scratch, timeout: Span = .seconds(10)) throws -> PDFText {
        var reader = PDFText()
        reader.program = try scratch.write(Array("#!/bin/sh\n\(script)\n".utf8), "reader", mode: 0o700)
        reader.timeout = timeout
        return reader
    }

    static let plain = Array("%PDF-1.4\n%%EOF\n".utf8)

    // swift-format-ignore
    @Test(arguments: [
        ("locked",  PDFTextError.encrypted),
        ("picture", .noTextLayer),
    ])
    func `D14 a PDF that gives no text says why`(name: String, error: PDFTextError) {
        #expect(throws: error) { try PDFText().textBlocking(ofFile: "\(fixtures)/\(name).pdf") }
    }

    @Test func `a PDF that may be read but not changed is read`() throws {
        let text = try PDFText().textBlocking(ofFile: "\(fixtures)/restricted.pdf")
        #expect(text.hasPrefix("a letter under lock\n"))
    }

    @Test(arguments: ["", "no PDF at all", "%PDF-1.4\nrubbish\n%%EOF\n", "%PDF-1.4\nstartxref\n99999999\n%%EOF\n"])
    func `what is no PDF is refused as such`(content: String) throws {
        let scratch = try Scratch()
        let path = try scratch.write(Array(content.utf8), "a.pdf")
        #expect(throws: PDFTextError.notPDF) { try PDFText().textBlocking(ofFile: path) }
    }

    @Test func `names with spaces, dashes and shell characters are only names`() throws {
        let scratch = try Scratch()
        let bytes = try FundingApplicationTests.usual.render(date: FundingApplicationTests.date)
        for name in ["-opw x", "$(touch hacked);`id`.pdf", "a b\n'\".pdf", "-"] {
            let path = try scratch.write(bytes, name)
            #expect(try PDFText().textBlocking(ofFile: path).contains("Harbor Light"))
        }
    }

    @Test func `missing files, folders and pipes are unavailable at once`() throws {
        let scratch = try Scratch()
        let pipe = "\(scratch.path)/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        defer { remove(pipe) }
        for path in ["\(scratch.path)/none", scratch.path, pipe, "/dev/zero"] {
            let error = #expect(throws: PDFTextError.self) { try PDFText().textBlocking(ofFile: path) }
            guard case .unavailable = error else {
                return #expect(Bool(false), "\(path): \(String(describing: error))")
            }
        }
    }

    @Test func `a file over the limit is not tried`() throws {
        let scratch = try Scratch()
        var reader = PDFText()
        reader.fileLimitBytes = 10
        let path = try scratch.write(Self.plain, "a.pdf")
        #expect(throws: PDFTextError.tooLarge(limitBytes: 10)) { try reader.textBlocking(ofFile: path) }
    }

    @Test func `the child gets fixed words, its limits, three open files and no environment of ours`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(Self.plain, "a.pdf")
        let script =
            "echo \"$@\"; ulimit -t; ulimit -v; ulimit -c; ulimit -n; ls /proc/self/fd | tr '\\n' ' '; env | cut -d= -f1"
        let lines = try Self.reader(script, scratch).textBlocking(ofFile: path).split(separator: "\n")
        #expect(lines.prefix(5) == ["-enc UTF-8 -eol unix /dev/stdin -", "8", "1048576", "0", "64"])
        #expect(lines[5].hasPrefix("0 1 2 3 "))
        #expect(!lines[5].contains("4"))
        #expect(
            Set(lines[6...].map(String.init) + [String(lines[5].split(separator: " ").last ?? "")]).isSubset(of: [
                "LC_ALL", "PATH", "PWD", "OLDPWD", "SHLVL", "_",
            ]))
    }

    @Test func `a reader that hangs is killed with all that it started`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(Self.plain, "a.pdf")
        let reader = try Self.reader("sleep 60 & sleep 60", scratch, timeout: .milliseconds(200))
        #expect(throws: PDFTextError.timeout(milliseconds: 200)) { try reader.textBlocking(ofFile: path) }

        let child = try ChildProcess.start(["/bin/sh", "-c", "sleep 60 & echo $!; wait"], input: 0)
        let outcome = child.collect(timeout: .milliseconds(300), limitBytes: 100)
        #expect(outcome.end == .timeout)
        let started = String(decoding: outcome.output, as: UTF8.self).filter { $0 != "\n" }
        let process = try #require(pid_t(started))
        var tries = 0
        while kill(process, 0) == 0, !Self.isDead(process), tries < 1000 {
            poll(nil, 0, 1)
            tries += 1
        }
        #expect(kill(process, 0) != 0 || Self.isDead(process))
    }

    /// Dead and waiting for whoever collects orphans.
    static func isDead(_ process: pid_t) -> Bool {
        guard let stream = fopen("/proc/\(process)/stat", "r") else { return true }
        defer { fclose(stream) }
        var line = [CChar](repeating: 0, count: 64)
        fgets(&line, 64, stream)
        return line.contains(CChar(UInt8(ascii: "Z")))
    }

    @Test func `a reader that closes its output and goes on is killed too`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(Self.plain, "a.pdf")
        let reader = try Self.reader("exec 1>&- 2>&-; sleep 60", scratch, timeout: .milliseconds(200))
        #expect(throws: PDFTextError.timeout(milliseconds: 200)) { try reader.textBlocking(ofFile: path) }
    }

    // swift-format-ignore
    @Test(arguments: [
        ("yes",                                      PDFTextError.tooLarge(limitBytes: 100_000)),
        ("yes >&2",                                  .timeout(milliseconds: 700)),
        ("kill -SEGV $$",                            .broken(status: 139)),
        ("exit 99",                                  .broken(status: 99)),
        ("exit 3",                                   .encrypted),
        ("exit 0",                                   .noTextLayer),
        ("printf ' \\n\\f\\n'",                      .noTextLayer),
    ])
    func `a reader that misbehaves is an error and never a hang`(script: String, expected: PDFTextError) throws {
        let scratch = try Scratch()
        let path = try scratch.write(Self.plain, "a.pdf")
        var reader = try Self.reader(script, scratch, timeout: .milliseconds(700))
        reader.textLimitBytes = 100_000
        #expect(throws: expected) { try reader.textBlocking(ofFile: path) }
    }

    @Test func `a reader that only computes ends with its processor time`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(Self.plain, "a.pdf")
        var reader = try Self.reader("while :; do :; done", scratch, timeout: .seconds(60))
        reader.processorSeconds = 1
        #expect(throws: PDFTextError.timeout(milliseconds: 1000)) { try reader.textBlocking(ofFile: path) }
    }

    @Test func `a reader without the memory it needs breaks down alone`() throws {
        var reader = PDFText()
        reader.memoryBytes = 64 << 20
        let scratch = try Scratch()
        reader.program = try Self.reader("x=$(head -c 200000000 /dev/zero | tr '\\000' x); echo $x", scratch).program
        let path = try scratch.write(Self.plain, "a.pdf")
        #expect(throws: PDFTextError.self) { try reader.textBlocking(ofFile: path) }
    }

    @Test func `a program that is not there is named`() throws {
        let scratch = try Scratch()
        var reader = PDFText()
        reader.program = "/nowhere/pdftotext"
        let path = try scratch.write(Self.plain, "a.pdf")
        #expect(throws: PDFTextError.unavailable("/nowhere/pdftotext does not start")) {
            try reader.textBlocking(ofFile: path)
        }
    }

    @Test func `forty damaged files give text or an error`() throws {
        let scratch = try Scratch()
        let bytes = try FundingApplicationTests.usual.render(date: FundingApplicationTests.date)
        var state: UInt64 = 20_261_120
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var read = 0
        for round in 0..<40 {
            var damaged = bytes
            for _ in 0..<(1 + round) { damaged[random(damaged.count)] = UInt8(random(256)) }
            let path = try scratch.write(damaged, "a.pdf")
            do throws(PDFTextError) { read += try PDFText().textBlocking(ofFile: path).isEmpty ? 0 : 1 } catch {
                #expect(!error.description.isEmpty)
            }
        }
        #expect(read > 0)
    }

    @Test func `many files at once are read one after the other off the pool`() async throws {
        let reader = PDFText()
        let texts = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 { group.addTask { try await reader.text(ofFile: "\(fixtures)/restricted.pdf") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(texts == Array(repeating: texts[0], count: 8))
        #expect(texts[0].contains("a letter under lock"))
        await #expect(throws: PDFTextError.encrypted) { try await reader.text(ofFile: "\(fixtures)/locked.pdf") }
    }
}
