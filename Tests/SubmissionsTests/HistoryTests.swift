import Estimates
import Funders
import Kernel
import Storage
import Testing

@testable import Submissions

@Suite struct HistoryTests {
    /// Events after the sending with hours from it, and what the funder's sums say then:
    /// sent, answered, prompt, offered, declined, funded.
    private static let courses: [(events: [(EventType, Int64)], sums: String)] = [
        ([], "1 0 0 0 0 0"),
        ([(.replied, 1), (.acknowledged, 1)], "1 1 1 0 0 0"),
        ([(.replied, 2), (.declined, 2)], "1 1 1 0 1 0"),
        ([(.replied, 3), (.offered, 3), (.declined, 30)], "1 1 1 1 0 0"),
        ([(.replied, 80), (.offered, 80), (.accepted, 90), (.funded, 120)], "1 1 0 1 0 1"),
        ([(.autoReply, 1)], "1 0 0 0 0 0"),
        ([(.undeliverable, 1)], "0 0 0 0 0 0"),
        ([(.merchantWithdrawn, 5)], "0 0 0 0 0 0"),
        ([(.replied, 1), (.acknowledged, 1), (.merchantWithdrawn, 5)], "1 1 1 0 0 0"),
    ]

    @Test func `A46 each course of a submission is counted once, and moves the sums as it goes on`() async throws {
        let desk = try await PastDesk()
        let application = try await desk.addApplication()
        for (number, course) in Self.courses.enumerated() {
            let funder = try await desk.addFunder("Funder \(number)")
            let answers = course.events.map { type, hours in
                PastSubmission.Answer(
                    type, at: desk.now + .hours(hours), declineCode: type == .declined ? "low_revenue" : nil)
            }
            let id = try await desk.add(PastSubmission(application, to: funder, sentAt: desk.now, answers))
            #expect(try await desk.sums(funder) == course.sums, "\(course.events)")
            // What is taken back is no longer counted.
            let tenant = desk.tenant
            try await desk.database.write { db in
                for event in try SubmissionEvent.of(id, tenant: tenant, db).reversed() where event.seq > 2 {
                    try Submission.takeBack(
                        seq: event.seq, on: id, tenant: tenant, by: .system("test"), at: event.occurredAt, reason: "no",
                        db)
                }
            }
            #expect(try await desk.sums(funder) == "1 0 0 0 0 0", "\(course.events) taken back")
            let missed = try await desk.database.read { try FunderTally.miscounted(tenant: tenant, $0) }
            #expect(missed == 0)
        }
    }

    @Test func `L07 a submission of before has the amount that its application named, and the sums count it`()
        async throws
    {
        let desk = try await PastDesk()
        let application = try await desk.addApplication()
        let funder = try await desk.addFunder("Alder")
        try await desk.add(
            PastSubmission(
                application, to: funder, sentAt: desk.now,
                [.init(.declined, at: desk.now + .hours(1), declineCode: "low_revenue")]))
        let amounts: [Int64?] = try await desk.database.read { db in
            [
                try db.value("SELECT requested_cents FROM submission"),
                try db.value("SELECT sum(requested_cents) FROM submission_sum WHERE status = 'declined'"),
            ]
        }
        #expect(amounts == [3_000_000, 3_000_000])
    }

    @Test func `A46 sums that were spoilt are found, and counted anew from the results`() async throws {
        let desk = try await PastDesk()
        let (application, funder, tenant) =
            (try await desk.addApplication(), try await desk.addFunder("One"), desk.tenant)
        for _ in 0..<3 { try await desk.add(PastSubmission(application, to: funder, sentAt: desk.now)) }
        try await desk.database.write { try $0.run("UPDATE funder_tally SET sent = 9, funded = 4") }
        #expect(try await desk.database.read { try FunderTally.miscounted(tenant: tenant, $0) } > 0)
        try await desk.database.write { try FunderTally.recount(tenant: tenant, $0) }
        #expect(try await desk.sums(funder) == "3 0 0 0 0 0")
        #expect(try await desk.database.read { try FunderTally.miscounted(tenant: tenant, $0) } == 0)
    }

