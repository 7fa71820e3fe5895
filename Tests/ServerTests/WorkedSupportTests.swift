import Applications
import Documents
import Kernel
import PartnerFunding
import People
import Storage
import TestCalls
import Testing
import Web

@testable import Server

/// The programme that was worked out by hand, with data of $5 through the wallets of the cohort that two partners fund, all of it out of
/// what the first partner's commitment had left there, $376.55 of $1,000 after $623.45: six in November, $30; two early in December, $10,
/// and three late, $15. In December the first partner is told of the six, and of nothing else; in January of the five too, $25. The office
/// reads each at once, and the partner that shares the cohort never.
@Suite struct WorkedSupportTests {
    /// What was right before the wallets paid.
    private static let before: Set<String> = [
        "$623.45", "$376.55", "$1,623.45", "$1,876.55", "$62.34", "$124.69", "$46.38", "$90.19",
    ]
    /// $623.45 + $40, $376.55 - $40; of the cohort $1,623.45 + $40 of $3,500, each of 35 and of 18.
    private static let office: Set<String> = [
        "$663.45", "$336.55", "$1,663.45", "$1,836.55", "$47.53", "$92.41", "$5",
    ]
    /// $623.45 + $30, $376.55 - $30; each of the partner's 10 and of 5.
    private static let partner: Set<String> = ["$653.45", "$346.55", "$30", "$65.34", "$130.69"]
    /// $653.45 + $25, $346.55 - $25, each, and December's cycle of $500, as everybody reads in January.
    private static let all: Set<String> = ["$678.45", "$321.55", "$25", "$30", "$67.84", "$135.69", "$2,000"]

    /// A page's text has these words, and no amount but those.
    private static func look(
        _ live: LiveDesk, _ path: String, _ cookie: String, _ words: [String], amounts: Set<String>
    ) async throws {
        let page = try await live.ask("GET", path, cookie: cookie)
        #expect(page.status == 200, "\(path)")
        for word in words { #expect(page.body.contains(word), "\(path): \(word)") }
        let strange = WorkedPagesTests.amounts(in: page.body).subtracting(amounts)
        #expect(strange.isEmpty, "\(path): \(strange)")
    }

    /// A report has exactly these amounts, in whatever form it is read.
    private static func look(
        _ live: LiveDesk, _ demo: TemporaryDemo, report: String, _ cookies: [String], _ amounts: Set<String>
    ) async throws {
        for cookie in cookies {
            let page = try await live.ask("GET", report, cookie: cookie)
            #expect(page.status == 200 && WorkedPagesTests.reported(in: page.body) == amounts, "\(report)")
        }
        guard report.contains("/report") && !report.contains("?") else { return }
        for path in ["\(report)/pdf", "\(report)/export"] {
            let told = WorkedPagesTests.reported(in: try await text(demo, path))
            #expect(told == amounts, "\(path): \(told)")
        }
    }

    @Test
    func
        `J08 F50 what wallets paid is equal to the cent on every page and paper, and of fewer than five only the office's`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let made = try await WorkedOffice(demo, isOver: false)
        try await made.support(0..<6, demo)
        demo.clock.advance(.days(14))
        #expect(demo.clock.now().day.civil.month == 12)
        try await made.support(6..<8, demo)
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        try await Self.lookInDecember(live, demo, made)
        demo.clock.advance(.days(21))
        try await made.support(8..<11, demo)
        demo.clock.advance(.days(14))
        #expect(demo.clock.now().day.civil.month == 1)
        try await made.end(demo)
        try await Self.lookInJanuary(live, demo, made)
    }

