import Cohorts
import Kernel
import People
import Storage
import Web

/// Lists of reports, and those that are not locked.
extension ReportRoutes {
    func own(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let value = try await database.read { db in
            let partner = try PartnerUser.own(of: caller, db)
            return try Self.list(of: partner, page: page, db)
        }
        return .view("reports/index", value, title: "Reports")
    }

    func ofPartner(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Partner.self)
        let (page, today) = (try request.query.page(), clock.now().day)
        let value = try await database.read { db in
            try Self.list(of: try Partner.find(id, tenant: caller.tenant, db), page: page, db)
        }
        let metrics = ReportMetric.allCases.map {
            ["value": .string($0.rawValue), "label": .string($0.label)] as Value
        }
        let year = today.civil.year - 1
        return .view(
            "reports/index",
            value.adding("is_office", true).adding("metrics", .list(metrics)).adding("year", Value(year))
                .adding("last_day", Value(today.adding(days: -1))),
            title: "Reports of \(value["partner_name"]?.text ?? "")")
    }

    private static func list(of partner: Partner, page: PageRequest, _ db: Connection) throws -> Value {
        let cohorts = try FundedCohort.of(partner, db)
        let (locked, told) = (try PartnerReport.finals(of: partner, db), try ToldSupport.of(partner, db))
        let reports = try PartnerReport.list(of: partner, page: page, db).map { reports in
            try reports.map { report in
                let since = try ReportSince.of(report, cohorts, of: partner, telling: told, db)
                return report.value.adding("is_overtaken", .bool(!since.isEmpty))
            }
        }
        return reports.value { $0 }
            .adding("partner", Value(partner.id)).adding("partner_name", .string(partner.name))
            .adding("interim", .list(cohorts.filter(\.cohort.isOpen).map(\.value)))
            .adding(
                "closed",
                .list(cohorts.filter { $0.cohort.state == .closed && !locked.contains($0.cohort.id) }.map(\.value)))
    }

    /// What the address asks for, by the same rules as a body.
    func preview(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Partner.self)
        let (asked, now) = (Self.fields(of: request.query), clock.now())
        let (wish, partner, content) = try await database.read { db in
            let partner = try Partner.find(id, tenant: caller.tenant, db)
            let wish = try FieldReader.read(asked) { ReportWish.read(&$0) }
            return (wish, partner, try ReportContent.made(.live(wish), for: partner, at: now, db))
        }
        let entries = request.query.entries.filter { !$0.value.isEmpty }
        let value = content.value.adding("partner", Value(partner.id)).adding("is_office", true)
            .adding("is_live", true).adding("may_lock", .bool(wish.kind != .interim))
            .adding(
                "asked", .list(entries.map { ["name": .string($0.name), "value": .string($0.value)] }))
        return .view("reports/show", value, title: content.value["title"]?.text)
    }

    private static func fields(of query: Query) -> Value {
        var fields = Value.Fields()
        for entry in query.entries where !entry.value.isEmpty && fields[entry.name] == nil {
            let all = query.all(entry.name)
            fields[entry.name] = all.count > 1 ? .list(all.map(Value.string)) : .string(all[0])
        }
        return .object(fields)
    }

    private func live(_ request: Request) async throws -> ReportContent {
        let caller = try request.caller
        let id = try request.id("id", Cohort.self)
        let now = clock.now()
        return try await database.read { db in
            let partner = try PartnerUser.own(of: caller, db)
            let content = try ReportContent.made(.live(ReportWish(.interim, .cohort(id))), for: partner, at: now, db)
            // What is measured afterwards is told by locked reports alone.
            guard try Cohort.find(id, tenant: caller.tenant, db).isOpen else { throw ReportRefusal.closed(id) }
            return content
        }
    }

    func interim(_ request: Request) async throws -> Answer {
        let content = try await live(request)
        let value = content.value.adding("place", .string(request.path)).adding("is_live", true)
        return .view("reports/show", value, title: value["title"]?.text)
    }

    func interimPaper(_ request: Request) async throws -> Answer {
        let (content, now) = (try await live(request), clock.now())
        let bytes = try await intake.run { try content.paper(nil).render(date: now) }
        return .bytes(bytes, type: "application/pdf")
            .adding("Content-Disposition", "attachment; filename=\"interim-report-\(now.day).pdf\"")
    }

    func interimText(_ request: Request) async throws -> Answer {
        try await live(request).commaText().answer(name: "interim-report-\(clock.now().day).csv")
    }
}
