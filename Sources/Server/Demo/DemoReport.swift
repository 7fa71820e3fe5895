import Kernel
import PartnerFunding
import People
import Storage
import Web

/// A report that the sample office's partner was given: what came in and was paid out in its first weeks.
enum DemoReport {
    static let metrics: [ReportMetric] = [.participants, .paidIn, .allocated, .paidOut]
}

extension DemoOffice {
    /// Adds the report, once: a partner with reports has it.
    func addReports() async throws {
        let (tenant, now) = (tenant, office.clock.now())
        try await office.database.write { db in
            let page = PageRequest(limit: 1, after: nil)
            let commitments = try Commitment.list(.init(state: .active), page: page, tenant: tenant, db)
            guard let commitment = commitments.items.first,
                let admin = try Person.find(email: Self.people[0].address, db)
            else { return }
            let partner = try Partner.find(commitment.partner, tenant: tenant, db)
            guard try PartnerReport.list(of: partner, page: page, db).items.isEmpty else { return }
            let time = ReportWish.Scope.time(from: now.day.adding(days: -40), to: now.day.adding(days: -1))
            _ = try PartnerReport.lock(
                ReportWish(.custom, time, DemoReport.metrics), for: partner, by: .person(admin.id), at: now, db)
        }
    }
}
