import Applications
import Cohorts
import Kernel
import People
import Storage
import Web

/// Summaries in their versions, each for whom it is, and the participant's own journal.
package struct ImpactRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys

    package static func routes(database: Database, clock: any Clock, keys: PersonalKeys) -> [Route] {
        let pages = Self(database: database, clock: clock, keys: keys)
        return pages.own + pages.office
    }

    // swift-format-ignore
    private var own: [Route] {
        [
            .get ("/support/summary",      for: .participants, "What the own time in the cohort came to, in neutral words", ownSummary),
            .get ("/support/summary/pdf",  for: .participants, "The same as PDF", ownPaper),
            .get ("/support/journal",      for: .participants, "What one wrote for oneself: no page of anybody else has it", journal)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/support/journal",      for: .participants, "Write something for oneself", write)
                .taking(.required("kind", .choice(JournalEntry.Kind.allCases.map(\.rawValue))), .required("text", .text(max: 2000))).keyed(),
        ]
    }

    // swift-format-ignore
    private var office: [Route] {
        [
            .get ("/admin/support/summaries/{id}",         for: .budgets, "A participant's full summary, with the budget", full),
            .get ("/admin/support/summaries/{id}/pdf",     for: .budgets, "The same as PDF", fullPaper),
            .get ("/admin/support/summaries/{id}/story",   for: .budgets, "What may be told to others: nothing of money", story),
            .get ("/admin/support/summaries/{id}/archive", for: .admins,  "The full summary as it was when the wallet closed", archive),
        ]
    }

    func ownSummary(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let value = try await database.read { db in
            try ImpactSummary.of(try SupportLogin.participant(of: caller, db), db).abridged
        }
        return .view("support/own-summary", value, title: "Your summary")
    }

    func ownPaper(_ request: Request) async throws -> Answer {
        let (caller, now) = (try request.caller, clock.now())
        let paper = try await database.read { db in
            ImpactPaper(
                summary: try .of(try SupportLogin.participant(of: caller, db), db), balance: nil,
                office: try Tenant.find(caller.tenant, db)?.name ?? "", now: now)
        }
        return .bytes(try paper.render(), type: "application/pdf")
    }

    func journal(_ request: Request) async throws -> Answer {
        let (caller, keys, page) = (try request.caller, keys, try request.query.page())
        let (list, made) = try await database.read { db in
            let participant = try SupportLogin.participant(of: caller, db)
            return (
                try JournalEntry.own(of: participant, page: page, keys: keys, db),
                try SupportLogin.madeByOffice(participant, db)
            )
        }
        let kinds: [Value] = JournalEntry.Kind.allCases.map {
            ["value": .string($0.rawValue), "label": .string($0.label)]
        }
        return .view(
            "support/journal",
            list.value { $0 }.adding("kinds", .list(kinds)).adding("password_made_on", Value(made?.at.day))
                .adding("password_changed_on", Value(made?.changedAt?.day)),
            title: "Your journal")
    }

    func write(_ request: Request) async throws -> Answer {
        let (kind, text) = try request.read {
            ($0.choice("kind", JournalEntry.Kind.self), $0.text("text", max: 2000, lines: true))
        }
        let (caller, keys) = (try request.caller, keys)
        let (value, isReplay) = try await SupportAct.onceOwn(
            request, database, clock, without: ["text", "kind"], told: keys.fingerprint("support.command", text)
        ) { act, db in
            let participant = try SupportLogin.participant(of: caller, db)
            return ["id": Value(try JournalEntry.add(kind, text, by: participant, keys: keys, act, db))]
        }
        return Answer.created(location: "/support/journal", value).replayed(isReplay)
    }

    private func read<T: Sendable>(
        _ request: Request, _ body: @escaping @Sendable (Participant, Connection) throws -> T
    ) async throws -> T {
        let (tenant, id) = (try request.caller.tenant, try request.id("id", Participant.self))
        return try await database.read { db in try body(try Participant.find(id, tenant: tenant, db), db) }
    }

    func full(_ request: Request) async throws -> Answer {
        let isAdmin = Access.admins.admits(try request.caller.roles)
        let value = try await read(request) { participant, db in
            try ImpactSummary.of(participant, db).full(participant, db)
                .adding("has_archive", .bool(try isAdmin && ImpactArchive.of(participant, db) != nil))
        }
        return .view("support/summary", value, title: "Impact summary")
    }

    func fullPaper(_ request: Request) async throws -> Answer {
        let now = clock.now()
        let paper = try await read(request) { participant, db in
            let wallet = try Wallet.of(participant.id, tenant: participant.tenant, db)
            return ImpactPaper(
                summary: try .of(participant, db), balance: try wallet.map { try WalletBalance.of($0, db) },
                office: try Tenant.find(participant.tenant, db)?.name ?? "", now: now)
        }
        return .bytes(try paper.render(), type: "application/pdf")
    }

    func story(_ request: Request) async throws -> Answer {
        let value = try await read(request) { participant, db in try ImpactSummary.of(participant, db).story }
        return .view("support/story", value, title: "A story")
    }

    func archive(_ request: Request) async throws -> Answer {
        let found = try await read(request) { participant, db in try ImpactArchive.of(participant, db) }
        guard let found else { throw PlainRefusal.missing }
        return .view(
            "support/summary", found.content.adding("archived_at", Value(found.at)), title: "Impact summary, archived")
    }
}
