import Glibc
import Kernel
import Synchronization
import Testing

@testable import Web

struct UploadTests {
    static func part(_ disposition: String, type: String = "application/pdf", _ content: String) -> String {
        "--b\r\nContent-Disposition: form-data; \(disposition)\r\nContent-Type: \(type)\r\n\r\n\(content)\r\n"
    }

    static let multipart = "multipart/form-data; boundary=b"

    @Test func `files come with their field, name, type and size, and go when the request ends`() async throws {
        try await Desk.open { desk in
            let body =
                Self.part(#"name="note""#, "hello") + Self.part(#"name="pdf"; filename="C:\a\b \"x%22.pdf""#, "12345")
                + Self.part(#"name="none"; filename="""#, "")
                + Self.part(#"name=plain; filename=p.txt"#, type: "text/plain", "")
                + "--b--"
            let answer = try desk.post("/files", type: Self.multipart, body)
            #expect(
                answer.text
                    == #"[{"field":"pdf","name":"b \"x\".pdf","type":"application/pdf","size":5},"#
                    + #"{"field":"plain","name":"p.txt","type":"text/plain","size":0},{"note":"hello"}]"#)
            let raw = try desk.post("/files", type: "application/pdf", "123")
            #expect(raw.text == #"[{"field":"","name":"","type":"application/pdf","size":3},null]"#)
            #expect(desk.uploads.isEmpty)
        }
    }

    @Test func `too many or too large files are refused and leave nothing behind`() async throws {
        let routes: [Route] = [
            .post("/small", for: .open, "x") { _ in .noContent }
                .accepting(UploadLimits(count: 2, fileBytes: 10, totalBytes: 15))
        ]
        let file = { (name: String, size: Int) in
            Self.part("name=\"\(name)\"; filename=\"f\"", String(repeating: "x", count: size))
        }
        let rows: [(String, Int, String)] = [
            (file("a", 10), 204, ""), (file("a", 11), 413, "file_too_large"),
            (file("a", 8) + file("b", 7), 204, ""), (file("a", 8) + file("b", 8), 413, "files_too_large"),
            (file("a", 1) + file("b", 1) + file("c", 1), 413, "too_many_files"),
        ]
        try await Desk.open(routes: routes) { desk in
            for (body, status, code) in rows {
                let answer = try desk.post("/small", type: Self.multipart, body + "--b--")
                #expect(answer.status == status)
                if !code.isEmpty { try #expect(Value(parsing: answer.body)["code"]?.text == code) }
            }
            try #expect(desk.post("/small", type: "application/pdf", "12345678901").status == 413)
            #expect(desk.uploads.isEmpty)
        }
    }

    @Test func `a file that was taken stays, and one of a request that broke off goes`() async throws {
        let taken = Mutex("")
        let routes: [Route] = [
            .post("/taken", for: .open, "x") { request in
                let path = request.file("f")?.take() ?? ""
                taken.withLock { $0 = path }
                return .noContent
            }.accepting(UploadLimits())
        ]
        try await Desk.open(routes: routes) { desk in
            let body = Self.part(#"name="f"; filename="f""#, "kept")
            try #expect(desk.post("/taken", type: Self.multipart, body + "--b--").status == 204)
            let path = taken.withLock { $0 }
            #expect(access(path, R_OK) == 0)
            unlink(path)

            let client = try WireClient(desk.port)
            client.send(
                "POST /taken HTTP/1.1\r\nHost: d\r\nContent-Type: \(Self.multipart)\r\nContent-Length: 9999\r\n\r\n"
                    + body)
            while desk.uploads.isEmpty { sched_yield() }
            client.hangUp()
            while !desk.uploads.isEmpty { sched_yield() }
            try #expect(client.isCut())
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `50 MB go to disk as they come`() async throws {
        try await Desk.open { desk in
            // A line end is one Character.
            let head = Self.part(#"name="f"; filename="big.pdf""#, "").dropLast()
            let piece = [UInt8](repeating: 13, count: 1 << 20)
            let client = try WireClient(desk.port)
            client.send(
                "POST /files HTTP/1.1\r\nHost: d\r\nContent-Type: \(Self.multipart)\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Self.chunk(Array(head.utf8), ""))
            for _ in 0..<50 {
                client.send("100000\r\n")
                client.send(piece)
                client.send("\r\n")
            }
            // All but the end was sent: what is not on its way through the sockets must be in the file by now.
            while desk.uploadedBytes < 40 << 20 { sched_yield() }
            client.send(Self.chunk(Array("\r\n--b--\r\n".utf8), "") + "0\r\n\r\n")
            let answer = try #require(try client.answer())
            #expect(answer.text.contains("\"size\":\(50 << 20)"), "\(answer.text)")
        }
    }

    private static func chunk(_ bytes: [UInt8], _ after: String) -> String {
        String(bytes.count, radix: 16) + "\r\n" + String(decoding: bytes, as: UTF8.self) + "\r\n" + after
    }
}
