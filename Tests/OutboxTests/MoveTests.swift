import Correspondence
import Kernel
import Storage
import Testing

@testable import Outbox

@Suite struct MoveTests {
    @Test func `B21 R27 the table has these moves and no others`() {
        let table = OutboxItem.lifecycle
        // swift-format-ignore
        let expected: [(OutboxItem.State, [OutboxItem.Event])] = [
            (.queued,    [.hold, .cancel, .lease, .settleSent]),
            (.held,      [.release, .cancel, .settleSent]),
            (.sending,   [.accept, .retry, .fail, .lose]),
            (.uncertain, [.settleSent, .settleLost]),
            (.failed,    [.requeue, .cancel, .settleSent]),
            (.sent,      []),
            (.cancelled, []),
        ]
        for (state, events) in expected { #expect(table.events(from: state) == events) }
        #expect(expected.count == OutboxItem.State.allCases.count)
        // Nothing leads from uncertainty back to the queue but a person's word that it was lost.
        #expect(table.moves.allSatisfy { !($0.from == .uncertain && $0.to == .queued) })
    }

    @Test func `B21 hold, release, retry and cancel by a person`() async throws {
        let office = try await Office()
        let id = try await office.queue(to: ["a@x.example"])
        let (tenant, who, effects) = (office.tenant, Who.system("test"), office.effects)
        func act(_ body: @escaping @Sendable (Moment, Connection) throws -> Void) async throws {
            let now = office.clock.now()
            try await office.database.write { try body(now, $0) }
        }
        try await act { try OutboxItem.hold(id, tenant: tenant, by: who, at: $0, $1) }
        #expect(try await office.lease().isEmpty)
        await #expect(throws: IllegalMove.self) {
            try await act { try OutboxItem.hold(id, tenant: tenant, by: who, at: $0, $1) }
        }
        try await act { try OutboxItem.release(id, tenant: tenant, by: who, at: $0, $1) }
        let mail = try #require(try await office.lease().first)
        try await office.conclude(mail, .refused(reply(451)))
        #expect(try await office.lease().isEmpty)
        try await act { try OutboxItem.retry(id, tenant: tenant, by: who, at: $0, effects: effects, $1) }
        let again = try #require(try await office.lease().first)
        try await office.conclude(again, .refused(reply(550)))
        #expect(try await office.item(id).state == .failed)
        try await act { try OutboxItem.retry(id, tenant: tenant, by: who, at: $0, effects: effects, $1) }
        let item = try await office.item(id)
        #expect(item.state == .queued && item.attempts == 0 && item.firstTriedAt == nil)
        #expect(try await office.recipients(id) == [.waiting])
        try await act { try OutboxItem.cancel(id, tenant: tenant, by: who, at: $0, effects: effects, $1) }
        #expect(office.told == [.failed, .requeued, .cancelled])
        await #expect(throws: IllegalMove.self) {
            try await act { try OutboxItem.retry(id, tenant: tenant, by: who, at: $0, effects: effects, $1) }
        }
    }

    @Test func `B08 an uncertain mail is settled by evidence or a person, and a second time by nobody`() async throws {
        for arrived in [true, false] {
            let office = try await Office()
            let id = try await office.queue(to: ["a@x.example"])
            let mail = try #require(try await office.lease().first)
            try await office.conclude(mail, .uncertain(.sessionEnded))
            let (tenant, now, effects) = (office.tenant, office.clock.now(), office.effects)
            @Sendable func settle(_ db: Connection) throws {
                try OutboxItem.settle(
                    id, arrived: arrived, evidence: "report", tenant: tenant, by: .system("t"), at: now,
                    effects: effects, db)
            }
            try await office.database.write(settle)
            #expect(try await office.item(id).state == (arrived ? .sent : .failed))
            #expect(try await office.recipients(id) == [arrived ? .accepted : .waiting])
            await #expect(throws: OutboxRefusal.notUncertain(id)) { try await office.database.write(settle) }
            let what: SendNews.What = arrived ? .settledSent(evidence: "report") : .settledLost(evidence: "report")
            #expect(office.told == [.uncertain, what])
        }
    }

    @Test func `B21 cancelling a mail that some have keeps it from the others only`() async throws {
        let office = try await Office()
        let id = try await office.queue(to: ["a@x.example", "b@x.example"])
        let mail = try #require(try await office.lease().first)
        try await office.conclude(mail, .accepted(reply(250)), replies: [reply(250), reply(450)])
        let (tenant, now, effects) = (office.tenant, office.clock.now(), office.effects)
        try await office.database.write {
            try OutboxItem.cancel(id, tenant: tenant, by: .system("t"), at: now, effects: effects, $0)
        }
        #expect(try await office.item(id).state == .sent)
        #expect(try await office.recipients(id) == [.accepted, .refused])
    }

    @Test func `another office's mail is unknown`() async throws {
        let office = try await Office()
        let id = try await office.queue(to: ["a@x.example"])
        let now = office.clock.now()
        await #expect(throws: OutboxRefusal.unknown(id)) {
            try await office.database.write {
                try OutboxItem.hold(id, tenant: TenantID(bits: 8), by: .system("t"), at: now, $0)
            }
        }
    }
}
