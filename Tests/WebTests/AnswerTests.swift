import Glibc
import Kernel
import Testing

@testable import Web

struct AnswerTests {
    @Test func `one address gives a page or JSON as the asker prefers`() async throws {
        let rows: [(accept: String, type: String?, status: Int)] = [
            ("", "application/json", 200),
            ("Accept: */*", "application/json", 200),
            ("Accept: application/json", "application/json", 200),
            ("Accept: text/html", "text/html; charset=utf-8", 200),
            (
                "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8",
                200
            ),
            ("Accept: text/html;q=0.5, application/json;q=0.8", "application/json", 200),
            ("Accept: text/html;q=0, */*", "application/json", 200),
            ("Accept: application/json;q=0, */*;q=0.1", "text/html; charset=utf-8", 200),
            ("Accept: text/*;q=0.9, */*;q=0.1", "text/html; charset=utf-8", 200),
            ("Accept: image/png", "application/problem+json", 406),
            ("Accept: ,,;q=,text/html;q=x", "text/html; charset=utf-8", 200),
        ]
        try await Desk.open { desk in
            for row in rows {
                let answer = try desk.get("/hello", row.accept)
                #expect(answer.status == row.status, "\(row.accept)")
                #expect(answer["content-type"] == row.type, "\(row.accept)")
                #expect(answer["vary"] == "Accept")
            }
        }
    }

    @Test func `J29 every refusal has one shape, as JSON and as a page`() async throws {
        let rows: [(target: String, status: Int, code: String)] = [
            ("/conflict", 409, "taken"), ("/unknown", 404, "not_found"), ("/fail", 500, "failed"),
            ("/offers/xyz", 404, "not_found"), ("/offers?limit=0", 422, "out_of_range"),
            ("/offers?after=%21", 422, "not_a_cursor"),
        ]
        try await Desk.open { desk in
            for row in rows {
                let key = "Authorization: Bearer key-1"
                let answer = try desk.get(row.target, key)
                #expect(answer.status == row.status, "\(row.target)")
                #expect(answer["content-type"] == "application/problem+json")
                let value = try Value(parsing: answer.body)
                #expect(value["code"] == .string(row.code))
                #expect(value["status"] == .int(Int64(row.status)))
                #expect(value["title"]?.text?.isEmpty == false)
                #expect(value["detail"]?.text?.isEmpty == false)
                #expect(value["request_id"]?.text == answer["x-request-id"])
                let page = try desk.get(row.target, key + "\nAccept: text/html")
                #expect(page.status == row.status)
                #expect(page["content-type"] == "text/html; charset=utf-8")
                #expect(page.text.contains("<p>problem {"))
            }
        }
    }

    @Test func `a failure is logged by its request's id and told without its reason`() async throws {
        try await Desk.open { desk in
            let answer = try desk.get("/fail?secret=4711", "Cookie: session=alice")
            #expect(!answer.text.contains("Crash"))
            let line = try #require(desk.logged.all.first)
            #expect(line == "request \(answer["x-request-id"] ?? "") GET /fail failed: Crash")
            try #expect(desk.get("/broken-page", "Accept: text/html").status == 500)
        }
    }

    @Test func `another method is refused with the list of those that are known`() async throws {
        try await Desk.open { desk in
            let refused = try desk.ask("DELETE /offers HTTP/1.1\nHost: d")
            #expect(refused.status == 405)
            #expect(refused["allow"] == "GET, HEAD, POST, OPTIONS")
            let options = try desk.ask("OPTIONS /hello HTTP/1.1\nHost: d")
            #expect(options.status == 204)
            #expect(options["allow"] == "GET, HEAD, OPTIONS")
            try #expect(desk.ask("OPTIONS /unknown HTTP/1.1\nHost: d").status == 404)
        }
    }

    @Test func `HEAD answers as GET does, without the body`() async throws {
        try await Desk.open { desk in
            let full = try desk.get("/hello")
            let client = try WireClient(desk.port)
            client.send("HEAD /hello HTTP/1.1\r\nHost: d\r\n\r\nGET /nothing HTTP/1.1\r\nHost: d\r\n\r\n")
            let head = try #require(try client.answer(toHead: true))
            #expect(head.status == 200)
            #expect(head["content-length"] == "\(full.body.count)")
            try #expect(client.answer()?.status == 204)
        }
    }

