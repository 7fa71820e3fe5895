import Correspondence
import Kernel
import Storage
import Testing

@testable import Outbox

/// Mails that nobody wants any more.
@Suite struct RecallTests {
    private let office: Office

    init() async throws { office = try await Office() }

    private func recall(_ id: OutboxItem.ID) async throws {
        let (tenant, now, effects) = (office.tenant, office.clock.now(), office.effects)
        try await office.database.write {
            try OutboxItem.recall(id, tenant: tenant, by: .system("test"), at: now, effects: effects, $0)
        }
    }

    @Test func `A56 what waits or is held is cancelled at once`() async throws {
        let (one, two) = (try await office.queue(to: ["a@x.example"]), try await office.queue(to: ["b@x.example"]))
        let (tenant, now) = (office.tenant, office.clock.now())
        try await office.database.write { try OutboxItem.hold(two, tenant: tenant, by: .system("test"), at: now, $0) }
        for id in [one, two] {
            try await recall(id)
            #expect(try await office.item(id).state == .cancelled)
            // Once more, it changes nothing.
            try await recall(id)
        }
        #expect(office.told == [.cancelled, .cancelled])
        #expect(try await office.lease().isEmpty)
    }

    private enum End: CaseIterable { case stopped, greylisted, unreachable, nodeGone }

    @Test(arguments: End.allCases)
    private func `A56 R27 what is being sent is cancelled as soon as the attempt ends without having delivered it`(
        end: End
    ) async throws {
        let id = try await office.queue(to: ["a@x.example"])
        let mail = try #require(try await office.lease().first)
        try await office.note(.connecting, mail)
        try await recall(id)
        #expect(try await office.item(id).state == .sending)
        // No further byte of it goes out.
        await #expect(throws: LeaseLost.self) { try await office.note(.body, mail) }
        await #expect(throws: LeaseLost.self) { try await office.note(.finalDot, mail) }
        switch end {
        case .stopped: try await office.conclude(mail, .failedBefore(.phaseNotRecorded(.finalDotSent)))
        case .greylisted: try await office.conclude(mail, .refused(reply(451)))
        case .unreachable: try await office.conclude(mail, .failedBefore(.wire(.couldNotResolve(host: "x.example"))))
        case .nodeGone:
            office.clock.advance(.minutes(11))
            #expect(try await office.takeBackExpired() == 1)
        }
        #expect(try await office.item(id).state == .cancelled)
        #expect(office.told == [.cancelled])
        office.clock.advance(.hours(24))
        #expect(try await office.lease().isEmpty)
    }

    @Test func `A56 B08 what had reached the final dot ends as it ends`() async throws {
        let (one, two) = (try await office.queue(to: ["a@x.example"]), try await office.queue(to: ["b@x.example"]))
        let mails = try await office.lease()
        for mail in mails { try await office.note(.finalDot, mail) }
        for id in [one, two] { try await recall(id) }
        let first = try #require(mails.first { $0.item.id == one })
        try await office.note(.answered, first)
        try await office.conclude(first, .accepted(reply(250)))
        office.clock.advance(.minutes(11))
        #expect(try await office.takeBackExpired() == 1)
        #expect(try await office.item(one).state == .sent)
        #expect(try await office.item(two).state == .uncertain)
        #expect(office.told == [.sent, .uncertain])
    }

    @Test func `A56 who has the mail keeps it, and the others do not get it`() async throws {
        let id = try await office.queue(to: ["a@x.example", "b@x.example"])
        let mail = try #require(try await office.lease().first)
        try await office.note(.finalDot, mail)
        try await recall(id)
        try await office.conclude(mail, .accepted(reply(250)), replies: [reply(250), reply(451)])
        #expect(try await office.item(id).state == .sent)
        #expect(try await office.recipients(id) == [.accepted, .refused])
        #expect(office.told == [.sent])
        office.clock.advance(.hours(24))
        #expect(try await office.lease().isEmpty)
    }
}
