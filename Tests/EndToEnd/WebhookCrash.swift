import Glibc
import Kernel
import Storage
import TestServers
import Testing
import Webhooks

/// The real program, killed while it tells a web-hook something.
@Suite struct WebhookCrash {
    @Test func `J36 a program that is killed between a delivery and its mark tells it again with the same id`()
        async throws
    {
        let receiver = KillingReceiver()
        let test = try await TestOffice(port: 0, extra: ["webhooks_private": true])
        let endpoint = try await test.hook(port: receiver.port)
        var told: Set<String> = []
        for kill in [KillingReceiver.Kill.beforeAnswer, .behindAnswer] {
            let id = try await test.tell(endpoint)
            told.insert(id)
            receiver.arm(nil)
            let first = try test.serve()
            receiver.arm(kill, first.identifier)
            let limit = Task.detached {
                try? await Task.sleep(for: .seconds(600))
                first.signal(SIGTERM)
            }
            #expect(await first.end().status == nil, "\(kill): ended by itself")
            limit.cancel()
            if kill == .beforeAnswer { #expect(try await test.state(id) == "queued", "nothing says that it arrived") }
            receiver.arm(.never)
            let second = try test.serve()
            for _ in 0..<12_000 {
                guard try await test.state(id) == "queued" else { break }
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(try await test.state(id) == "delivered")
            second.signal(SIGTERM)
            #expect(await second.end().status == 0)
            let times = receiver.ids.count { $0 == id }
            // Behind the answer the mark may have been quicker than the kill.
            #expect(kill == .beforeAnswer ? times == 2 : (1...2).contains(times))
        }
        #expect(Set(receiver.ids) == told)
        #expect(try await Program.run("verify", office: test).status == 0)
    }
}

extension TestOffice {
    /// A web-hook to a port of this machine.
    fileprivate func hook(port: UInt16) async throws -> WebhookEndpoint {
        let (tenant, who, now, keys) = (tenant, broker.who, office.clock.now(), office.keys.sealing)
        return try await database.write { db in
            try WebhookEndpoint.add(
                WebhookEndpoint.Draft(
                    name: "crm", url: "http://127.0.0.1:\(port)/hook", events: ["offer.accept"], withDetails: false),
                secret: WebhookSecret(), keys: keys, allowsPlain: true, tenant: tenant, by: who, at: now, db)
        }
    }

    /// Something to be told; the delivery's id.
    fileprivate func tell(_ endpoint: WebhookEndpoint) async throws -> String {
        let (who, now) = (broker.who, office.clock.now())
        return try await database.write { db in
            try WebhookDelivery.test(endpoint, by: who, at: now, db)
            return try db.value("SELECT id FROM webhook_delivery WHERE state = 'queued' ORDER BY id") ?? ""
        }
    }

    fileprivate func state(_ id: String) async throws -> String? {
        try await database.read { try $0.value("SELECT state FROM webhook_delivery WHERE id = \(id)") }
    }
}
