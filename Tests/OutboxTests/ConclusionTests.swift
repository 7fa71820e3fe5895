import Correspondence
import Kernel
import SMTP
import Storage
import Testing
import Wire

@testable import Outbox

@Suite struct ConclusionTests {
    @Test func `B10 R24 refused for now: 2 m, 5 m, 15 m, 1 h, 4 h, then 4-hourly to 48 h, then failed`() async throws {
        let office = try await Office()
        let id = try await office.queue(to: ["a@funder.example"])
        let begin = office.clock.now()
        var waits: [Int64] = []
        while let mail = try await office.lease().first {
            try await office.conclude(mail, .refused(reply(451, "4.3.0 later")))
            let item = try await office.item(id)
            guard item.state == .queued else { break }
            waits.append((item.nextAttemptAt - office.clock.now()).milliseconds / 60_000)
            // A moment too early nothing is leased.
            office.clock.set(item.nextAttemptAt - .milliseconds(1))
            #expect(try await office.lease().isEmpty)
            office.clock.set(item.nextAttemptAt)
        }
        #expect(Array(waits.prefix(7)) == [2, 5, 15, 60, 240, 240, 240])
        let item = try await office.item(id)
        #expect(item.state == .failed && item.lastReply == "451 4.3.0 later")
        #expect(office.clock.now() - begin <= .hours(48) && office.clock.now() - begin > .hours(43))
        #expect(office.told == [.failed])
        #expect(try await office.recipients(id) == [.refused])
    }

    struct End: Sendable {
        let outcome: DeliveryOutcome
        let state: OutboxItem.State
        let logged: String
        let isAccountPaused: Bool

        init(_ outcome: DeliveryOutcome, _ state: OutboxItem.State, _ logged: String, pauses: Bool = false) {
            (self.outcome, self.state, self.logged, isAccountPaused) = (outcome, state, logged, pauses)
        }
    }

    // swift-format-ignore
    static let ends: [End] = [
        End(.accepted(reply(250)),                                             .sent,      "sent"),
        End(.refused(reply(550, "5.1.1 no such user")),                        .failed,    "failed"),
        End(.refused(reply(552, "5.3.4 too big")),                             .failed,    "failed"),
        End(.refused(reply(452, "4.2.2 full")),                                .queued,    "retry"),
        End(.refused(reply(421, "closing")),                                   .queued,    "retry"),
        End(.refused(reply(432, "4.3.2 concurrent connections")),              .queued,    "throttled", pauses: true),
        End(.refused(reply(554, "5.2.0 submission quota")),                    .queued,    "throttled", pauses: true),
        End(.refused(reply(535, "5.7.8 bad password")),                        .queued,    "throttled", pauses: true),
        End(.unsendable(.tooLarge(sizeBytes: 9, limitBytes: 8)),               .failed,    "failed"),
        End(.failedBefore(.wire(.couldNotConnect(host: "h", port: 1))),        .queued,    "retry"),
        End(.failedBefore(.wire(.unreadableFile("message", errno: 2))),        .failed,    "failed"),
        End(.failedBefore(.wire(.loginRefused(host: "h", code: nil))),         .queued,    "throttled", pauses: true),
        End(.failedBefore(.wire(.cancelled(host: "h", "message"))),            .queued,    "stopped"),
        End(.failedBefore(.phaseNotRecorded(.bodySending)),                    .queued,    "stopped"),
        End(.uncertain(.wire(.timedOut(host: "h", "reply to the final dot"))), .uncertain, "uncertain"),
        End(.uncertain(.wire(.closedByPeer(host: "h", "final dot"))),          .uncertain, "uncertain"),
    ]

