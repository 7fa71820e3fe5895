import Kernel
import Testing

@testable import Submissions

@Suite struct WaitPackTests {
    @Test(arguments: [
        ("", ""), ("15:3", "15:3"), ("15:3,30:1,999999:2", "15:3,30:1,999999:2"), ("30:1,15:3,30:4", "15:3,30:5"),
        ("15:3,15:-3", ""), ("15:-2", "15:-2"), ("16:3,60:1", "60:1"), ("129600:1000000", "129600:1000000"),
    ]) func `L05 steps are packed in their order, and what counts for nothing is left out`(text: String, packed: String)
    {
        #expect(WaitPack(text).text == packed)
    }

    @Test func `L05 every step has a place of its own in a pack`() {
        var pack = WaitPack()
        for minutes in WaitStep.all { pack.add(minutes, minutes: minutes) }
        #expect(pack.steps.allSatisfy { $0.minutes == $0.number } && pack.steps.map(\.minutes) == WaitStep.all)
        #expect(WaitPack(pack.text) == pack)
    }

    private static func stored(_ desk: PastDesk) async throws -> [String] {
        try await desk.database.read { db in
            try db.rows("SELECT period, funder_id, steps FROM submission_wait_pack ORDER BY period, funder_id").map {
                let funder: String = try $0["funder_id"]
                return try
                    "\($0.get("period", as: Int.self)) \(funder.isEmpty ? "all" : "one") \($0["steps"] as String)"
            }
        }
    }

    @Test func `L05 answers are packed by month and year, for their funder and for all, and leave it when taken back`()
        async throws
    {
        let desk = try await PastDesk()
        let (one, other, application) = (
            try await desk.addFunder("One"), try await desk.addFunder("Other"), try await desk.addApplication()
        )
        for (funder, hours) in [(one, Int64(1)), (one, 2), (other, 1)] {
            try await desk.add(
                PastSubmission(
                    application, to: funder, sentAt: desk.now,
                    [PastSubmission.Answer(.replied, at: desk.now + .hours(hours))]))
        }
        let found = try await Self.stored(desk)
        #expect(
            found.sorted() == [
                "2026 all 60:2,120:1", "2026 one 60:1", "2026 one 60:1,120:1", "202611 all 60:2,120:1",
                "202611 one 60:1", "202611 one 60:1,120:1",
            ])
        let tenant = desk.tenant
        #expect(try await desk.database.read { try SubmissionSums.areRight(tenant: tenant, $0) })

        // The migration makes the same of the counts that an older program left.
        try await desk.database.write { db in
            try db.run("DELETE FROM submission_wait_pack")
            #expect(try !SubmissionSums.areRight(tenant: tenant, db))
            try WaitPacks.fill(db)
        }
        #expect(try await Self.stored(desk) == found)

        try await desk.database.write { db in
            for row in try db.rows("SELECT submission_id, seq FROM submission_event WHERE type = 'replied'") {
                try Submission.takeBack(
                    seq: try row["seq"], on: try row["submission_id"], tenant: tenant, by: .system("test"),
                    at: desk.now,
                    reason: "no", db)
            }
        }
        #expect(try await Self.stored(desk).allSatisfy { $0.hasSuffix(" ") })
        #expect(try await desk.database.read { try SubmissionSums.areRight(tenant: tenant, $0) })
    }
}
