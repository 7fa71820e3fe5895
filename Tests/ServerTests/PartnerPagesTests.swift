import Kernel
import Outbox
import PartnerFunding
import People
import Storage
import Testing

@testable import Server

@Suite struct PartnerPagesTests {
    @Test
    func
        `F04 F14 an enquiry at the public page goes through outbox, confirmation, approval and invitation to a login that reaches its portal only`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let (office, tenant) = (demo.demo.office, demo.demo.tenant)
        let live = try LiveDesk(office)
        defer { live.stop() }
        let form = try await live.ask("GET", "/enquiries/\(tenant)")
        #expect(form.status == 200 && form.body.contains("name=\"amount_high\"") && !form.body.contains("Sign out"))
        let asked = try await live.ask(
            "POST", "/enquiries/\(tenant)",
            body:
                "name=Wren+Trust&contact_name=Ida&email=ida%40wren.example&interest=one_off&amount_low=1&amount_high=2&currency=USD&motivation=csr"
        )
        #expect(asked.status == 202 && asked.body.contains("A mail is on its way"))
        try await demo.sendOut()
        let first = try demo.mail(to: "ida@wren.example")
        #expect(first.contains("/enquiry-confirmation?token="))
        let confirmed = try await live.ask("POST", "/enquiry-confirmation", body: "token=\(Self.token(first))")
        #expect(confirmed.status == 200 && confirmed.body.contains("is confirmed"))
        let admin = try await live.key("a", [.admin], tenant: tenant)
        let id = try #require(
            try await office.database.read { try $0.value("SELECT max(id) FROM partner", as: String.self) })
        for action in ["qualification", "approval"] {
            let done = try await live.ask("POST", "/partners/\(id)/\(action)", key: admin)
            #expect(done.status == 303, "\(action): \(done.body)")
        }
        try await demo.sendOut()
        let second = try demo.mail(to: "ida@wren.example")
        #expect(second.contains("/invitation?token="))
        let page = try await live.ask("GET", "/invitation?token=\(Self.token(second))")
        #expect(page.status == 200 && page.body.contains("Wren Trust"))
        let joined = try await live.ask(
            "POST", "/invitation", body: "token=\(Self.token(second))&name=Ida&password=a+long+enough+one")
        #expect(joined.status == 303 && joined.headers.contains("/sign-in?next=/partner"))
        let signed = try await live.ask("POST", "/sign-in", body: "email=ida%40wren.example&password=a+long+enough+one")
        #expect(signed.status == 303 && signed.headers.contains("Location: /partner"))
        // What the desk keeps of the mails is read without their links, and saved by nobody.
        let mails = try await office.database.read { db in
            try db.rows("SELECT id FROM message WHERE kind = 'notice' ORDER BY id").map {
                try $0.first(as: String.self)
            }
        }
        #expect(mails.count == 2)
        for mail in mails {
            let shown = try await live.ask("GET", "/messages/\(mail)", key: admin)
            #expect(shown.status == 200 && !shown.body.contains("token="))
            #expect(try await live.ask("GET", "/messages/\(mail)/source", key: admin).status == 409)
        }
    }

    @Test func `F45 F59 J05 the sample's commitment, allocation and ledger show what was allocated and paid out`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let (office, tenant) = (demo.demo.office, demo.demo.tenant)
        let live = try LiveDesk(office)
        defer { live.stop() }
        let admin = try await live.key("a", [.admin], tenant: tenant)
        let (commitment, allocation) = try await office.database.read { db in
            (
                try db.value("SELECT commitment_id FROM commitment_allocation", as: String.self) ?? "",
                try db.value("SELECT id FROM commitment_allocation", as: String.self) ?? ""
            )
        }
        let rows = [DemoAllocation.paidOut.note, "Allocated to \(DemoAllocation.cohort)"]
        for (path, words) in [
            ("/commitments/\(commitment)", ["$180 (18.0 %)", DemoAllocation.cohort, "released", "$320"]),
            ("/commitments/\(commitment)/ledger", rows + ["Promised"]), ("/allocations/\(allocation)", rows),
            ("/allocations", ["/allocations/\(allocation)", "$180"]),
        ] {
            let page = try await live.ask("GET", path, key: admin)
            #expect(page.status == 200, "\(path)")
            for word in words {
                #expect(page.body.contains(word.replacing("'", with: "&#39;")), "\(path): \(word)")
            }
        }
    }

    @Test
    func
        `F43 F46 F48 F49 F50 every page that a signed-in partner is led to shows its capital, no participant and no word of the office`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let signed = try await live.ask(
            "POST", "/sign-in", body: "email=partner%40demo.example&password=\(demo.demo.password)")
        let cookie = String(signed.headers.split(separator: "Set-Cookie: ").last?.prefix { $0 != ";" } ?? "")
        #expect(signed.status == 303 && cookie.hasPrefix("session="))
        var (waiting, seen, pages) = (["/partner"], Set(["/partner"]), [:] as [String: String])
        while let path = waiting.popLast() {
            let page = try await live.ask("GET", path, cookie: cookie)
            #expect(page.status == 200, "\(path)")
            pages[path] = page.body
            guard page.headers.contains("text/html") else { continue }
            let links = page.body.split(separator: "href=\"").dropFirst().map { $0.prefix { $0 != "\"" && $0 != "#" } }
            for link in links where link.hasPrefix("/") && !link.hasPrefix("/assets") {
                let place = link.split(separator: "&amp;").joined(separator: "&")
                if seen.insert(place).inserted { waiting.append(place) }
            }
        }
        #expect(pages.count > 12 && pages.keys.filter { $0.hasPrefix("/partner-reports/") }.count == 3)
        for (path, words) in [
            ("/partner", ["$500", "Accra 2", "18.0 %"]),
            ("/partner/me/history", ["Paid out for participants", "$180"]),
            ("/partner/me/reports", ["Locked"]),
        ] {
            for word in words { #expect(pages[path]?.contains(word) == true, "\(path): \(word)") }
        }
        let names = DemoCohort.all.flatMap(\.names) + ["people.example", "P-0000", "Tidewater", "Fennel"]
        let office = [DemoAllocation.paidOut.note, "Spoke with their treasurer"]
        for (path, body) in pages {
            for secret in names + office { #expect(!body.contains(secret), "\(path): \(secret)") }
        }
    }

    private static func token(_ mail: String) -> String {
        String(mail.split(separator: "token=").last?.prefix(64) ?? "")
    }
}

extension TemporaryDemo {
    /// The newest mail to `address` that left the office, with its soft line ends taken out.
    func mail(to address: String) throws -> String {
        let folder = "\(place.outgoing)/\(address)/new"
        let mails = try LocalFile.names(in: folder).map {
            String(decoding: try LocalFile.read("\(folder)/\($0)"), as: UTF8.self)
        }
        // Each file's name begins with its time; two of one second differ by what they say.
        return mails.map { $0.replacing("\r\n", with: "\n").replacing("=\n", with: "").replacing("=3D", with: "=") }
            .max { left, right in !left.contains("/invitation") && right.contains("/invitation") } ?? ""
    }
}
