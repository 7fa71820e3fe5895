import Applications
import Cohorts
import Kernel
import People
import Storage
import Web

/// Reports of partners: admins lock and correct them, partners read their own and the live ones of running cohorts.
package struct ReportRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let intake: FileIntake

    package static func routes(database: Database, clock: any Clock, intake: FileIntake) -> [Route] {
        let pages = Self(database: database, clock: clock, intake: intake)
        return pages.ownRoutes + pages.sharedRoutes + pages.adminRoutes
    }

    // swift-format-ignore
    private var ownRoutes: [Route] {
        [
            .get ("/partner/me/reports",                    for: .partners, "A partner's locked reports, the newest first, and the cohorts of which there are live ones", own)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/partner/me/cohorts/{id}/report",        for: .partners, "The interim report of a cohort that the partner funds, as it is now", interim),
            .get ("/partner/me/cohorts/{id}/report/pdf",    for: .partners, "The same as PDF", interimPaper),
            .get ("/partner/me/cohorts/{id}/report/export", for: .partners, "The same as comma-separated text", interimText),
        ]
    }

    // swift-format-ignore
    private var sharedRoutes: [Route] {
        let both = Access.anyOf([.admin, .partner])
        return [
            .get ("/partner-reports/{id}",        for: both, "A locked report with its hash; a partner sees its own", show),
            .get ("/partner-reports/{id}/pdf",    for: both, "The same as PDF, in the same bytes each time", paper),
            .get ("/partner-reports/{id}/export", for: both, "The same as comma-separated text", text),
        ]
    }

    // swift-format-ignore
    private var adminRoutes: [Route] {
        [
            .get ("/partners/{id}/reports",             for: .admins, "A partner's reports, and what can be made", ofPartner)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/partners/{id}/reports/new",         for: .admins, "A report as it would be now; nothing is stored", preview).taking(ReportWish.fields),
            .post("/partners/{id}/reports",             for: .admins, "Lock a report: final of a closed cohort, annual of a year that is over, or of chosen metrics", lock)
                .taking(ReportWish.fields).answering(AnswerShape(201, "locked"), AnswerShape(409, "not over, or locked already")),
            .post("/partner-reports/{id}/corrections",  for: .admins, "A new version that names the old one, which stays", correct)
                .taking(.required("reason", .text(max: 500))).answering(AnswerShape(201, "locked")),
        ]
    }

    /// The report of the path, where it is of the asker's partner; another's is not there.
    private func report(_ request: Request, _ db: Connection) throws -> PartnerReport {
        let caller = try request.caller
        let id = try request.id("id", PartnerReport.self)
        let own = try PartnerUser.bounds(of: caller, db)
        let found = try PartnerReport.find(id, tenant: caller.tenant, db)
        guard own == nil || own?.id == found.partner else { throw ReportRefusal.unknown(id) }
        return found
    }

    func show(_ request: Request) async throws -> Answer {
        let isAdmin = Access.admins.admits(try request.caller.roles)
        let (found, since) = try await database.read { db in
            let found = try report(request, db)
            let partner = try Partner.find(found.partner, tenant: found.tenant, db)
            return (found, try ReportSince.of(found, try FundedCohort.of(partner, db), of: partner, db))
        }
        let value = found.value.adding("since", since.value).adding("place", .string("/partner-reports/\(found.id)"))
            .adding("is_office", .bool(isAdmin)).adding("may_correct", .bool(isAdmin && found.supersededBy == nil))
        return .view("reports/show", value, title: value["title"]?.text)
    }

    func paper(_ request: Request) async throws -> Answer {
        let found = try await database.read { try report(request, $0) }
        return try await PartnerPaper(.report, found.id, tenant: found.tenant).answer(
            named: "\(found.fileName).pdf", database, intake, at: clock.now()
        ) { try found.content.paper(found.hash).render(date: found.at) }
    }

    func text(_ request: Request) async throws -> Answer {
        let found = try await database.read { try report(request, $0) }
        return found.content.commaText().answer(name: "\(found.fileName).csv")
    }

    func lock(_ request: Request) async throws -> Answer {
        let (wish, now) = (try request.read { ReportWish.read(&$0) }, clock.now())
        let id = try request.id("id", Partner.self)
        let (value, isReplay) = try await request.once(database, at: now) { caller, db in
            let partner = try Partner.find(id, tenant: caller.tenant, db)
            return try PartnerReport.lock(wish, for: partner, by: caller.who, at: now, db).value
        }
        return Self.made(value).replayed(isReplay)
    }

    func correct(_ request: Request) async throws -> Answer {
        let (reason, now) = (try request.read { $0.text("reason", max: 500) }, clock.now())
        let id = try request.id("id", PartnerReport.self)
        let (value, isReplay) = try await request.once(database, at: now) { caller, db in
            try PartnerReport.find(id, tenant: caller.tenant, db).correct(
                reason: reason, by: caller.who, at: now, db
            ).value
        }
        return Self.made(value).replayed(isReplay)
    }

    private static func made(_ value: Value) -> Answer {
        Answer.created(location: "/partner-reports/\(value["id"]?.text ?? "")", value)
    }
}

extension PartnerReport {
    /// `report-final-2026-11-18-2026-12-16-v1`
    var fileName: String { "report-\(kind.rawValue)-\(from)-\(to)-v\(version)" }
}