    /// Two funders with the same rules: one that funds and one that is silent.
    @Test func `A46 A51 the score follows from answers, offers, deals, speed and size, and shows its counts`()
        async throws
    {
        let desk = try await PastDesk()
        let (good, poor) = (try await desk.addFunder("Good"), try await desk.addFunder("Poor"))
        let application = try await desk.addApplication()
        for number in 0..<20 {
            let sent = desk.now - .days(Int64(20 + number))
            try await desk.add(
                PastSubmission(
                    application, to: good, sentAt: sent,
                    [
                        .init(.replied, at: sent + .hours(1)), .init(.offered, at: sent + .hours(1)),
                        .init(.accepted, at: sent + .hours(2)), .init(.funded, at: sent + .hours(3)),
                    ]))
            try await desk.add(PastSubmission(application, to: poor, sentAt: sent))
        }
        // Sent yesterday and not answered yet: it is too early to count it.
        try await desk.add(PastSubmission(application, to: good, sentAt: desk.now - .days(1)))
        let (tenant, now) = (desk.tenant, desk.now)
        func score(_ funder: Funder.ID, _ size: SizeBand?, at now: Moment) async throws -> FundingScore {
            try await desk.database.read {
                try OfficeHistory.read(size: size, tenant: tenant, at: now, $0).score(of: funder)
            }
        }
        let own = try await score(good, .toFifty, at: now)
        #expect(own.cases == 20 && own.parts.map(\.share) == Array(repeating: Share(20, of: 20), count: 5))
        let other = try await score(poor, .toFifty, at: now)
        #expect(own.points > other.points + 30, "\(own) \(other)")
        #expect(try await score(good, .above, at: now).parts[4].share == Share(0, of: 0))
        #expect(own.value["version"]?.text == "score:1")
        #expect(own.value["parts"]?.list?.first?["sentence"]?.text == "Answers: 20 of 20 (100 %), counted as 85 %")
        // A year later the same cases say nothing any more.
        #expect(try await score(good, nil, at: now + .days(400)).cases == 0)
    }

    @Test(arguments: [
        (nil, SizeBand.unstated), (999_999, .toTenThousand), (1_000_000, .toTwentyFive), (2_499_999, .toTwentyFive),
        (2_500_000, .toFifty), (5_000_000, .toHundred), (10_000_000, .toTwoHundredFifty), (25_000_000, .above),
    ]) func `A46 a size belongs to the step that begins with it`(cents: Int64?, band: SizeBand) {
        #expect(SizeBand(of: cents.map { Cents($0) }) == band)
    }

    @Test func `A26 the shortlist stands by fit, score, turnaround, answers or name, what can be sent first`()
        async throws
    {
        let desk = try await PastDesk()
        let application = try await desk.addApplication(["fico": "640"])
        let names: [(String, Value)] = [
            ("Alder", ["turnaround_hours": 48, "min_fico": 600]), ("Birch", ["turnaround_hours": 4, "min_fico": 700]),
            ("Cedar", ["min_fico": 620]), ("Dogwood", ["turnaround_hours": 24, "min_fico": 640]),
        ]
        for (name, asks) in names { _ = try await desk.addFunder(name, asks: asks) }
        let (tenant, now) = (desk.tenant, desk.now)
        func order(_ order: ShortlistOrder) async throws -> String {
            let list = try await desk.database.read {
                try Shortlist.make(application, by: order, tenant: tenant, at: now, $0)
            }
            return list.lines.map { String($0.dossier.funder.name.prefix(1)) }.joined()
        }
        #expect(try await order(.fit) == "ACDB")
        #expect(try await order(.turnaround) == "BDAC")
        #expect(try await order(.name) == "ABCD")
        #expect(try await order(.score) == "ABCD", "without a history all are alike")
    }
}
