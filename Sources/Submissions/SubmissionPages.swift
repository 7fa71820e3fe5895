import Applications
import Correspondence
import Funders
import Kernel
import People
import Storage
import Web

extension SubmissionRoutes {
    func submitToFunders(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (now, page) = (clock.now(), try request.query.page(limit: 20))
        let chosen = try request.query.id("application", Application.self)
        let order = try request.query.choice("sort", ShortlistOrder.self) ?? .fit
        let saved = try request.query.id("saved", SavedShortlist.self)
        let value = try await database.read { db -> Value in
            var value = Value.Fields()
            if let chosen {
                var list = try Shortlist.make(chosen, by: order, tenant: caller.tenant, at: now, db)
                if let saved { list = list.narrowed(to: try SavedShortlist.find(saved, tenant: caller.tenant, db)) }
                value["shortlist"] = list.value
                value["saved"] = Value(saved)
                value["saved_lists"] = .list(try SavedShortlist.all(tenant: caller.tenant, db).map(\.value))
                value["application"] = try Application.find(chosen, tenant: caller.tenant, db).summary(today: now.day)
            } else {
                let recent = try Application.list(page, tenant: caller.tenant, db)
                value["applications"] = recent.value { $0.summary(today: now.day) }
            }
            value["sort"] = .string(order.rawValue)
            value["sorts"] = ShortlistOrder.choices
            value["kinds"] = .list(
                Submission.Kind.allCases.map { ["code": .string($0.rawValue), "label": .string($0.label)] })
            return .object(value)
        }
        return .view("submissions/submit", value, title: "Submit to funders")
    }

    func rehearse(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let order = try Self.order(request)
        let rehearsals = try await desk.rehearse(order, tenant: caller.tenant, by: caller.who)
        let value: Value = [
            "application": Value(order.application), "mails": .list(rehearsals.map(\.value)),
            "kind": .string(order.kind.rawValue), "override_reason": Value(order.overrideReason),
            "account": Value(order.account),
        ]
        return .view("submissions/rehearsal", value, title: "Rehearsal")
    }

    func send(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let order = try Self.order(request)
        let key = try request.neededKey(for: request.value)
        let (answer, isReplay) = try await desk.send(order, key: key, tenant: caller.tenant, by: caller.who)
        let lines = answer["lines"]?.list ?? []
        // A page says what became of each; one that was sent as a whole goes on to the list.
        if lines.contains(where: { $0["state"]?.text == "blocked" }), request.wantsHTML {
            let value: Value = ["application": Value(order.application), "lines": .list(lines)]
            return .view("submissions/sent", value, title: "Sent").replayed(isReplay)
        }
        return Answer.done(redirect: "/submissions?application=\(order.application)", answer).replayed(isReplay)
    }

    private static func order(_ request: Request) throws -> SendingDesk.Order {
        try request.read { reader in
            var order = SendingDesk.Order(
                application: reader.id("application", Application.self),
                funders: reader.ids("funders", Funder.self, count: 1000))
            order.kind = reader.optionalChoice("kind", Submission.Kind.self) ?? .new
            order.overrideReason = reader.optionalText("override_reason", max: 500)
            order.account = reader.optionalID("account", MailAccount.self)
            return order
        }
    }

    func list(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        var filter = Submission.Filter()
        filter.status = try request.query.choice("status", Status.self)
        filter.funder = try request.query.id("funder", Funder.self)
        filter.application = try request.query.id("application", Application.self)
        filter.sentBy = try request.query.text("broker", max: 80)
        filter.isOpen = request.query.flag("open")
        let isOverdue = request.query.flag("overdue")
        if isOverdue { filter.overdueAt = clock.now() }
        let isSilent = request.query.flag("silent")
        if isSilent { filter.silentAt = clock.now() }
        let found = try await database.read { [filter] in
            try Submission.list(filter, page: page, tenant: caller.tenant, $0)
        }
        var value = found.value { $0.value }.fields ?? Value.Fields()
        value["status"] = Value(filter.status?.rawValue)
        value["application"] = Value(filter.application)
        value["funder"] = Value(filter.funder)
        value["broker"] = Value(filter.sentBy)
        value["open"] = .bool(filter.isOpen)
        value["overdue"] = .bool(isOverdue)
        value["silent"] = .bool(isSilent)
        value["statuses"] = .list(Status.allCases.map { ["code": .string($0.rawValue), "label": .string($0.label)] })
        return .view("submissions/index", .object(value), title: "Submissions")
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Submission.self)
        let now = clock.now()
        let value = try await database.read { [additions] db -> Value in
            let line = try Submission.line(id, tenant: caller.tenant, db)
            var value = line.value.fields ?? Value.Fields()
            let events = try SubmissionEvent.of(id, tenant: caller.tenant, db)
            let undone = Set(events.compactMap(\.undoes))
            value["events"] = .list(events.map { $0.value(isUndone: undone.contains($0.seq)) })
            value["messages"] = .list(
                try MessageLink.messages(of: id, tenant: caller.tenant, db).map { message, grade in
                    try message.summary(grade: grade, db)
                })
            value["documents"] = .list(try RequestedDocument.of(id, tenant: caller.tenant, db).map(\.value))
            let elsewhere = StatusElsewhere(line.submission.status)
            value["elsewhere"] = ["mca_suite": Value(elsewhere.mcaSuite), "lendflow": Value(elsewhere.lendflow)]
            let silence = try Silence.of(id, tenant: caller.tenant, at: now, db)
            value["silence"] = silence?.value(at: now) ?? .null
            value["is_declined"] = .bool(line.submission.status == .declined)
            for addition in try additions(id, caller.tenant, db) { value[addition.name] = addition.value }
            return .object(value)
        }
        return .view("submissions/show", value, title: value["merchant"]?.text)
    }

    func waive(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await move(request, .waive, reason: reason)
    }

    func dispatch(_ request: Request) async throws -> Answer { try await move(request, .send, reason: nil) }
    func reopen(_ request: Request) async throws -> Answer { try await move(request, .reopen, reason: nil) }

    private func move(_ request: Request, _ event: RequestedDocument.Event, reason: String?) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Submission.self)
        let (code, now) = (request.parameter("code"), clock.now())
        try await database.write { db in
            _ = try Submission.find(id, tenant: caller.tenant, db)
            try RequestedDocument.move(
                code: code, on: id, event: event, reason: reason, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .done(redirect: "/submissions/\(id)", ["submission": Value(id), "document": .string(code)])
    }
}
