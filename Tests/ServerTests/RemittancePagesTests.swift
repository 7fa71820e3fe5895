import Commissions
import Deals
import Kernel
import Ledger
import People
import Storage
import Testing

@testable import Server

@Suite struct RemittancePagesTests {
    private static func upload(_ funder: String, _ text: String, named name: String = "acme.csv") -> String {
        """
        --cut\r
        Content-Disposition: form-data; name="funder"\r
        \r
        \(funder)\r
        --cut\r
        Content-Disposition: form-data; name="file"; filename="\(name)"\r
        Content-Type: text/csv\r
        \r
        \(text)\r
        --cut--\r

        """
    }

    private func told(_ live: LiveDesk, _ path: String, _ key: String) async throws -> Value {
        let reply = try await live.ask("GET", path, key: key, accept: "application/json")
        #expect(reply.status == 200, "\(path): \(reply.body)")
        return try Value(parsing: Array(reply.body.utf8))
    }

    private func posted(_ live: LiveDesk, _ path: String, _ key: String, _ body: String) async throws -> Value {
        let reply = try await live.ask("POST", path, key: key, accept: "application/json", body: body)
        #expect(reply.status == 200, "\(path): \(reply.body)")
        return try Value(parsing: Array(reply.body.utf8))
    }

    @Test func `N09 a funder's file goes from the form to the ledger, with every finding on its page`() async throws {
        let demo = try await TemporaryDemo()
        try await demo.demo.addDeals()
        try await demo.demo.addRemittances()
        try await demo.demo.addRemittances()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("a", [.admin], tenant: demo.demo.tenant)
        let all = try await told(live, "/remittances", key)
        let names = (all["items"]?.list ?? []).map { $0["file_name"]?.text }
        #expect(
            Set(names) == ["two-bridges-iso-report.csv", "clawbacks.csv", "commissions.txt"] && names.count == 3)
        let id = try #require(
            all["items"]?.list?.first { $0["file_name"] == "two-bridges-iso-report.csv" }?["id"]?.text)
        let shown = try await told(live, "/remittances/\(id)", key)
        let verdicts = (shown["lines"]?.list ?? []).compactMap { $0["finding"]?["verdict"]?.text }
        #expect(verdicts == ["short_paid", "paid_twice", "unknown_deal"])
        let choice = (shown["deals"]?.list ?? []).compactMap { $0["id"]?.text }
        let chooser = try await live.ask("GET", "/remittances/\(id)", key: key).body
        #expect(!choice.isEmpty && chooser.contains("<datalist id=\"deals\">"))
        #expect(
            choice.allSatisfy { chooser.contains("<option value=\"\($0)\">") }, "a line of no known deal is given one")
        #expect(chooser.contains("Osprey Marine Supply Co., A-"), "a line's deal is found by its merchant")
        #expect(shown["flaws"]?.list?.count == 1 && shown["differs_from_stated"] == .null)
        let anchor = try #require(
            all["items"]?.list?.first { $0["file_name"] == "commissions.txt" }?["id"]?.text)
        let missing = try await told(live, "/remittances/\(anchor)", key)["missing"]?.list ?? []
        #expect(missing.compactMap { $0["deal_line"]?["merchant"]?.text } == ["Cobble Hill Dental PC"])
        for path in [
            "/remittances", "/remittances/\(id)", "/remittances/\(id)?only=differences", "/commission-ageing",
            "/clawback-exposure", "/commissions", "/deals",
        ] {
            let page = try await live.ask("GET", path, key: key)
            #expect(page.status == 200 && page.body.contains("</html>"), "\(path)")
        }
        let other = try await live.ask(
            "POST", "/remittances/\(id)/booking", key: key, accept: "application/json", body: "preview=other")
        #expect(other.status == 409 && other.body.contains("changed_meanwhile"))
        let booked = try await posted(
            live, "/remittances/\(id)/booking", key, "preview=\(shown["preview"]?.text ?? "")")
        let states = (booked["lines"]?.list ?? []).compactMap { $0["state"]?.text }
        #expect(states == ["booked", "proposed", "proposed"])
        for (place, word) in [(1, "put+away"), (2, "not+ours")] {
            _ = try await posted(
                live, "/remittances/\(id)/lines/\(place)/decision", key, "decision=dismiss&reason=\(word)")
        }
        #expect(try await told(live, "/remittances/\(id)", key)["state"] == "booked")
        let csv = try await live.ask("GET", "/remittances/\(id)/export", key: key)
        #expect(csv.headers.contains("remittance.csv") && csv.body.contains("short_paid"))
        let ageing = try await told(live, "/commission-ageing", key)
        let rows = ageing["by_funder"]?.list ?? []
        #expect(rows.count == 2 && rows.allSatisfy { $0["agrees"]?.flag == true })
        let flaws = try await demo.demo.office.database.read { try CommissionReview.flaws($0) }
        #expect(flaws.isEmpty)
    }

    @Test func `N09 a remittance of which nothing can be booked says so, without a button that books nothing`()
        async throws
    {
        let demo = try await TemporaryDemo()
        try await demo.demo.addDeals()
        try await demo.demo.addRemittances()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("a", [.admin], tenant: demo.demo.tenant)
        var barren = 0
        for remittance in try await told(live, "/remittances", key)["items"]?.list ?? [] {
            let path = "/remittances/\(remittance["id"]?.text ?? "")"
            let hasLines = try await told(live, path, key)["bookable"] != 0
            let page = try await live.ask("GET", path, key: key).body
            #expect(page.contains("/booking\"") == hasLines)
            #expect(page.contains("No line can be booked as it stands.") != hasLines)
            barren += hasLines ? 0 : 1
        }
        #expect(barren > 0)
    }

    @Test func `N09 hostile files and forms are refused in words and leave nothing`() async throws {
        let demo = try await TemporaryDemo()
        try await demo.demo.addDeals()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let tenant = demo.demo.tenant
        let key = try await live.key("a", [.admin], tenant: tenant)
        let reader = try await live.key("r", [.readOnly], tenant: tenant)
        let found: String? = try await demo.demo.office.database.read {
            try $0.value("SELECT id FROM funder WHERE tenant_id = \(tenant) AND name = 'Sugar Maple Credit'")
        }
        let funder = try #require(found)
        let form = "multipart/form-data; boundary=cut"
        func post(_ text: String, _ key: String, funder: String, named name: String = "a.csv") async throws
            -> LiveDesk.Reply
        {
            try await live.ask(
                "POST", "/remittances", key: key, accept: "application/json",
                body: Self.upload(funder, text, named: name), type: form)
        }
        #expect(try await post("Deal,Amount\nA,1\n", reader, funder: funder).status == 403)
        #expect(try await post(" \r\n ", key, funder: funder).body.contains("empty_file"))
        #expect(try await post("Deal,Amount\nA,1\n", key, funder: "nobody").status == 422)
        // The server answers before all of it came, and may be gone before the client has read that.
        let large = try? await post(String(repeating: "Deal,Amount\n", count: 800_000), key, funder: funder)
        #expect(large == nil || large?.status == 413)
        // No header: it waits for a person, who chooses by number.
        let bare = try await post("X-9,10.00\nX-8,=cmd|' /C calc'!A0\n", key, funder: funder, named: "<b>.csv")
        #expect(bare.status == 201)
        let id = try #require(try Value(parsing: Array(bare.body.utf8))["id"]?.text)
        let page = try await live.ask("GET", "/remittances/\(id)", key: key)
        #expect(page.body.contains("names its columns") && page.body.contains("&lt;b&gt;.csv"))
        #expect(!page.body.contains("<b>.csv"))
        let wrong = try await live.ask(
            "POST", "/remittances/\(id)/layout", key: key, accept: "application/json",
            body: "has_header=false&column_amount=9&column_reference=1")
        #expect(wrong.status == 422 && wrong.body.contains("absent_column"))
        let read = try await posted(
            live, "/remittances/\(id)/layout", key, "has_header=false&column_amount=2&column_reference=1")
        #expect(read["lines"]?.list?.count == 1 && read["flaws"]?.list?.count == 1)
        let csv = try await live.ask("GET", "/remittances/\(id)/export", key: key)
        #expect(!csv.body.contains(",=cmd") && csv.status == 200)
        #expect(try await post("X-9,10.00\nX-8,=cmd|' /C calc'!A0\n", key, funder: funder).body.contains("known_file"))
        let lines: Int? = try await demo.demo.office.database.read {
            try $0.value("SELECT count(*) FROM remittance_line WHERE state <> 'proposed'")
        }
        #expect(lines == 0)
    }

    @Test func `E21 statements are pages, PDF and CSV, a payee's for admins only`() async throws {
        let demo = try await TemporaryDemo()
        try await demo.demo.addDeals()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let tenant = demo.demo.tenant
        let key = try await live.key("a", [.admin], tenant: tenant)
        let reader = try await live.key("r", [.readOnly], tenant: tenant)
        let (funder, payee): (String?, String?) = try await demo.demo.office.database.read { db in
            (
                try db.value(
                    "SELECT id FROM funder WHERE tenant_id = \(tenant) AND name = 'Two Bridges Merchant Funding'"),
                try db.value("SELECT id FROM payee WHERE tenant_id = \(tenant) AND name = 'Ada Whitcombe'")
            )
        }
        for place in ["/funders/\(funder ?? "")", "/payees/\(payee ?? "")"] {
            let time = "from=2026-01-01&currency=USD"
            let page = try await live.ask("GET", "\(place)/statement?\(time)", key: key)
            #expect(page.status == 200 && page.body.contains("Cabinetry"), "\(place)")
            let (one, two) = (
                try await live.ask("GET", "\(place)/statement/pdf?\(time)", key: key),
                try await live.ask("GET", "\(place)/statement/pdf?\(time)", key: key)
            )
            #expect(one.status == 200 && one.body == two.body && one.body.hasPrefix("%PDF-"))
            let csv = try await live.ask("GET", "\(place)/statement/export?\(time)", key: key)
            #expect(csv.headers.contains("text/csv") && csv.body.contains("Balance before"))
            #expect(
                try await live.ask("GET", "\(place)/statement?from=2026-12-01&to=2026-01-01", key: key).status == 422)
            let others = try await live.ask("GET", "\(place)/statement", key: reader).status
            #expect(others == (place.hasPrefix("/payees") ? 403 : 200))
        }
    }
}
