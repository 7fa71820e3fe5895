import Commissions
import Funders
import Kernel
import Storage
import Testing

@testable import Server

/// What pages show in parts is saved whole.
@Suite struct WholeExportTests {
    private func value(_ live: LiveDesk, _ path: String, _ key: String) async throws -> Value {
        let reply = try await live.ask("GET", path, key: key, accept: "application/json")
        #expect(reply.status == 200, "\(path): \(reply.body)")
        return try Value(parsing: Array(reply.body.utf8))
    }

    /// The rows below the head.
    private func rows(_ live: LiveDesk, _ path: String, _ key: String, head: String) async throws -> [String] {
        let reply = try await live.ask("GET", path, key: key)
        #expect(reply.status == 200 && reply.headers.contains("text/csv"), "\(path)")
        let lines = reply.body.split(separator: "\r\n").map(String.init)
        #expect(lines.first?.hasPrefix(head) == true, "\(path): \(lines.first ?? "")")
        return Array(lines.dropFirst())
    }

    @Test func `L07 windows, a payee's deals, terms, deliveries and saved choices are saved as CSV, whole`()
        async throws
    {
        let demo = try await TemporaryDemo()
        try await demo.demo.addDeals()
        let (tenant, today) = (demo.demo.tenant, demo.clock.now().day)
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.admin], tenant: tenant)

        let (cut, whole) = try await live.office.database.read {
            (
                try Exposure.of(nil, on: today, most: 0, tenant: tenant, $0),
                try Exposure.of(nil, on: today, most: nil, tenant: tenant, $0)
            )
        }
        #expect(cut.lines.isEmpty && whole.lines.count == whole.windows.count)
        let windows = try await rows(live, "/clawback-exposure/windows/export", key, head: "deal,merchant,reference")
        #expect(windows.count == whole.windows.count && !windows.isEmpty)
        let page = try await live.ask("GET", "/clawback-exposure", key: key)
        #expect(page.body.contains("href=\"/clawback-exposure/windows/export\""))

        let payees = try await value(live, "/payees", key)["items"]?.list ?? []
        var deals = 0
        for payee in payees {
            let path = "/payees/\(payee["id"]?.text ?? "")"
            let shown = try await value(live, path, key)["deals"]?.list ?? []
            let saved = try await rows(live, "\(path)/export", key, head: "deal,merchant,funder_name,role")
            #expect(saved.count == shown.count)
            #expect(try await live.ask("GET", path, key: key).body.contains("href=\"\(path)/export\""))
            deals += saved.count
        }
        #expect(deals > 0)

        let funder = try #require(
            try await demo.value("SELECT min(funder_id) FROM commission_terms", as: Funder.ID.self))
        let terms = "/funders/\(funder)/commission-terms"
        let versions = try await value(live, terms, key)["versions"]?.list ?? []
        #expect(try await rows(live, "\(terms)/export", key, head: "version,valid_from").count == versions.count)
        #expect(!versions.isEmpty)

        let made = try await live.ask(
            "POST", "/webhooks", key: key, accept: "application/json",
            body: "name=crm&url=https%3A%2F%2Fcrm.example%2Fhook&events=submission.sent")
        let hook = "/webhooks/\(try Value(parsing: Array(made.body.utf8))["id"]?.text ?? "")"
        _ = try await live.ask("POST", "\(hook)/test", key: key)
        #expect(try await rows(live, "\(hook)/export", key, head: "id,event,seq,state").count == 1)
        #expect(try await rows(live, "\(hook)/export?state=dead", key, head: "id,event,seq,state").isEmpty)

        let saved = try await live.ask("POST", "/shortlists", key: key, body: "name=Fast&min_points=60")
        #expect(saved.status < 400)
        let choices = try await rows(live, "/shortlists/export", key, head: "id,name,fits_only")
        #expect(choices.count == 1 && choices[0].contains(",Fast,"))

        let broker = try await live.key("b", [.broker], tenant: tenant)
        let payee = payees.first?["id"]?.text ?? ""
        #expect(try await live.ask("GET", "/payees/\(payee)/export", key: broker).status == 403)
    }
}