    @Test(arguments: ends) func `B10 B08 each end of an attempt leads where it must`(_ end: End) async throws {
        let office = try await Office()
        let id = try await office.queue(to: ["a@funder.example"])
        let mail = try #require(try await office.lease().first)
        office.clock.advance(.seconds(9))
        try await office.conclude(mail, end.outcome)
        let item = try await office.item(id)
        #expect(item.state == end.state)
        let (tenant, account) = (office.tenant, office.account.id)
        let (logged, paused) = try await office.database.read { db in
            (
                try db.value("SELECT outcome FROM outbox_attempt", as: String.self),
                try MailAccount.find(account, tenant: tenant, db).state == .paused
            )
        }
        #expect(logged == end.logged && paused == end.isAccountPaused)
        // What waits keeps its recipients, whatever the refusal's class.
        if item.state == .queued { #expect(try await office.recipients(id) == [.waiting]) }
        // A stop or a throttle is not the mail's fault: its ladder stays.
        #expect(item.attempts == (["throttled", "stopped"].contains(end.logged) ? 0 : 1))
        office.clock.advance(.minutes(16))
        #expect(try await office.lease().count == (item.state == .queued ? 1 : 0))
    }

    @Test func `B03 the sent event bears the moment of the server's 250`() async throws {
        let office = try await Office()
        let id = try await office.queue(to: ["a@funder.example"])
        let mail = try #require(try await office.lease().first)
        office.clock.advance(.seconds(42))
        let at = office.clock.now()
        try await office.conclude(mail, .accepted(reply(250)))
        #expect(try await office.item(id).settledAt == at)
        #expect(office.news.withLock { $0.map(\.at) } == [at])
    }

    @Test func `B09 of three recipients one is refused, two are sent`() async throws {
        let office = try await Office()
        let id = try await office.queue(to: ["a@x.example", "b@x.example"], cc: ["c@x.example"])
        let mail = try #require(try await office.lease().first)
        let no = reply(550, "5.1.1 no such user")
        try await office.conclude(mail, .accepted(reply(250)), replies: [reply(250), no, reply(250)])
        #expect(try await office.item(id).state == .sent)
        #expect(try await office.recipients(id) == [.accepted, .refused, .accepted])
        #expect(office.told == [.sent])
    }

    @Test func `B09 who was refused for now is tried again alone, and the mail is told as sent once`() async throws {
        // the third recipient's answers in turn, its state at the end
        for (answers, state) in [([reply(250)], OutboxItem.Recipient.State.accepted), ([reply(550)], .refused)] {
            let office = try await Office()
            let id = try await office.queue(to: ["a@x.example", "b@x.example", "c@x.example"])
            let mail = try #require(try await office.lease().first)
            let later = reply(450, "4.2.0 greylisted")
            try await office.conclude(mail, .accepted(reply(250)), replies: [reply(250), reply(250), later])
            let sentAt = office.clock.now()
            #expect(try await office.item(id).state == .queued)
            #expect(office.told == [.sent])
            for answer in answers {
                office.clock.advance(.hours(5))
                let again = try #require(try await office.lease().first)
                #expect(again.recipients.map(\.address) == ["c@x.example"])
                let outcome: DeliveryOutcome = answer.isPositive ? .accepted(answer) : .refused(answer)
                try await office.conclude(again, outcome, replies: [answer])
            }
            let item = try await office.item(id)
            #expect(item.state == .sent && item.settledAt == sentAt)
            #expect(try await office.recipients(id) == [.accepted, .accepted, state])
            #expect(office.told == [.sent])
        }
    }

    @Test func `B11 a paused account wakes by itself, and its own queue keeps its order`() async throws {
        let office = try await Office()
        let first = try await office.queue(to: ["a@x.example"])
        office.clock.advance(.seconds(1))
        let second = try await office.queue(to: ["b@x.example"])
        let mail = try #require(try await office.lease(most: 1).first)
        #expect(mail.item.id == first)
        try await office.conclude(mail, .refused(reply(554, "5.2.0 quota")))
        #expect(try await office.lease().isEmpty)
        office.clock.advance(.minutes(15))
        // Should the trouble be the first mail's own, the others go out all the same.
        let next = try #require(try await office.lease(most: 1).first)
        #expect(next.item.id == second)
        try await office.conclude(next, .accepted(reply(250)))
        let (tenant, id) = (office.tenant, office.account.id)
        let account = try await office.database.read { try MailAccount.find(id, tenant: tenant, $0) }
        #expect(account.state == .active && account.pausedUntil == nil && account.sendFault == nil)
        #expect(account.lastSentAt == office.clock.now())
    }

    @Test func `R26 an effect that fails does not hide what the server said`() async throws {
        let office = try await Office()
        let id = try await office.queue(to: ["a@x.example"])
        let mail = try #require(try await office.lease().first)
        office.effectsFail.store(true, ordering: .relaxed)
        try await office.conclude(mail, .accepted(reply(250)))
        #expect(try await office.item(id).state == .sent)
        let events = try await office.database.read { [tenant = office.tenant] in
            try History.of("outbox", id, tenant: tenant, $0).map(\.event)
        }
        #expect(events.contains("effects_failed"))
    }

    @Test func `B13 the id that a relay gives is known as ours`() async throws {
        // swift-format-ignore
        let cases: [(String, String, Bool)] = [
            ("2.6.0 <PR3MB1.eurprd03.prod.outlook.com@mail.example> [InternalId=1]", "PR3MB1.eurprd03.prod.outlook.com@mail.example", true),
            ("Ok 0100018c1a2b3c4d-11112222-3333-4444-5555-666677778888-000000", "0100018c1a2b3c4d-11112222-3333-4444-5555-666677778888-000000@eu-west-1.amazonses.com", true),
            ("Ok 0100018c1a2b3c4d-11112222-3333-4444-5555-666677778888-000000", "0100018c1a2b3c4d-11112222-3333-4444-5555-666677778888-000000@evil.example", false),
            ("2.1.5 accepted for underwriting@funder.example",                      "underwriting@funder.example", false),
            ("2.0.0 Ok: queued as 4XyZ1234567890abcdefgh",                          "4XyZ1234567890abcdefgh", false),
        ]
        for (text, key, isKnown) in cases {
            let office = try await Office()
            try await office.queue(to: ["underwriting@funder.example"])
            let mail = try #require(try await office.lease().first)
            try await office.conclude(mail, .accepted(reply(250, text)))
            let known = try await office.database.read { [tenant = office.tenant] in
                try Message.known(as: ["<\(key)>"], tenant: tenant, $0).map(\.id)
            }
            #expect(known == (isKnown ? [mail.item.message] : []), "\(text)")
        }
    }
}
