import Deals
import Kernel
import Testing

@testable import Commissions

@Suite struct RenewalListTests {
    @Test func `A35 E24 deals to renew are listed page by page, the one that became due last first`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        try desk.go(to: "2026-11-02")
        // Two on one day, one that is not due yet, one that is never asked for.
        let days = ["2026-12-03", "2026-12-01", "2026-12-05", "2026-12-03", nil, "2027-02-01", "2026-12-02"]
        let (tenant, now, today) = (desk.tenant, desk.clock.now(), try desk.day("2026-12-31"))
        var due: [(day: Day, id: FundedDeal.ID)] = []
        for (number, text) in days.enumerated() {
            let id = try await desk.funded("Merchant \(number)", by: funder, "10000", on: "2026-11-02").id
            let day = try text.map(desk.day)
            try await desk.database.write {
                try FundedDeal.setRenewal(id, on: day, tenant: tenant, by: .system("test"), at: now, $0)
            }
            if let day, day <= today { due.append((day, id)) }
        }
        let listed = try await desk.database.read { db in
            var filter = DealLine.Filter()
            filter.renewalBy = today
            var page = try DealLine.list(filter, page: .init(limit: 2, after: nil), tenant: tenant, db)
            var found = page.items.map(\.deal.id)
            while let next = page.next {
                page = try DealLine.list(filter, page: .init(limit: 2, after: next), tenant: tenant, db)
                found += page.items.map(\.deal.id)
            }
            return found
        }
        #expect(listed == due.sorted { ($0.day, $0.id) > ($1.day, $1.id) }.map(\.id) && listed.count == 5)
    }

    @Test func `A57 E24 a deal is renewed once, and again only where that renewal was a mistake`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        try desk.go(to: "2026-11-02")
        let day = try desk.day("2026-11-02")
        func renew(_ earlier: FundedDeal.ID?) async throws -> FundedDeal.ID {
            let offer = try await desk.accepted(
                "Ann", by: funder, "10000", kind: earlier == nil ? .new : .renewal)
            var new = FundedDeal.New(offer: offer, fundedOn: day)
            new.renews = earlier
            let wanted = new
            return try await desk.write { try $0.fund(wanted, $1).id }
        }
        let first = try await renew(nil)
        let second = try await renew(first)
        #expect(try await code { try await renew(first) } == "renewed_already")
        try await desk.write { try $0.cancel(second, reason: "a mistake", $1) }
        _ = try await renew(first)
    }
}
