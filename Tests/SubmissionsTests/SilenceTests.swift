import Estimates
import Funders
import Kernel
import Storage
import Testing

@testable import Submissions

@Suite struct SilenceTests {
    /// A funder that answers after 30, 60, 90 … working minutes, and one submission that waits since Tuesday morning.
    private func waiting() async throws -> (desk: PastDesk, funder: Funder.ID, id: Submission.ID, sent: Moment) {
        let desk = try await PastDesk()
        let application = try await desk.addApplication()
        let funder = try await desk.addFunder("Alder", promise: 48)
        // Tuesdays, ten in the morning in New York.
        for number in 0..<15 {
            let sent = desk.now - .days(Int64(10 + number % 5 * 7))
            let at = sent + .minutes(Int64(30 * (number + 1)))
            try await desk.add(
                PastSubmission(
                    application, to: funder, sentAt: sent, [.init(.replied, at: at), .init(.offered, at: at)]))
        }
        let sent = desk.now - .days(3)
        let id = try await desk.add(PastSubmission(application, to: funder, sentAt: sent))
        return (desk, funder, id, sent)
    }

    @Test func `N08 L05 the clock is learned from events: working time, median, p90 and the promise`() async throws {
        let (desk, funder, id, sent) = try await waiting()
        let (tenant, now) = (desk.tenant, desk.now)
        #expect(try await ClockLearning.run(desk.database, tenant: tenant, at: now) == 1)
        #expect(try await ClockLearning.run(desk.database, tenant: tenant, at: now + .hours(1)) == 0, "nothing is new")
        let clock = try #require(try await desk.database.read { try FunderClock.of(funder, tenant: tenant, $0) })
        #expect(clock.answers == 15 && clock.median == 240 && clock.p90 == 420)
        #expect(clock.promise == Share(15, of: 15))
        // The slowest came at the day's end: in summer time six working hours after it was sent.
        #expect(clock.silentMinutes == 360)
        let silence = try #require(
            try await desk.database.read { try Silence.of(id, tenant: tenant, at: sent + .hours(30), $0) })
        #expect(silence.waited == 14 * 60 && silence.percent == 99)
        #expect(silence.silentAt.map { $0 < sent + .hours(30) } == true && silence.mayNudge(at: sent + .hours(30)))
        let early = try #require(
            try await desk.database.read { try Silence.of(id, tenant: tenant, at: sent + .hours(2), $0) })
        #expect(early.waited == 120 && early.percent.map { (15...35).contains($0) } == true)
        #expect(!early.mayNudge(at: sent + .hours(2)))
        // The list is made from what is stored.
        let silent: Moment? = try await desk.database.read {
            try $0.value("SELECT silent_at FROM submission_result WHERE submission_id = \(id)")
        }
        #expect(silent == silence.silentAt)
    }

    @Test
    func `N08 a submission that is sent once the clock is known has its hour at once, and loses it with the answer`()
        async throws
    {
        let (desk, funder, _, _) = try await waiting()
        let (tenant, now) = (desk.tenant, desk.now)
        try await ClockLearning.run(desk.database, tenant: tenant, at: now)
        let application = try await desk.addApplication(["legal_name": "Second LLC"])
        let id = try await desk.add(PastSubmission(application, to: funder, sentAt: now))
        func silent() async throws -> Moment? {
            try await desk.database.read {
                try $0.value("SELECT silent_at FROM submission_result WHERE submission_id = \(id)", as: Moment?.self)
                    ?? nil
            }
        }
        #expect(try await silent() != nil)
        _ = try await desk.database.write { db in
            try Submission.record(
                SubmissionEvent.New(.replied, at: now + .hours(1), by: .system("test")), on: id, tenant: tenant,
                at: now, db)
        }
        #expect(try await silent() == nil)
        #expect(try await desk.database.read { try Silence.of(id, tenant: tenant, at: now, $0) } == nil)
    }

    @Test func `N08 a funder of whom nothing is known has no hour, and its promise alone makes it late`() async throws {
        let desk = try await PastDesk()
        let application = try await desk.addApplication()
        let funder = try await desk.addFunder("New", promise: 24)
        let sent = desk.now - .days(3)
        let id = try await desk.add(PastSubmission(application, to: funder, sentAt: sent))
        let tenant = desk.tenant
        try await ClockLearning.run(desk.database, tenant: tenant, at: desk.now)
        let silence = try #require(
            try await desk.database.read { try Silence.of(id, tenant: tenant, at: sent + .hours(23), $0) })
        #expect(silence.percent == nil && silence.silentAt == nil && !silence.mayNudge(at: sent + .hours(23)))
        #expect(silence.mayNudge(at: sent + .hours(24)))
    }

    @Test(arguments: [(0, "0 min"), (59, "59 min"), (60, "1 h"), (95, "1.6 h"), (599, "10 h"), (1470, "25 h")])
    func `L05 waiting times are told in minutes and hours`(minutes: Int, words: String) {
        #expect(WaitWords.of(minutes: minutes) == words)
    }
}
