import Commissions
import Kernel
import People
import Storage
import TestCalls
import Testing
import Web

@testable import Server

@Suite struct ListExportTests {
    /// Every list that people look at, and what stands in its first column's first row.
    private static let lists = [
        "/submissions", "/submissions?open=true", "/applications", "/applications?q=LLC", "/funders", "/deals",
        "/deals?open=true", "/commissions", "/payees", "/remittances", "/stipulations", "/outbox?state=sent", "/inbox",
        "/cohorts", "/participants", "/participants?state=waiting",
    ]

    private static func role(of list: String) -> RoleName {
        if list.hasPrefix("/cohorts") || list.hasPrefix("/participants") { return .impactOfficer }
        return list == "/payees" ? .admin : .readOnly
    }

    @Test func `L07 every list is saved as CSV with all of its items, for whom the list is for, and nobody else's`()
        async throws
    {
        let demo = try await TemporaryDemo()
        _ = try await demo.submit("marisol", to: ["Granite Step Funding", "Pelican Row Finance"])
        try await demo.sendOut()
        try await demo.demo.addDeals()
        try await demo.demo.addRemittances()
        let (office, tenant) = (demo.demo.office, demo.demo.tenant)
        let caller = RouteCaller(JoinedRoutes.table(office))
        func somebody(_ role: RoleName, _ tenant: TenantID) -> Principal {
            Principal(tenant: tenant, person: nil, name: "p", roles: [role], credential: .key(name: "p"))
        }
        let now = demo.clock.now()
        let other = try await office.database.write { try Tenant.add(name: "Other", by: .system("test"), at: now, $0) }
        for list in Self.lists {
            let parts = list.split(separator: "?", maxSplits: 1).map(String.init)
            let export = ([parts[0] + "/export"] + parts.dropFirst()).joined(separator: "?")
            let asker = somebody(Self.role(of: list), tenant)
            let items = try await caller.call(.get, list, as: asker)["items"]?.list ?? []
            let rows = try await rows(of: export, caller, asker)
            let ids = Set(rows.dropFirst().compactMap { $0.split(separator: ",").first.map(String.init) })
            #expect(ids == Set(items.compactMap { $0["id"]?.text }), "\(list)")
            #expect(!items.isEmpty || ["/stipulations", "/inbox"].contains(list), "\(list) proves nothing")
            let foreign = try await Tenancy.$current.withValue(other) {
                try await self.rows(of: export, caller, somebody(Self.role(of: list), other))
            }
            #expect(foreign.count == 1, "\(list) of another office")
            await #expect(throws: PlainRefusal.forbidden, "\(list)") {
                try await caller.call(.get, export, as: somebody(.partner, tenant))
            }
        }
        await #expect(throws: PlainRefusal.forbidden) {
            try await caller.call(.get, "/payees/export", as: somebody(.broker, tenant))
        }
    }

    private func rows(of path: String, _ caller: RouteCaller, _ asker: Principal) async throws -> [String] {
        let file = try #require(try await caller.call(.get, path, as: asker).file)
        return String(decoding: try LocalFile.read(file.path), as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    @Test
    func `L07 a page that is given as CSV has the link, narrowed as the page is, and a page of refusals has none`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let key = try await live.key("k", [.readOnly], tenant: demo.demo.tenant)
        let page = try await live.ask("GET", "/submissions?open=1&status=&limit=5", key: key)
        #expect(page.body.contains("<a class=\"button\" href=\"/submissions/export?open=1\">Save as CSV</a>"))
        let csv = try await live.ask("GET", "/submissions/export?open=1", key: key)
        #expect(csv.status == 200 && csv.headers.contains("submissions.csv") && csv.body.hasPrefix("id,application,"))
        let refused = try await live.ask("GET", "/submissions?status=nothing", key: key)
        #expect(refused.status == 422 && !refused.body.contains("Save as CSV"))
        #expect(try await live.ask("GET", "/submissions/export?status=nothing", key: key).status == 422)
        let none = try await live.ask("GET", "/drift", key: key)
        #expect(none.body.split(separator: "Save as CSV", omittingEmptySubsequences: false).count == 2, "once")
    }
}