    @Test func `every answer carries the headers that keep a page to itself`() async throws {
        try await Desk.open({ $0.isBehindTLS = true }) { desk in
            for (target, header) in [
                ("/hello", ""), ("/hello", "Cookie: session=alice"), ("/fail", ""), ("/offers", ""),
            ] {
                let answer = try desk.get(target, header)
                #expect(answer["content-security-policy"]?.contains("script-src 'self'") == true)
                #expect(answer["content-security-policy"]?.contains("frame-ancestors 'none'") == true)
                #expect(answer["x-content-type-options"] == "nosniff")
                #expect(answer["referrer-policy"] == "same-origin")
                #expect(answer["cross-origin-opener-policy"] == "same-origin")
                #expect(answer["strict-transport-security"] != nil)
                #expect(answer["cache-control"] == (header.isEmpty ? "no-cache" : "no-store"))
            }
        }
    }

    @Test func `a place that an answer names cannot forge a header`() async throws {
        try await Desk.open { desk in
            let answer = try desk.get("/to")
            #expect(answer.status == 303)
            #expect(answer["location"] == "/a%20b%0D%0AX-Evil:%201")
            #expect(answer["x-evil"] == nil)
        }
    }

    @Test func `K15 a file is offered for saving and never runs`() async throws {
        let path = "/tmp/web-file-\(getpid())"
        let file = try #require(fopen(path, "w"))
        fputs("<script>alert(1)</script>", file)
        fclose(file)
        let routes: [Route] = [
            .get("/file", for: .open, "x") { request in
                .file(
                    FileAnswer(
                        path: path, type: request.query["type"] ?? "", name: "ä\"b/c\r\nd.html",
                        inline: request.query.flag("inline")))
            },
            .get("/lost", for: .open, "x") { _ in .file(FileAnswer(path: path + "-lost", type: "a/b", name: "c")) },
        ]
        try await Desk.open(routes: routes) { desk in
            for (type, isInline, disposition) in [
                ("text/html", "0", "attachment"), ("text/html", "1", "attachment"),
                ("image/svg%2Bxml", "1", "attachment"),
                ("application/pdf", "1", "inline"), ("application/pdf", "0", "attachment"),
            ] {
                let answer = try desk.get("/file?type=\(type)&inline=\(isInline)")
                #expect(answer.status == 200)
                #expect(answer.text == "<script>alert(1)</script>")
                #expect(answer["x-content-type-options"] == "nosniff")
                #expect(answer["content-disposition"] == "\(disposition); filename=\"cd.html\"", "\(type)")
                #expect(answer["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
                #expect(answer["content-security-policy"]?.contains("sandbox") == (disposition == "attachment"))
            }
            try #expect(desk.get("/lost").status == 500)
        }
        unlink(path)
    }

    @Test func `a file's name is told in both forms`() {
        #expect(ContentDisposition.header("a b.pdf", isInline: false) == "attachment; filename=\"a b.pdf\"")
        #expect(
            ContentDisposition.header("Über\"50%.pdf", isInline: true)
                == "inline; filename=\"_ber_50_.pdf\"; filename*=UTF-8''%C3%9Cber%2250%25.pdf")
        #expect(ContentDisposition.header("../../etc/passwd", isInline: false) == "attachment; filename=\"passwd\"")
        #expect(ContentDisposition.header("", isInline: false) == "attachment; filename=\"file\"")
    }

    @Test func `lists page by cursor to their end`() async throws {
        try await Desk.open { desk in
            var seen: [Int64] = []
            var next: String? = ""
            while let cursor = next {
                let target = "/offers?limit=150" + (cursor.isEmpty ? "" : "&after=\(cursor)")
                let value = try Value(parsing: try desk.get(target, "Authorization: Bearer key-1").body)
                seen += value["items"]?.list?.compactMap(\.integer) ?? []
                next = value["next"]?.text
            }
            #expect(seen == (0..<500).map { Int64($0) })
            for limit in ["0", "1001", "-1", "x", "1.5"] {
                try #expect(desk.get("/offers?limit=\(limit)", "Authorization: Bearer key-1").status == 422)
            }
        }
    }

    @Test func `requests sent at once are answered in their order`() async throws {
        try await Desk.open { desk in
            let client = try WireClient(desk.port)
            let requests = (0..<50).map { "PUT /items/\($0) HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\n\r\n" }
            client.send(requests.joined())
            for index in 0..<50 { try #expect(client.answer()?.text == "\"\(index)\"") }
        }
    }
}
