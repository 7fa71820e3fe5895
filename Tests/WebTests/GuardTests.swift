import Glibc
import Testing

@testable import Web

struct GuardTests {
    static let cut: [(String, Int)] = [
        ("POST /echo HTTP/1.1\nHost: d\nContent-Length: 2\nContent-Length: 2", 400),
        ("POST /echo HTTP/1.1\nHost: d\nContent-Length: 2\nContent-Length: 3", 400),
        ("POST /echo HTTP/1.1\nHost: d\nContent-Length: 2\nTransfer-Encoding: chunked", 400),
        ("POST /echo HTTP/1.1\nHost: d\nContent-Length : 2", 400),
        ("POST /echo HTTP/1.1\nHost: d\nTransfer-Encoding: gzip", 400),
        ("POST /echo HTTP/1.1\nHost: d\nTransfer-Encoding: gzip, chunked", 400),
        ("POST /echo HTTP/1.1\nHost: d\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked", 400),
        ("POST /echo HTTP/1.1\nHost: d\nContent-Length: +2", 400),
        ("POST /echo HTTP/1.1\nHost: d\nContent-Length: 2, 2", 400),
        ("GET /hello HTTP/1.1\nHost: d\nContent-Length: 5", 400),
        ("GET /hello HTTP/1.1\nHost: d\nTransfer-Encoding: chunked", 400),
        ("GET /hello HTTP/1.1\nHost: d\nHost: e", 400),
        ("GET /hello HTTP/1.1\nHost: a b", 400),
        ("GET /hello HTTP/1.1\nHost: d\nX(y): 1", 400),
        ("GET /a%00b HTTP/1.1\nHost: d", 400),
        ("GET /a%0ab HTTP/1.1\nHost: d", 400),
        ("GET /a%zz HTTP/1.1\nHost: d", 400),
        ("GET /a% HTTP/1.1\nHost: d", 400),
        ("GET /a%c3 HTTP/1.1\nHost: d", 400),
        ("GET /a/../hello HTTP/1.1\nHost: d", 400),
        ("GET /a/%2e%2E/hello HTTP/1.1\nHost: d", 400),
        ("GET /./hello HTTP/1.1\nHost: d", 400),
        ("GET /hello?a=%00 HTTP/1.1\nHost: d", 400),
        ("GET /hello?a=%x HTTP/1.1\nHost: d", 400),
        ("GET hello HTTP/1.1\nHost: d", 400),
        ("BREW /hello HTTP/1.1\nHost: d", 405),
        ("POST /echo HTTP/1.1\nHost: d\nContent-Length: 2\nExpect: tea", 417),
    ]

    @Test func `requests that can be read in two ways are refused and the connection ends`() async throws {
        try await Desk.open { desk in
            for (head, status) in Self.cut {
                let client = try WireClient(desk.port)
                client.send(
                    head.replacing("\n", with: "\r\n") + "\r\n\r\n{}GET /hello HTTP/1.1\r\nHost: smuggled\r\n\r\n")
                let answer = try client.answer()
                #expect(answer?.status == status, "\(head)")
                // The library itself refuses lengths that are no numbers.
                if !head.contains("+2"), !head.contains("2, 2") {
                    #expect(answer?["x-content-type-options"] == "nosniff", "\(head)")
                    #expect(answer?["content-type"] == "application/problem+json", "\(head)")
                }
                try #expect(client.answer() == nil, "a second answer after \(head)")
            }
        }
    }

    @Test func `a host is needed and an old or new version of HTTP is refused`() async throws {
        try await Desk.open { desk in
            try #expect(desk.ask("GET /hello HTTP/1.1").status == 400)
            try #expect(desk.ask("GET /hello HTTP/1.0").status == 200)
            let ancient = try WireClient(desk.port)
            ancient.send("GET /hello\r\n\r\n")
            let ancientStatus = try ancient.answer()?.status
            #expect([400, 505, nil].contains(ancientStatus))
            let future = try WireClient(desk.port)
            future.send("GET /hello HTTP/2.0\r\nHost: d\r\n\r\n")
            let futureStatus = try future.answer()?.status
            #expect([400, 505, nil].contains(futureStatus))
        }
    }

    @Test func `a slash within an escape stays in its segment`() async throws {
        try await Desk.open { desk in
            try #expect(desk.ask("PUT /items/a%2Fb%20c HTTP/1.1\nHost: d").text == "\"a/b c\"")
            try #expect(desk.ask("PUT /items/%C3%A4 HTTP/1.1\nHost: d").text == "\"ä\"")
            try #expect(desk.ask("PUT http://desk/items/x HTTP/1.1\nHost: d").text == "\"x\"")
            try #expect(desk.ask("PUT /items/ HTTP/1.1\nHost: d").status == 404)
            try #expect(desk.ask("PUT /items//x HTTP/1.1\nHost: d").status == 404)
            try #expect(desk.get("/hello/").status == 404)
        }
    }

