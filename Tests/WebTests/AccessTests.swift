import Testing

@testable import Web

struct AccessTests {
    /// Who, what, and the status that follows, for programs.
    static let cells: [(String, String, Int)] = [
        ("", "/hello", 200), ("", "/offers", 401), ("", "/audit", 401),
        ("Cookie: session=bob", "/hello", 200), ("Cookie: session=bob", "/offers", 403),
        ("Cookie: session=alice", "/offers", 200), ("Cookie: session=alice", "/audit", 403),
        ("Cookie: session=mallory", "/offers", 401), ("Cookie: session=broken", "/hello", 200),
        ("Cookie: session=broken", "/offers", 500),
        ("Authorization: Bearer key-1", "/offers", 200), ("authorization: bearer key-1", "/offers", 200),
        ("Authorization: Bearer key-2", "/offers", 401), ("Authorization: Basic key-1", "/offers", 401),
    ]

    @Test func `J25 nobody passes a route that does not name them`() async throws {
        try await Desk.open { desk in
            for (header, target, status) in Self.cells {
                let answer = try desk.get(target, header)
                #expect(answer.status == status, "\(header) \(target)")
                #expect((answer["www-authenticate"] != nil) == (status == 401))
            }
        }
    }

    @Test func `a browser that must sign in is led to the page and back`() async throws {
        try await Desk.open { desk in
            let answer = try desk.get("/offers?state=open&x=a%26b", "Accept: text/html")
            #expect(answer.status == 303)
            #expect(answer["location"] == "/sign-in?next=/offers%3Fstate%3Dopen%26x%3Da%2526b")
            let form = "application/x-www-form-urlencoded"
            for (next, place) in [
                ("/offers?state=open", "/offers?state=open"), ("//evil.example/", "/"), ("https://evil.example/", "/"),
                ("/\\evil.example", "/"),
            ] {
                let back = try desk.post(
                    "/sign-in", "Accept: text/html", type: form, "next=\(next.replacing("%", with: "%25"))")
                #expect(back.status == 303)
                #expect(back["location"] == place, "\(next)")
                #expect(back["set-cookie"] == "session=alice; Path=/; HttpOnly; SameSite=Lax")
            }
        }
    }

    @Test func `what changes something needs the session's token, unless a key asks`() async throws {
        let form = "application/x-www-form-urlencoded"
        let alice = "Cookie: session=alice"
        let rows: [(headers: String, type: String, body: String, status: Int)] = [
            (alice, form, "", 403),
            (alice, form, "_csrf=wrong", 403),
            (alice, form, "_csrf=token-of-bob", 403),
            (alice, form, "_csrf=\(Desk.token)", 200),
            (alice + "\nX-CSRF-Token: \(Desk.token)", "application/json", "{}", 200),
            (alice + "\nX-CSRF-Token: ", "application/json", "{}", 403),
            (alice + "\nOrigin: http://desk", form, "_csrf=\(Desk.token)", 200),
            (alice + "\nOrigin: http://evil.example", form, "_csrf=\(Desk.token)", 403),
            (alice + "\nOrigin: null", form, "_csrf=\(Desk.token)", 403),
            (alice + "\nSec-Fetch-Site: cross-site", form, "_csrf=\(Desk.token)", 403),
            (alice + "\nSec-Fetch-Site: same-site", form, "_csrf=\(Desk.token)", 403),
            (alice + "\nSec-Fetch-Site: same-origin", form, "_csrf=\(Desk.token)", 200),
            ("Authorization: Bearer key-1", "application/json", "{}", 200),
            ("Authorization: Bearer key-1\nOrigin: http://evil.example", "application/json", "{}", 200),
        ]
        try await Desk.open { desk in
            for row in rows {
                let answer = try desk.post("/done", row.headers, type: row.type, row.body)
                #expect(answer.status == row.status, "\(row)")
            }
            let crossing = try desk.post("/sign-in", "Sec-Fetch-Site: cross-site", type: form, "next=/")
            #expect(crossing.status == 403)
        }
    }

    @Test func `a command leads a browser on and answers a program`() async throws {
        try await Desk.open { desk in
            let browser = try desk.post("/done", "Authorization: Bearer key-1\nAccept: text/html", "{}")
            #expect(browser.status == 303)
            #expect(browser["location"] == "/offers?x=1")
            let program = try desk.post("/done", "Authorization: Bearer key-1", "{}")
            #expect(program.status == 200)
            #expect(program.text == "{\"ok\":true}")
        }
    }

    @Test func `roles admit as the table says`() {
        let roles: Set<RoleName> = [Desk.broker]
        #expect(Access.open.admits(nil))
        #expect(!Access.signedIn.admits(nil))
        #expect(Access.signedIn.admits([]))
        #expect(!Access.anyOf([Desk.admin]).admits(roles))
        #expect(Access.anyOf([Desk.admin, Desk.broker]).admits(roles))
        #expect(!Access.anyOf([]).admits(roles))
    }
}
