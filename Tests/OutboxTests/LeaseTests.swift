import Correspondence
import Kernel
import SMTP
import Storage
import Testing
import Wire

@testable import Outbox

@Suite struct LeaseTests {
    @Test(arguments: [
        (OutboxItem.Phase.connecting, OutboxItem.State.queued), (.body, .queued), (.finalDot, .uncertain),
    ])
    func `B07 a lease that ran out is resolved by its phase`(
        _ phase: OutboxItem.Phase, _ expected: OutboxItem.State
    ) async throws {
        let office = try await Office()
        let id = try await office.queue(to: ["a@funder.example"])
        let mail = try #require(try await office.lease().first)
        if phase != .connecting { try await office.note(phase, mail) }
        office.clock.advance(OutboxItem.leaseLength)
        #expect(try await office.takeBackExpired() == 0)
        office.clock.advance(.seconds(1))
        #expect(try await office.takeBackExpired() == 1)
        #expect(try await office.item(id).state == expected)
        #expect(office.told == (expected == .uncertain ? [.uncertain] : []))
        // A row that may have arrived is nobody's to send again.
        #expect(try await office.lease("node2/a").count == (expected == .queued ? 1 : 0))
    }

    @Test func `B07 R25 what a node held that is gone is taken back, and no living node's`() async throws {
        let office = try await Office()
        let (now, effects) = (office.clock.now(), office.effects)
        let living = Node.ID(at: now)
        let mine = try await office.queue(to: ["a@funder.example"])
        _ = try await office.lease("\(Node.ID(at: now))/a", most: 1)
        let other = try await office.queue(to: ["b@funder.example"])
        _ = try await office.lease("\(living)/a", most: 1)
        let count = try await office.database.write { db in
            try Node.add(Node(id: living, name: "here:1", version: "0", isServing: true, at: now), db)
            return try OutboxItem.takeBackOrphans(at: now, effects: effects, db)
        }
        #expect(count == 1)
        #expect(try await office.item(mine).state == .queued)
        #expect(try await office.item(other).state == .sending)
    }

    @Test func `B07 a renewed lease outlasts any mail`() async throws {
        let office = try await Office()
        try await office.queue(to: ["a@funder.example"])
        _ = try await office.lease("node1/a/1")
        for _ in 0..<6 {
            office.clock.advance(.minutes(9))
            let now = office.clock.now()
            try await office.database.write { try OutboxItem.renew(owner: "node1/a/1", at: now, $0) }
            #expect(try await office.takeBackExpired() == 0)
        }
    }

    @Test func `B07 who lost the lease sends no final dot, and does not end the next one's attempt`() async throws {
        let office = try await Office()
        let id = try await office.queue(to: ["a@funder.example"])
        let first = try #require(try await office.lease("node1/a").first)
        office.clock.advance(.minutes(11))
        _ = try await office.takeBackExpired()
        let second = try #require(try await office.lease("node2/a").first)
        try await office.note(.finalDot, second)
        await #expect(throws: LeaseLost()) { try await office.note(.finalDot, first) }
        try await office.conclude(first, .failedBefore(.phaseNotRecorded(.finalDotSent)))
        let item = try await office.item(id)
        #expect(item.state == .sending && item.phase == .finalDot)
        try await office.conclude(second, .accepted(reply(250)))
        #expect(try await office.item(id).state == .sent)
    }

