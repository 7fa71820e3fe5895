import Kernel
import People
import Storage
import Web

extension WebhookRoutes {
    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let value = try await database.read { db -> Value in
            let counts = try WebhookDelivery.open(tenant: caller.tenant, db)
            return [
                "items": .list(
                    try WebhookEndpoint.all(tenant: caller.tenant, db).map { endpoint in
                        endpoint.value.adding("queued", Value(counts[endpoint.id]?[.queued] ?? 0))
                            .adding("dead", Value(counts[endpoint.id]?[.dead] ?? 0))
                            .adding("events_number", Value(endpoint.events.count))
                    }),
                "choices": WebhookEvent.choices,
            ]
        }
        return .view("webhooks/index", value, title: "Web-hooks")
    }

    /// A repeated request gets the endpoint without its secret.
    func add(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let draft = try request.read { reader in
            WebhookEndpoint.Draft(
                name: reader.text("name", max: 60), url: reader.text("url", max: 500),
                events: reader.texts("events", max: 60), withDetails: reader.flag("with_details"))
        }
        let (secret, now, command) = (WebhookSecret(), clock.now(), request.key(for: request.value))
        let (keys, allowsPlain) = (keys, allowsPlain)
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(command, tenant: caller.tenant, at: now, db) {
                try WebhookEndpoint.add(
                    draft, secret: secret, keys: keys, allowsPlain: allowsPlain, tenant: caller.tenant, by: caller.who,
                    at: now, db
                ).value
            }
        }
        if isReplay { return Answer.created(location: "/webhooks", value).replayed(true) }
        return .view(
            "webhooks/shown", value.adding("secret", .string(secret.text)), title: "The new web-hook", status: 201)
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", WebhookEndpoint.self)
        let state = try request.query.choice("state", WebhookDelivery.State.self)
        let page = try request.query.page()
        let value = try await database.read { db -> Value in
            let endpoint = try WebhookEndpoint.find(id, tenant: caller.tenant, db)
            let deliveries = try WebhookDelivery.list(of: id, state: state, page: page, tenant: caller.tenant, db)
            var fields = deliveries.value(\.value).fields ?? Value.Fields()
            fields["webhook"] = endpoint.value
            fields["chosen"] = Value(state?.rawValue)
            return .object(fields)
        }
        return .view("webhooks/show", value, title: "Web-hook")
    }

    func pause(_ request: Request) async throws -> Answer { try await move(request, on: .pause) }
    func resume(_ request: Request) async throws -> Answer { try await move(request, on: .resume) }
    func retire(_ request: Request) async throws -> Answer { try await move(request, on: .retire) }

    private func move(_ request: Request, on event: WebhookEndpoint.Event) async throws -> Answer {
        try await change(request) { endpoint, caller, now, db in
            try WebhookEndpoint.move(endpoint.id, on: event, tenant: caller.tenant, by: caller.who, at: now, db)
        }
    }

    func test(_ request: Request) async throws -> Answer {
        try await change(request) { endpoint, caller, now, db in
            try WebhookDelivery.test(endpoint, by: caller.who, at: now, db)
        }
    }

    func replay(_ request: Request) async throws -> Answer {
        let day = try request.read { $0.day("from") }
        return try await change(request) { endpoint, caller, now, db in
            _ = try endpoint.replay(from: day, by: caller.who, at: now, db)
        }
    }

    private func change(
        _ request: Request, _ body: @escaping @Sendable (WebhookEndpoint, Principal, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", WebhookEndpoint.self)
        let (now, key) = (clock.now(), request.key(for: request.value))
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                try body(try WebhookEndpoint.find(id, tenant: caller.tenant, db), caller, now, db)
                return try WebhookEndpoint.find(id, tenant: caller.tenant, db).value
            }
        }
        return Answer.done(redirect: "/webhooks/\(id)", value).replayed(isReplay)
    }

    func replayOne(_ request: Request) async throws -> Answer {
        try await settle(request) { try $0.replay(by: $1.who, at: $2, $3) }
    }

    func dismiss(_ request: Request) async throws -> Answer {
        try await settle(request) { try $0.dismiss(by: $1.who, at: $2, $3) }
    }

    private func settle(
        _ request: Request, _ body: @escaping @Sendable (WebhookDelivery, Principal, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", WebhookDelivery.self)
        let (now, key) = (clock.now(), request.key(for: request.value))
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                try body(try WebhookDelivery.find(id, tenant: caller.tenant, db), caller, now, db)
                return try WebhookDelivery.find(id, tenant: caller.tenant, db).value
            }
        }
        return Answer.done(redirect: "/webhooks/\(value["endpoint"]?.text ?? "")", value).replayed(isReplay)
    }
}
