import Funders
import Kernel
import Storage
import Testing

@testable import Submissions

@Suite struct DeclineTallyTests {
    /// Each row: funder, application, reasons, and whether somebody takes the decline back.
    private static let past: [(funder: Int, application: Int, codes: [String], isTakenBack: Bool)] = [
        (0, 0, ["low_revenue"], false), (0, 1, ["low_revenue", "low_credit_score"], false),
        (1, 0, ["negative_days", "low_revenue", "low_revenue"], false), (1, 1, ["bankruptcy"], true),
        (1, 2, ["unspecified"], false), (0, 2, [], false),
    ]

    /// `funder One reason low_credit_score 1` and its like, those of one property first.
    private static func stored(_ desk: PastDesk) async throws -> Set<String> {
        try await desk.database.read { db in
            Set(
                try db.rows(
                    """
                    SELECT first, coalesce(one.name, first_value) AS one, second,
                           coalesce(other.name, second_value) AS other, number
                      FROM decline_sum LEFT JOIN funder AS one ON one.id = first_value
                           LEFT JOIN funder AS other ON other.id = second_value
                     WHERE number <> 0 ORDER BY first, first_value, second, second_value
                    """
                ).map {
                    let words: [String] = [try $0["first"], try $0["one"], try $0["second"], try $0["other"]]
                    return (words.filter { !$0.isEmpty } + ["\(try $0.get("number", as: Int.self))"])
                        .joined(separator: " ")
                })
        }
    }

    @Test func `L04 each decline is counted once by each two of its properties, and leaves the counts when taken back`()
        async throws
    {
        let desk = try await PastDesk()
        let funders = [try await desk.addFunder("One"), try await desk.addFunder("Two")]
        let applications = [
            try await desk.addApplication(["industry_name": "Bakeries", "state": "NY"]),
            try await desk.addApplication(["industry_name": "Bakeries", "state": "TX"]),
            try await desk.addApplication(),
        ]
        for row in Self.past {
            let id = try await desk.add(
                PastSubmission(applications[row.application], to: funders[row.funder], sentAt: desk.now))
            let (tenant, who, now) = (desk.tenant, desk.who, desk.now + .hours(1))
            try await desk.database.write { db in
                let (seq, _, _) = try Submission.record(
                    SubmissionEvent.New(
                        .declined, at: now, by: who, declineCode: row.codes.first,
                        detail: ["reasons": .list(row.codes.map(Value.string))]),
                    on: id, tenant: tenant, at: now, db)
                guard row.isTakenBack else { return }
                try Submission.takeBack(seq: seq, on: id, tenant: tenant, by: who, at: now, reason: "no", db)
            }
        }
        let found = try await Self.stored(desk)
        let month = desk.now.day.monthNumber
        for line in [
            "all all 5", "all reason low_revenue 3", "all category cash_flow 3", "all month \(month) 5",
            "all funder One 3", "all funder Two 2", "all industry Bakeries 3", "all industry - 2", "all state NY 2",
            "all state TX 1", "all state - 2", "all reason unspecified 2", "month \(month) funder One 3",
            "funder One reason low_revenue 2", "funder One reason low_credit_score 1",
            "funder Two reason low_revenue 1",
            "reason low_revenue state NY 2", "industry Bakeries state TX 1", "category credit state TX 1",
        ] { #expect(found.contains(line), "\(line)") }
        #expect(!found.contains { $0.contains("bankruptcy") }, "it was taken back")
        #expect(!found.contains { $0.contains("reason") && $0.contains("category") })
        let tenant = desk.tenant
        #expect(try await desk.database.read { try SubmissionSums.areRight(tenant: tenant, $0) })

        // What an older program left is counted by the migration, whatever the application says since.
        try await desk.database.write { db in
            try db.run("DELETE FROM decline_sum")
            #expect(try !SubmissionSums.areRight(tenant: tenant, db))
            try db.run("UPDATE submission SET industry_name = NULL, merchant_state = NULL")
            try db.run("UPDATE submission_decline SET funder_id = NULL, industry = NULL, merchant_state = NULL")
            try DeclineTally.fillSubmissions(db)
            try DeclineTally.fill(db)
        }
        #expect(try await Self.stored(desk) == found)
        try await desk.database.write { try $0.run("UPDATE application SET industry_name = 'Bars', state = 'CA'") }
        #expect(try await desk.database.read { try SubmissionSums.areRight(tenant: tenant, $0) })
    }
}
