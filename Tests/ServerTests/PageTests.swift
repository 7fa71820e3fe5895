import Kernel
import People
import Storage
import Testing
import Web

@testable import Server

@Suite struct PageTests {
    private static let roles: [RoleName] = [.admin, .broker, .reviewer, .readOnly]

    /// Follows every link that a page has, beginning with the first page, once for each kind of address.
    private func crawl(_ live: LiveDesk, key: String, limit: Int = 400) async throws -> [String] {
        var waiting = ["/"]
        var seen: Set<String> = ["/"]
        var kinds: [String: Int] = [:]
        var wrong: [String] = []
        while let path = waiting.popLast(), seen.count < limit * 4 {
            let kind = Self.kind(path)
            kinds[kind, default: 0] += 1
            // Three pages of a kind show what a thousandth would.
            if kinds[kind, default: 0] > 3 || kind == "/doctor" || kind == "/events" { continue }
            let reply = try await live.ask("GET", path, key: key)
            if reply.status != 200 { wrong.append("\(path): \(reply.status)") }
            guard reply.headers.contains("text/html") else { continue }
            // A funder's own templates are shown with their holes.
            if reply.body.contains("{{"), kind != "/funders/{id}" { wrong.append("\(path): a hole was left") }
            if !reply.body.contains("</html>") { wrong.append("\(path): not a whole page") }
            for link in Self.links(reply.body) where seen.insert(link).inserted { waiting.append(link) }
        }
        return wrong
    }

    /// `/submissions/{id}?` for an address with ids and a query.
    private static func kind(_ path: String) -> String {
        let parts = path.split(separator: "?", maxSplits: 1)
        let place = parts[0].split(separator: "/").map { $0.utf8.count == 26 ? "{id}" : String($0) }
        return "/" + place.joined(separator: "/") + (parts.count == 2 ? "?" : "")
    }

    private static func links(_ page: String) -> [String] {
        page.split(separator: "href=\"").dropFirst().compactMap { part in
            // What stands behind a # is the browser's own matter.
            let link = part.prefix { $0 != "\"" && $0 != "#" }.split(separator: "&amp;").joined(separator: "&")
            return link.hasPrefix("/") && !link.hasPrefix("/assets") ? link : nil
        }
    }

    @Test func `every page that a role can reach renders, with data`() async throws {
        let demo = try await TemporaryDemo()
        _ = try await demo.send("marisol", to: DemoFunder.all.map(\.name))
        try await demo.exchange()
        _ = try await demo.send("fennimore", to: ["Marrow Lane Capital"])
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        for role in Self.roles {
            let key = try await live.key(role.rawValue, [role], tenant: demo.demo.tenant)
            let wrong = try await crawl(live, key: key)
            #expect(wrong == [], "\(role.rawValue)")
        }
    }

    @Test func `every page that a role can reach renders, without data`() async throws {
        let temporary = try await TemporaryOffice()
        let now = temporary.clock.now()
        let tenant = try await temporary.office.database.write {
            try Tenant.add(name: "Test", by: .system("test"), at: now, $0)
        }
        let live = try LiveDesk(temporary.office)
        defer { live.stop() }
        for role in Self.roles {
            let key = try await live.key(role.rawValue, [role], tenant: tenant)
            let wrong = try await crawl(live, key: key)
            #expect(wrong == [], "\(role.rawValue)")
        }
    }

    @Test func `K03 another office's records are not there`() async throws {
        let demo = try await TemporaryDemo()
        _ = try await demo.send("marisol", to: ["Candlewick Advance", "Pelican Row Finance"])
        try await demo.exchange()
        let now = demo.clock.now()
        let other = try await demo.demo.office.database.write {
            try Tenant.add(name: "Other", by: .system("test"), at: now, $0)
        }
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.admin], tenant: other)
        let paths = try await demo.demo.office.database.read { db in
            try db.rows(
                """
                SELECT '/applications/' || id AS path FROM application UNION ALL SELECT '/funders/' || id FROM funder
                UNION ALL SELECT '/submissions/' || id FROM submission UNION ALL SELECT '/messages/' || id FROM message
                UNION ALL SELECT '/messages/' || id || '/source' FROM message UNION ALL SELECT '/outbox/' || id FROM outbox
                UNION ALL SELECT '/review/' || id FROM review_item UNION ALL SELECT '/offers/' || id FROM offer
                UNION ALL SELECT '/users/' || id FROM person
                """
            ).map { try $0.get("path", as: String.self) }
        }
        #expect(paths.count > 30)
        for path in paths { #expect(try await live.ask("GET", path, key: key).status == 404, "\(path)") }
    }

    @Test func `a page has no style and no script of its own`() async throws {
        let demo = try await TemporaryDemo()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.admin], tenant: demo.demo.tenant)
        for path in ["/", "/applications", "/funders", "/submissions", "/outbox", "/users", "/sign-in"] {
            let page = try await live.ask("GET", path, key: key)
            #expect(!page.body.contains(" style=") && !page.body.contains("<style") && !page.body.contains(" onclick"))
            #expect(page.body.split(separator: "<script").dropFirst().allSatisfy { $0.hasPrefix(" src=\"/assets/") })
            #expect(page.headers.contains("script-src 'self'"))
        }
    }

    @Test(arguments: [
        (
            #"<select name="a" data-value="b"><option value="a">A</option><option value="b">B</option></select>"#,
            #"<select name="a" data-value="b"><option value="a">A</option><option value="b" selected>B</option></select>"#
        ),
        (
            #"<select data-value=""><option value="">-</option></select>"#,
            #"<select data-value=""><option value="">-</option></select>"#
        ),
        (
            #"<fieldset data-values="x z"><input value="x"><input value="y"></fieldset><input value="x">"#,
            #"<fieldset data-values="x z"><input value="x" checked><input value="y"></fieldset><input value="x">"#
        ),
    ]) func `a form shows what is chosen`(page: String, marked: String) {
        #expect(String(decoding: Choices.mark(Array(page.utf8)), as: UTF8.self) == marked)
    }

    @Test(arguments: [
        ("2026-11-20T21:22:00Z", "just now"), ("2026-11-20T21:12:00Z", "10 min ago"),
        ("2026-11-20T18:22:00Z", "3 h ago"),
        ("2026-11-18T21:22:00Z", "2 days ago"), ("2026-11-20T22:22:30Z", "in 1 h"),
    ]) func `times are told in words`(moment: String, words: String) throws {
        let now = try #require(Moment("2026-11-20T21:22:10Z"))
        #expect(Shown(now: now).value(["at": .string(moment)])["at_ago"] == .string(words))
    }
}