    @Test func `B08 a late answer settles a row that was taken back`() async throws {
        // what happened to the row meanwhile, the answer, the state at the end
        let cases: [(String, SMTPReply, OutboxItem.State)] = [
            ("nothing", reply(250), .sent), ("nothing", reply(550), .failed), ("lost", reply(250), .sent),
            ("requeued", reply(250), .sent), ("requeued", reply(550), .queued), ("sent", reply(250), .sent),
        ]
        for (fate, answer, expected) in cases {
            let office = try await Office()
            let id = try await office.queue(to: ["a@funder.example"])
            let mail = try #require(try await office.lease().first)
            try await office.note(.finalDot, mail)
            office.clock.advance(.minutes(11))
            _ = try await office.takeBackExpired()
            let (tenant, now, effects) = (office.tenant, office.clock.now(), office.effects)
            try await office.database.write { db in
                guard fate != "nothing" else { return }
                try OutboxItem.settle(
                    id, arrived: fate == "sent", evidence: "person:x", tenant: tenant, by: .system("test"), at: now,
                    effects: effects, db)
                if fate == "requeued" {
                    try OutboxItem.retry(id, tenant: tenant, by: .system("test"), at: now, effects: effects, db)
                }
            }
            try await office.conclude(mail, answer.isPositive ? .accepted(answer) : .refused(answer))
            #expect(try await office.item(id).state == expected, "\(fate) \(answer)")
            if expected == .sent { #expect(try await office.lease("node2/a").isEmpty) }
        }
    }

    @Test func `B07 a mail during which the program ends again and again waits longer each time`() async throws {
        let office = try await Office()
        let id = try await office.queue(to: ["a@funder.example"])
        var waits: [Int64] = []
        for _ in 0..<5 {
            #expect(try await office.lease().count == 1)
            office.clock.advance(.minutes(11))
            _ = try await office.takeBackExpired()
            let next = try await office.item(id).nextAttemptAt
            waits.append((next - office.clock.now()).milliseconds / 60_000)
            office.clock.set(max(next, office.clock.now()))
        }
        #expect(waits == [0, 0, 2, 5, 15])
    }

    @Test func `B11 no more than so many mails a minute, over all lines`() async throws {
        let office = try await Office()
        for _ in 0..<40 { try await office.queue(to: ["a@funder.example"]) }
        let limits = SendingLimits(perMinute: 30, recipientsPerDay: 10_000)
        let first = try await office.lease("a", limits: limits, most: 20)
        let second = try await office.lease("b", limits: limits, most: 20)
        #expect(first.count == 20 && second.count == 10)
        for mail in first + second { try await office.conclude(mail, .accepted(reply(250))) }
        #expect(try await office.lease("a", limits: limits).isEmpty)
        office.clock.advance(.seconds(59))
        #expect(try await office.lease("a", limits: limits).isEmpty)
        office.clock.advance(.seconds(1))
        #expect(try await office.lease("a", limits: limits).count == 10)
    }

    @Test func `B11 no more than so many recipients a day; what is being sent counts`() async throws {
        let office = try await Office()
        for _ in 0..<4 { try await office.queue(to: ["a@x.example", "b@x.example"], cc: ["c@x.example"]) }
        let limits = SendingLimits(perMinute: 1000, recipientsPerDay: 7)
        let leased = try await office.lease("a", limits: limits, most: 10)
        #expect(leased.count == 2)
        #expect(try await office.lease("b", limits: limits).isEmpty)
        for mail in leased { try await office.conclude(mail, .accepted(reply(250))) }
        #expect(try await office.lease("a", limits: limits).isEmpty)
        office.clock.advance(.hours(24))
        #expect(try await office.lease("a", limits: limits).count == 2)
        // A mail to more people than a day allows goes out as the day's first.
        let single = try await Office()
        try await single.queue(to: (0..<9).map { "p\($0)@x.example" })
        #expect(try await single.lease("a", limits: limits).count == 1)
    }

    @Test func `B22 while the switch is on nothing is leased and no dot goes out`() async throws {
        let office = try await Office()
        let id = try await office.queue(to: ["a@funder.example"])
        let mail = try #require(try await office.lease().first)
        func set(_ isOn: Bool) async throws {
            let (tenant, now) = (office.tenant, office.clock.now())
            try await office.database.write { try StopSwitch.set(isOn, tenant: tenant, by: .system("t"), at: now, $0) }
        }
        try await set(true)
        await #expect(throws: LeaseLost()) { try await office.note(.finalDot, mail) }
        try await office.conclude(mail, .failedBefore(.phaseNotRecorded(.finalDotSent)))
        #expect(try await office.lease().isEmpty)
        try await set(false)
        #expect(try await office.lease().count == 1)
        #expect(try await office.item(id).attempts == 1)
    }
}