    @Test func `long lines, long heads and many fields are refused`() async throws {
        try await Desk.open { desk in
            let long = String(repeating: "a", count: 100_000)
            let longLine = try desk.get("/" + long).status
            #expect([414, 431].contains(longLine))
            try #expect(desk.get("/hello", "X-Long: \(long)").status == 431)
            try #expect(desk.get("/hello", "X-Long: \(long.prefix(17_000))").status == 431)
            let many = (0..<200).map { "X-\($0): 1" }.joined(separator: "\n")
            try #expect(desk.get("/hello", many).status == 431)
            try #expect(desk.get("/hello?" + (0..<200).map { "a=\($0)" }.joined(separator: "&")).status == 400)
        }
    }

    @Test func `a body too large is refused before it is read, and when it turns out so`() async throws {
        try await Desk.open { desk in
            let client = try WireClient(desk.port)
            client.send(
                "POST /echo HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nContent-Length: 5000000\r\n\r\n")
            let early = try #require(try client.answer())
            #expect(early.status == 413)
            #expect(early.text.contains("\"code\":\"body_too_large\""))
            try #expect(client.isCut())

            let chunked = try WireClient(desk.port)
            chunked.send(
                "POST /echo HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            let piece = "8000\r\n" + String(repeating: " ", count: 0x8000) + "\r\n"
            for _ in 0..<40 { chunked.send(piece) }
            chunked.send("0\r\n\r\n")
            try #expect(chunked.answer()?.status == 413)

            let endless = try WireClient(desk.port)
            endless.send(
                "POST /echo HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            var sent = 0
            while sent < 1000, endless.send(piece) { sent += 1 }
            #expect(sent < 1000)
        }
    }

    @Test func `nobody's body is read before it is known that it may come`() async throws {
        try await Desk.open { desk in
            let client = try WireClient(desk.port)
            client.send("POST /offers HTTP/1.1\r\nHost: d\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n")
            try #expect(client.line() == "HTTP/1.1 401 Unauthorized")
            let welcome = try WireClient(desk.port)
            welcome.send(
                "POST /echo HTTP/1.1\r\nHost: d\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n"
            )
            try #expect(welcome.line() == "HTTP/1.1 100 Continue")
            welcome.send("{}")
            try #expect(welcome.line() == "")
            try #expect(welcome.answer()?.status == 200)
        }
    }

    @Test func `a refused small body is read to its end and the connection goes on`() async throws {
        try await Desk.open { desk in
            let client = try WireClient(desk.port)
            for size in [10, 100_000, 900_000] {
                client.send("POST /offers HTTP/1.1\r\nHost: d\r\nContent-Length: \(size)\r\n\r\n")
                client.send([UInt8](repeating: 120, count: size))
                try #expect(client.answer()?.status == 401)
            }
            client.send("GET /hello HTTP/1.1\r\nHost: d\r\n\r\n")
            try #expect(client.answer()?.status == 200)
        }
    }

    @Test func `slow senders are cut off`() async throws {
        let slow: (inout ServerSettings) -> Void = { settings in
            settings.headTime = .milliseconds(200)
            settings.bodyTime = .milliseconds(200)
            settings.idleTime = .milliseconds(300)
        }
        let starts = [
            "", "GET /hel", "GET /hello HTTP/1.1\r\nHost: d\r\nX-Slow: ",
            "POST /echo HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n",
            "POST /offers HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n",
        ]
        try await Desk.open(slow) { desk in
            for start in starts {
                let client = try WireClient(desk.port)
                client.send(start)
                try #expect(client.isCut(), "\(start)")
            }
            while desk.server.requestCount > 0 { sched_yield() }
            try #expect(desk.get("/hello").status == 200)
        }
    }

    @Test func `connections are limited in all and per address`() async throws {
        try await Desk.open({ $0.connectionsPerAddress = 3 }) { desk in
            let held = try (0..<3).map { _ in try WireClient(desk.port) }
            for client in held {
                client.send("GET /hello HTTP/1.1\r\nHost: d\r\n\r\n")
                try #expect(client.answer()?.status == 200)
            }
            let extra = try WireClient(desk.port)
            try #expect(extra.isCut())
        }
    }
}
