import Kernel
import People
import Testing
import Web

/// Another office of the same installation, with every role of its own, sees and changes nothing of ours.
@Suite struct TenantEndToEnd {
    @Test func `K03 G49 another office's ids are unknown`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        try await desk.answer(made, "Approved: $40,000 at 1.38, 9 months, weekly payments, 8 points to you.")
        let mail = try #require(try await desk.answer(made, "See below and let me know what you think, thanks!"))
        let item = try #require(mail.review?.id)
        let outbox = try #require(try await desk.test.outboxItem(of: made.submission)?.id)
        let shown = try await desk.test.caller.call(.get, "/submissions/\(made.submission)", as: desk.test.broker)
        let offer = try #require(shown["offers"]?.list?.first?["id"]?.text)
        let stranger = try await stranger(desk)
        let before = try await desk.test.picture(of: made.submission)

        let ours: Value = ["submission": Value(made.submission)]
        let calls: [(Web.Method, String, Value)] = [
            (.get, "/applications/\(made.application)", [:]), (.get, "/funders/\(made.funder)", [:]),
            (.get, "/submissions/\(made.submission)", [:]), (.get, "/messages/\(mail.message)", [:]),
            (.get, "/messages/\(mail.message)/source", [:]), (.get, "/review/\(item)", [:]),
            (.get, "/offers/\(offer)", [:]), (.get, "/outbox/\(outbox)", [:]),
            (.get, "/shortlist?application=\(made.application)", [:]),
            (.post, "/review/\(item)/settlement", ours), (.post, "/review/\(item)/dismissal", [:]),
            (.post, "/messages/\(mail.message)/correction", ours), (.post, "/messages/\(mail.message)/removal", ours),
            (.post, "/offers/\(offer)/acceptance", [:]),
            (.post, "/submissions/\(made.submission)/withdrawal", ["reason": "not ours"]),
            (
                .post, "/submissions",
                ["application": Value(made.application), "funders": [Value(made.funder)]]
            ),
        ]
        for (method, target, body) in calls {
            let kind = await self.kind {
                try await desk.test.caller.call(method, target, body, as: stranger, key: "k\(target)")
            }
            #expect(kind == .missing, "\(target)")
        }
        for list in ["/submissions", "/inbox", "/review", "/applications", "/funders"] {
            let answer = try await desk.test.caller.call(.get, list, as: stranger)
            let rows = answer.value.fields?.members.compactMap(\.value.list).flatMap(\.self).filter { $0["id"] != nil }
            #expect(rows == [], "\(list)")
        }
        #expect(try await desk.test.picture(of: made.submission) == before)
    }

    private func stranger(_ desk: AnsweredOffice) async throws -> Principal {
        let now = desk.clock.now()
        let tenant = try await desk.test.database.write { db in
            try Tenant.add(name: "Another Office", by: .system("test"), at: now, db)
        }
        return Principal(
            tenant: tenant, person: nil, name: "stranger", roles: [.admin, .broker, .reviewer],
            credential: .key(name: "stranger"))
    }

    private func kind<T>(_ body: () async throws -> T) async -> RefusalKind? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? any Refusal)?.kind
        }
    }
}
