import Crypto
import Kernel
import Storage
import TestServers
import Testing

@testable import Webhooks

@Suite struct WebhookTests {
    @Test func `J36 a delivery bears ids only, and its signature is what the receiver computes`() async throws {
        let receiver = Receiver()
        let hooked = try await Hooked(url: receiver.url)
        let ids = try await hooked.happen()
        try await hooked.happen("application", "changed")
        #expect(try await hooked.round(hooked.sender()) == 1, "what was not chosen is not told")
        let call = try #require(receiver.received.first)
        let value = try Value(parsing: Array(call.body.utf8))
        #expect(value["type"] == "offer.accept" && value["timestamp"] == Value(hooked.clock.now()))
        #expect(value["data"] == ["kind": "offer", "id": .string(ids[0]), "seq": value["data"]?["seq"] ?? .null])
        let id = try #require(call.headers["webhook-id"])
        let seconds = try #require(call.headers["webhook-timestamp"].flatMap { Int64($0) })
        #expect(id == (try await hooked.deliveries()[0].id.description) && seconds == hooked.clock.now().seconds)
        #expect(
            call.headers["webhook-signature"]
                == hooked.secret.signature(id: id, seconds: seconds, body: Array(call.body.utf8)))
        #expect(
            call.headers["webhook-signature"]
                != hooked.secret.signature(id: id, seconds: seconds + 1, body: Array(call.body.utf8)))
        #expect(call.headers["content-type"] == "application/json")
        #expect(try await hooked.told() == ["delivered 1"])
    }

    /// The example of the published scheme (Standard Webhooks, "Signature scheme").
    @Test func `J36 signatures are those of the published scheme`() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="))
        #expect(WebhookSecret(secret.text) == secret)
        let signature = secret.signature(
            id: "msg_1", seconds: 1_614_265_330, body: Array("{\"test\": 2432232314}".utf8))
        #expect(signature.hasPrefix("v1,") && signature.utf8.count == 3 + 44)
        #expect(WebhookSecret("whsec_short") == nil && WebhookSecret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") == nil)
    }

    @Test func `J36 with details a delivery tells states and reason too`() async throws {
        let receiver = Receiver()
        let hooked = try await Hooked(url: receiver.url, withDetails: true)
        try await hooked.happen()
        try await hooked.round(hooked.sender())
        let data = try Value(parsing: Array(receiver.received[0].body.utf8))["data"]
        #expect(data?["to"] == "accepted" && data?["reason"] == "said so" && data?["detail"] == ["amount": 5])
    }

    @Test(arguments: [500, 404, 301, 410])
    func `J36 an answer that is no 2xx is tried again, and a redirect is not followed`(status: Int) async throws {
        let receiver = Receiver([status, status, 204])
        let hooked = try await Hooked(url: receiver.url)
        try await hooked.happen()
        try await hooked.round(hooked.sender())
        #expect(try await hooked.told() == ["queued 1"])
        #expect(try await hooked.deliveries()[0].lastStatus == status)
        #expect(try await hooked.round(hooked.sender()) == 0, "not before its time")
        hooked.clock.advance(.seconds(10))
        try await hooked.round(hooked.sender())
        hooked.clock.advance(.minutes(1))
        try await hooked.round(hooked.sender())
        #expect(try await hooked.told() == ["delivered 3"])
        #expect(Set(receiver.received.compactMap { $0.headers["webhook-id"] }).count == 1, "one id each time")
    }

    @Test func `J36 after a day of failures a delivery is dead, and a person tells it again`() async throws {
        let receiver = Receiver(Array(repeating: 503, count: 14) + [200])
        let hooked = try await Hooked(url: receiver.url)
        try await hooked.happen()
        var rounds = 0
        while try await hooked.deliveries().first?.state != .dead, rounds < 30 {
            try await hooked.round(hooked.sender())
            hooked.clock.advance(.hours(4))
            rounds += 1
        }
        let dead = try #require(try await hooked.deliveries().first)
        #expect(dead.state == .dead && dead.why == "given up after a day: the server answered 503")
        #expect((6...9).contains(rounds))
        let (tenant, now) = (hooked.tenant, hooked.clock.now())
        let alarmed = try await hooked.database.read { try WebhookDelivery.dead(tenant: tenant, $0).map(\.name) }
        #expect(alarmed == ["crm"])
        try await hooked.database.write { try dead.replay(by: .system("test"), at: now, $0) }
        for _ in 0..<12 {
            try await hooked.round(hooked.sender())
            hooked.clock.advance(.minutes(59))
        }
        #expect(try await hooked.deliveries().first?.state == .delivered)
        let events = try await hooked.database.read { db in
            try History.of("webhook_delivery", dead.id, tenant: tenant, db).map(\.event)
        }
        #expect(events == ["deliver", "replay", "fail"])
    }

    @Test(arguments: WebhookDelivery.State.allCases)
    func `A35 an endpoint's deliveries of each state are listed page by page, the newest first`(
        state: WebhookDelivery.State
    ) async throws {
        let hooked = try await Hooked(url: "http://127.0.0.1:1/")
        try await hooked.happen(times: 24)
        _ = try await hooked.sender().follow()
        let states = WebhookDelivery.State.allCases
        for (place, delivery) in try await hooked.deliveries().enumerated() {
            try await hooked.database.write { db in
                try db.run(
                    """
                    UPDATE webhook_delivery SET state = \(states[place % states.count])
                     WHERE tenant_id = \(delivery.tenant) AND id = \(delivery.id)
                    """)
            }
        }
        let (tenant, endpoint) = (hooked.tenant, hooked.endpoint)
        let listed = try await hooked.database.read { db in
            var page = try WebhookDelivery.list(
                of: endpoint, state: state, page: .init(limit: 4, after: nil), tenant: tenant, db)
            var found = page.items.map(\.id)
            while let next = page.next {
                page = try WebhookDelivery.list(
                    of: endpoint, state: state, page: .init(limit: 4, after: next), tenant: tenant, db)
                found += page.items.map(\.id)
            }
            return found
        }
        let all = try await hooked.deliveries().filter { $0.state == state }.map(\.id)
        #expect(listed.count == 6 && listed == all.sorted { $0 > $1 })
    }

    @Test func `J36 a server that hangs ends the round, and each of its deliveries waits its turn`() async throws {
        let server = ScriptedServer([.readUntil("\r\n\r\n"), .silence])
        let hooked = try await Hooked(url: "http://127.0.0.1:\(server.port)/")
        try await hooked.happen(times: 3)
        #expect(try await hooked.round(hooked.sender(patience: .seconds(1))) == 1)
        let told = try await hooked.deliveries()
        #expect(told.map(\.attempts) == [1, 0, 0] && told[0].lastStatus == nil)
        #expect(told[0].why.contains("in time"))
        server.stop()
        #expect(try await hooked.round(hooked.sender()) == 1, "the next one, while the first waits")
    }

    @Test func `J36 a server that drips is given up after the longest time of a call`() async throws {
        let server = ScriptedServer([
            .readUntil("\r\n\r\n"), .drip(String(repeating: "H", count: 100), everyMilliseconds: 200),
        ])
        let hooked = try await Hooked(url: "http://127.0.0.1:\(server.port)/")
        try await hooked.happen()
        try await hooked.round(hooked.sender(patience: .seconds(2)))
        #expect(try await hooked.told() == ["queued 1"])
    }

    @Test func `J36 a program that ends between delivery and mark tells it again with the same id`() async throws {
        struct Killed: Error {}
        let receiver = Receiver()
        let hooked = try await Hooked(url: receiver.url)
        try await hooked.happen()
        await #expect(throws: Killed.self) { try await hooked.round(hooked.sender(after: { throw Killed() })) }
        #expect(try await hooked.told() == ["queued 0"])
        try await hooked.round(hooked.sender())
        #expect(try await hooked.told() == ["delivered 1"])
        #expect(receiver.received.count == 2)
        #expect(Set(receiver.received.map { "\($0.headers["webhook-id"] ?? "") \($0.body)" }).count == 1)
    }

    @Test func `J36 this machine is not called where only the public net is`() async throws {
        let receiver = Receiver()
        for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"] {
            let hooked = try await Hooked(url: "http://\(host):\(receiver.port)/")
            try await hooked.happen()
            try await hooked.round(hooked.sender(isForPublic: true))
            let told = try await hooked.deliveries()[0]
            #expect(told.state == .queued && told.why.contains("private network"), "\(host): \(told.why)")
        }
        #expect(receiver.received.isEmpty)
    }

    @Test func `J36 what was rolled back is not told, and what happened while it was paused is`() async throws {
        let receiver = Receiver()
        let hooked = try await Hooked(url: receiver.url)
        let (tenant, id, now) = (hooked.tenant, hooked.endpoint, hooked.clock.now())
        struct Undone: Error {}
        await #expect(throws: Undone.self) {
            try await hooked.database.write { db in
                try History.append(
                    HistoryEntry("offer", Identifier<Hooked>(at: now), "accept", by: .system("test"), at: now),
                    tenant: tenant, db)
                throw Undone()
            }
        }
        #expect(try await hooked.round(hooked.sender()) == 0)
        try await hooked.database.write {
            try WebhookEndpoint.move(id, on: .pause, tenant: tenant, by: .system("test"), at: now, $0)
        }
        let ids = try await hooked.happen(times: 700)
        #expect(try await hooked.round(hooked.sender()) == 0)
        try await hooked.database.write {
            try WebhookEndpoint.move(id, on: .resume, tenant: tenant, by: .system("test"), at: now, $0)
        }
        while try await hooked.round(hooked.sender()) > 0 {}
        let told = try receiver.received.map { try Value(parsing: Array($0.body.utf8))["data"]?["id"]?.text ?? "" }
        #expect(told == ids, "each once, in their order")
    }

    @Test func `J36 a day is told again with the ids that it had, and what was chosen later is told too`() async throws
    {
        let receiver = Receiver()
        let hooked = try await Hooked(url: receiver.url)
        let (tenant, id) = (hooked.tenant, hooked.endpoint)
        try await hooked.happen(times: 2)
        try await hooked.round(hooked.sender())
        let day = hooked.clock.now().day
        hooked.clock.advance(.days(2))
        try await hooked.happen()
        try await hooked.round(hooked.sender())
        let now = hooked.clock.now()
        let waiting = try await hooked.database.write { db in
            try WebhookEndpoint.find(id, tenant: tenant, db).replay(from: day, by: .system("test"), at: now, db)
        }
        #expect(waiting == 3)
        try await hooked.round(hooked.sender())
        let ids = receiver.received.compactMap { $0.headers["webhook-id"] }
        #expect(ids.count == 6 && Set(ids).count == 3)
        #expect(try await hooked.told() == ["delivered 1", "delivered 1", "delivered 1"])
    }

    @Test(arguments: [
        ("https://crm.example/hook", true), ("https://crm.example:8443/a?b=c", true), ("https://[2001:db8::1]/x", true),
        ("https://crm.example", true), ("http://crm.example/", false), ("ftp://crm.example/", false),
        ("https://user@crm.example/", false), ("https://crm.example/#x", false), ("https:///x", false),
        ("https://crm.example:99999/", false), ("https://crm.example/a b", false), ("https://cr\\m.example/", false),
        ("javascript:alert(1)", false), ("https://[::1", false),
    ]) func `J36 an address is one of HTTPS and nothing else`(text: String, isAddress: Bool) {
        #expect((WebhookAddress(text, allowsPlain: false) != nil) == isAddress)
    }

    @Test(arguments: [
        ("http://x", ["offer.accept"], WebhookRefusal.badAddress), ("https://x/", [], .noEvents),
        ("https://x/", ["offer.bless"], .unknownEvent("offer.bless")),
    ]) func `J36 what cannot be told is refused`(url: String, events: [String], refusal: WebhookRefusal) async throws {
        let hooked = try await Hooked(url: "https://crm.example/")
        let (keys, tenant) = (hooked.keys, hooked.tenant)
        await #expect(throws: refusal) {
            try await hooked.database.write { db in
                _ = try WebhookEndpoint.add(
                    WebhookEndpoint.Draft(name: "n", url: url, events: events, withDetails: false),
                    secret: WebhookSecret(), keys: keys, allowsPlain: false, tenant: tenant, by: .system("test"),
                    at: Moment(seconds: 1), db)
            }
        }
    }

    @Test func `J36 moves that the tables do not have are refused`() {
        let legal = WebhookDelivery.lifecycle.moves.map { "\($0.from) \($0.on)" }
        for state in WebhookDelivery.State.allCases {
            for event in [WebhookDelivery.Event.deliver, .fail, .replay, .dismiss] {
                let target = WebhookDelivery.lifecycle.target(from: state, on: event)
                #expect((target != nil) == legal.contains("\(state) \(event)"))
            }
        }
        #expect(throws: IllegalMove.self) { try WebhookDelivery.lifecycle.move(.queued, on: .dismiss) }
        #expect(throws: IllegalMove.self) { try WebhookEndpoint.lifecycle.move(.retired, on: .resume) }
    }
}