    private static func lookInDecember(_ live: LiveDesk, _ demo: TemporaryDemo, _ made: WorkedOffice) async throws {
        let (first, lagos) = (made.commitments[0], made.cohorts[0])
        let admin = try await WorkedPagesTests.session(live, WorkedOffice.admin, WorkedOffice.password)
        let known = WorkedPagesTests.amounts.subtracting(before)
        // swift-format-ignore
        let pages: [(path: String, words: [String])] = [
            ("/partners", ["Paid out: $663.45"]),
            ("/partners?state=active", ["$663.45"]),
            ("/partners/\(made.partners[0])", []),
            ("/commitments", ["44.2 %"]),
            ("/commitments/\(first)", ["$663.45 (44.2 %)", "$336.55"]),
            ("/commitments/\(first)/ledger", ["$100.10", "$23.35", "$5"]),
            ("/allocations", ["$163.45"]),
            ("/cohorts", ["$3,500"]),
            ("/cohorts/\(lagos)/funding", ["$3,500", "$1,836.55", "$1,663.45", "$47.53", "$92.41"]),
        ]
        let sums = ["Lagos", "$800", "$40", "$0", "$1,836.55"]
        try await look(live, "/admin/support/sums", admin, sums, amounts: Set(sums))
        for page in pages {
            try await look(live, page.path, admin, page.words, amounts: known.union(office).union(["$163.45"]))
        }
        let ledger = try await live.ask("GET", "/commitments/\(first)/ledger", cookie: admin)
        #expect(WorkedPagesTests.cells("Amount", in: ledger.body).filter { $0 == "$5" }.count == 8)
        let own = try await WorkedPagesTests.session(live, WorkedOffice.address(0), WorkedOffice.password)
        // swift-format-ignore
        let told: [(path: String, words: [String])] = [
            ("/partner", ["$653.45", "43.5 %", "<b class=\"figure\">$130.69</b>"]),
            ("/partner/me/history", ["$30", "$100.10", "$23.35"]),
            ("/partner/me/reports", []),
            ("/commitments/\(first)", ["$653.45 (43.5 %)", "$346.55"]),
        ]
        for page in told {
            try await look(live, page.path, own, page.words, amounts: known.union(partner).union(["$153.45"]))
        }
        let interim = "/partner/me/cohorts/\(lagos)/report"
        let preview = "/partners/\(made.partners[0])/reports/new?type=interim&cohort=\(lagos)"
        try await look(live, demo, report: interim, [own], ["653.45", "1000.00"])
        try await look(live, demo, report: preview, [admin], ["653.45", "1000.00"])
        // Who shares the cohort reads the same as before.
        let other = try await WorkedPagesTests.session(live, WorkedOffice.address(2), WorkedOffice.password)
        for path in ["/partner", "/partner/me/history", "/commitments/\(made.commitments[2])", interim] {
            try await look(live, path, other, [], amounts: known)
        }
    }

    private static func lookInJanuary(_ live: LiveDesk, _ demo: TemporaryDemo, _ made: WorkedOffice) async throws {
        let (first, lagos) = (made.commitments[0], made.cohorts[0])
        let admin = try await WorkedPagesTests.session(live, WorkedOffice.admin, WorkedOffice.password)
        let own = try await WorkedPagesTests.session(live, WorkedOffice.address(0), WorkedOffice.password)
        let known = WorkedPagesTests.amounts.subtracting(before).union(all)
        try await look(live, "/partner", own, ["$678.45", "33.9 %", "$135.69"], amounts: known)
        try await look(live, "/partner/me/history", own, ["$30", "$25"], amounts: known)
        for cookie in [own, admin] {
            try await look(
                live, "/commitments/\(first)", cookie, ["$678.45 (33.9 %)", "$321.55"],
                amounts: known.union(["$178.45"]))
        }
        let figures: Set<String> = ["678.45", "67.84", "135.69", "1000.00"]
        let wish = ReportWish(
            .annual, .time(from: try #require(Day("2026-01-01")), to: try #require(Day("2026-12-31"))))
        for wish in [ReportWish(.final, .cohort(lagos)), wish] {
            let id = try await made.lock(wish, for: 0, demo)
            try await look(live, demo, report: "/partner-reports/\(id)", [own, admin], figures)
        }
    }

    /// What a paper or a file of the first partner's says.
    private static func text(_ demo: TemporaryDemo, _ path: String) async throws -> String {
        let office = demo.demo.office
        let person = try #require(try await office.database.read { try Person.find(email: "p0@worked.example", $0) })
        let asker = Principal(
            tenant: person.tenant, person: person.id, name: "Ida", roles: [.partner],
            credential: .session(id: "none", csrf: "none"))
        let answer = try await RouteCaller(JoinedRoutes.table(office)).call(.get, path, as: asker)
        guard path.hasSuffix("/pdf") else { return String(decoding: answer.bytes, as: UTF8.self) }
        let file = answer.file
        let text =
            try file.map { try PDFText().textBlocking(ofFile: $0.path) } ?? PDFText().textBlocking(of: answer.bytes)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
