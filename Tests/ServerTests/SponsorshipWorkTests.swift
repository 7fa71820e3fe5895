import Kernel
import Notices
import Storage
import Testing
import Web

@testable import Server

/// What the program does for a federation by itself, and what is saved of its revenue, in the sample office.
@Suite struct SponsorshipWorkTests {
    @Test func `H19 the daily look tells of a report that is due, once, with the address of the grant's page`()
        async throws
    {
        let desk = try await ReferralDesk()
        let office = desk.office
        let keeping = GrantKeeping(office: office)
        _ = try await keeping.look()
        // The sample's report is taken back, so that another one is waited for.
        let due = try await office.database.read { db in
            try db.row(
                """
                SELECT grant_application.id, grant_application.closes_on, grant_report.id AS report_id
                  FROM grant_application JOIN grant_report ON grant_report.grant_id = grant_application.id
                 WHERE grant_application.state = 'reporting'
                """
            ).map { row in
                (
                    try row.get("id", as: String.self), try row.get("closes_on", as: Day.self),
                    try row.get("report_id", as: String.self)
                )
            }
        }
        let (grant, day, report) = try #require(due)
        try await desk.act("/grant-reports/\(report)/reversal", ["reason": "the wrong year"])
        desk.demo.clock.set(day.adding(days: -20).start + .hours(12))
        #expect(try await keeping.look() > 0)
        #expect(try await keeping.look() == 0, "looked at twice")
        let texts = try await office.database.read { db in
            try db.rows(
                """
                SELECT message_text.body FROM message_text JOIN notice ON notice.message_id = message_text.message_id
                 WHERE notice.about = 'grant_reminder' AND notice.about_key = \("\(grant):30")
                """
            ).map { try $0.get("body", as: String.self) }
        }
        #expect(!texts.isEmpty && texts.allSatisfy { $0.contains("\(office.configuration.publicURL)/grants/\(grant)") })
    }

    @Test func `L10 the revenue is saved as CSV with each row of the page, and comes to its sums`() async throws {
        let desk = try await ReferralDesk()
        let path = "/financial-reporting/revenue-summary"
        let shown = try await desk.caller.call(.get, path, as: desk.admin)
        let answer = try await desk.caller.call(.get, "\(path)/export", as: desk.admin)
        let file = try #require(answer.file)
        let lines = String(decoding: try LocalFile.read(file.path), as: UTF8.self).split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(lines.first == ["code", "name", "source", "currency", "amount", "entries"])
        let rows = lines.dropFirst()
        #expect(rows.count > 2 && rows.count == shown["items"]?.list?.count)
        for (row, item) in zip(rows, shown["items"]?.list ?? []) {
            #expect(row[0] == item["code"]?.text && row[4] == item["amount"]?.text, "\(row)")
        }
    }
}
