import Applications
import Classification
import Kernel
import People
import Storage
import Submissions
import Web

/// The routes of what funders want to see before they fund.
package struct StipulationRoutes: Sendable {
    let database: Database
    let clock: any Clock

    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        // swift-format-ignore
        return [
            .get ("/stipulations",                  for: .readers, "What funders still want to see before they fund, by its last day", pages.index)
                .taking(.optional("overdue", .flag), .optional("after", .text(max: 200)), .optional("limit", .integer)),
            .post("/offers/{id}/stipulations",      for: .brokers, "Put a document or proof on the offer's list", pages.add)
                .taking(.required("code", .choice(DocumentCode.allCases.map(\.rawValue))), .optional("label", .text(max: 200)), .optional("due_on", .day)),
            .post("/stipulations/{id}/receipt",     for: .brokers, "It came; the file says which paper", pages.receive)
                .taking(.optional("file", .id)),
            .post("/stipulations/{id}/waiver",      for: .brokers, "The funder does without it", pages.waive)
                .taking(.required("reason", .text(max: 500))),
            .post("/stipulations/{id}/reopening",   for: .brokers, "Undo: it is wanted again", pages.reopen),
            .post("/stipulations/{id}/due-day",     for: .brokers, "Its last day, or none", pages.setDue)
                .taking(.optional("due_on", .day)),
        ].exporting("/stipulations", columns)
    }

    // swift-format-ignore
    private static let columns = [
        "id", "offer", "code", "label", "state", "due_on", "is_overdue", "reason", "merchant", "reference", "funder_name",
        "submission", "created_at",
    ]

    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (today, page) = (clock.now().day, try request.query.page())
        let isOverdue = request.query.flag("overdue")
        let found = try await database.read { db in
            try StipulationLine.open(overdue: isOverdue, today: today, page: page, tenant: caller.tenant, db)
        }
        let value = found.value { $0.value(today: today) }.adding("overdue", .bool(isOverdue))
        return .view("deals/stipulations", value, title: "Stipulations")
    }

    func add(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Offer.self)
        let now = clock.now()
        let draft = try request.read { reader in
            let code = reader.choice("code", DocumentCode.self)
            return Stipulation.Draft(
                code, label: reader.optionalText("label", max: 200), dueOn: reader.optionalDay("due_on"))
        }
        let key = request.key(for: request.value)
        let (answer, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                let offer = try Offer.find(id, tenant: caller.tenant, db)
                return try Stipulation.add(draft, to: offer, who: caller.who, at: now, db).value(today: now.day)
            }
        }
        return Answer.done(redirect: "/offers/\(id)", answer).replayed(isReplay)
    }

    func receive(_ request: Request) async throws -> Answer {
        let file = try request.read { $0.optionalID("file", ApplicationFile.self) }
        return try await change(request) { line, who, now, db in
            if let file {
                let application = try Offer.find(line.offer, tenant: line.tenant, db).application
                _ = try ApplicationFile.find(file, of: application, tenant: line.tenant, db)
            }
            try Stipulation.move(line, on: .receive, file: file, who: who, at: now, db)
        }
    }

    func waive(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await change(request) { line, who, now, db in
            try Stipulation.move(line, on: .waive, who: who, at: now, reason: reason, db)
        }
    }

    func reopen(_ request: Request) async throws -> Answer {
        try await change(request) { line, who, now, db in
            let offer = try Offer.find(line.offer, tenant: line.tenant, db)
            guard offer.state.isStanding else { throw StipulationRefusal.offerEnded(offer.id) }
            try Stipulation.move(line, on: .reopen, who: who, at: now, db)
        }
    }

    func setDue(_ request: Request) async throws -> Answer {
        let day = try request.read { $0.optionalDay("due_on") }
        return try await change(request) { line, who, now, db in
            try Stipulation.setDue(line, on: day, who: who, at: now, db)
        }
    }

    private func change(
        _ request: Request, _ change: @escaping @Sendable (Stipulation, Who, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Stipulation.self)
        let now = clock.now()
        let line = try await database.write { db in
            try change(try Stipulation.find(id, tenant: caller.tenant, db), caller.who, now, db)
            return try Stipulation.find(id, tenant: caller.tenant, db)
        }
        return .done(redirect: "/offers/\(line.offer)", line.value(today: now.day))
    }
}
