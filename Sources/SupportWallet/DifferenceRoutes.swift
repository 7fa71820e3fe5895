import Applications
import Kernel
import People
import Sheets
import Storage
import Web

/// Where providers say another thing than is booked: read by who may see budgets, settled by admins.
package struct DifferenceRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys
    let intake: FileIntake
    let funding: any SupportFunding

    package static func routes(
        database: Database, clock: any Clock, keys: PersonalKeys, intake: FileIntake, funding: any SupportFunding
    ) -> [Route] {
        Self(database: database, clock: clock, keys: keys, intake: intake, funding: funding).table.keyed()
    }

    private static let uploads = UploadLimits(count: 1, fileBytes: SheetLimit.bytes, totalBytes: SheetLimit.bytes)
    private static let channels: [Channel] = [.bankTransfer, .airtime]

    // swift-format-ignore
    private var table: [Route] {
        [
            .get ("/admin/support/differences",       for: .budgets, "Where a provider says another thing of a support than is booked, the open ones first", index)
                .taking(.optional("type", .choice(SupportDifference.Kind.allCases.map(\.rawValue))), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/admin/support/reconciliations",   for: .budgets, "Providers' files that were compared, the newest first", files)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/admin/support/reconciliations",   for: .admins,  "Read a provider's file of what it paid; what differs is listed, and nothing that is booked changes", reconcile)
                .taking(.required("file", .file, "CSV with reference, amount and status"), .required("channel", .choice(Self.channels.map(\.rawValue))), .required("from", .day, "the first day of which the file tells"), .required("to", .day, "the last"))
                .accepting(Self.uploads).answering(AnswerShape(201, "how many rows agree and differ")),
            .post("/admin/support-differences/{id}/resolution", for: .admins, "Say what a difference was", resolve).taking(.required("reason", .text(max: 500))),
            .get ("/admin/support/settlements",       for: .budgets, "What people settled of what providers did, what is to be decided first", settlements)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/admin/support/{id}/settlements", for: .admins, "Propose what a provider really did; another admin decides, and then it is booked", propose)
                .taking(.required("outcome", .choice(SupportSettlement.Outcome.allCases.map(\.rawValue))), .required("reference", .text(max: 100), "the provider's"), .required("reason", .text(max: 500)))
                .answering(AnswerShape(201, "proposed"), AnswerShape(409, "booked already, or one waits")),
            .post("/admin/support-settlements/{id}/approval", for: .admins, "Approve what another proposed: it is booked", approve)
                .answering(AnswerShape(409, "one's own proposal, or the budget or the capital does not allow it")),
            .post("/admin/support-settlements/{id}/refusal", for: .admins, "Refuse it; nothing changes", refuse),
        ]
    }

    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let isAdmin = Access.admins.admits(caller.roles)
        let keys = Access.operators.admits(caller.roles) ? keys : nil
        let kind: SupportDifference.Kind? = try request.query.choice("type")
        let page = try request.query.page()
        let value = try await database.read { db -> Value in
            let list = try SupportDifference.list(of: kind, page: page, tenant: caller.tenant, db)
            // Of what is told again, too: what it was the last time.
            let words = try keys.map {
                try SupportReason.last(
                    "support_difference", list.items.map(\.id), keys: $0, tenant: caller.tenant, db)
            }
            let items = list.items.map { $0.value.adding("resolution", Value(words?[$0.id])) }
            return list.map { _ in items }.value { $0 }.adding([
                "kinds": Self.kinds(kind), "is_all": .bool(kind == nil),
                "settlements": .list(
                    try SupportSettlement.list(isOpenAlone: true, page: Self.first, tenant: caller.tenant, db).items
                        .map { try $0.told(to: caller.who, isAdmin: isAdmin, keys) }),
                "files": .list(try Reconciliation.list(page: Self.first, tenant: caller.tenant, db).items),
                "is_admin": .bool(isAdmin),
                "channels": .list(
                    Self.channels.map { ["value": .string($0.rawValue), "label": .string($0.label)] }),
            ])
        }
        return .view("support/differences", value, title: "Providers compared")
    }

    /// What stands beside the differences; the rest has pages of its own.
    private static let first = PageRequest(limit: 20, after: nil)

    func settlements(_ request: Request) async throws -> Answer {
        let (caller, page) = (try request.caller, try request.query.page())
        let isAdmin = Access.admins.admits(caller.roles)
        let keys = Access.operators.admits(caller.roles) ? keys : nil
        let list = try await database.read { try SupportSettlement.list(page: page, tenant: caller.tenant, $0) }
        let items = try list.items.map { try $0.told(to: caller.who, isAdmin: isAdmin, keys) }
        return .view(
            "support/settlements", list.map { _ in items }.value { $0 }, title: "Settled by people")
    }

    func files(_ request: Request) async throws -> Answer {
        let (tenant, page) = (try request.caller.tenant, try request.query.page())
        let list = try await database.read { try Reconciliation.list(page: page, tenant: tenant, $0) }
        return .view("support/reconciliations", list.value { $0 }, title: "Files that were read")
    }

    private static func kinds(_ chosen: SupportDifference.Kind?) -> Value {
        .list(
            SupportDifference.Kind.allCases.map {
                ["value": .string($0.rawValue), "label": .string($0.label), "is_chosen": .bool($0 == chosen)]
            })
    }

    func reconcile(_ request: Request) async throws -> Answer {
        let (channel, from, to) = try request.read { reader -> (Channel, Day, Day) in
            let (channel, from, to): (Channel, Day, Day) = (
                reader.choice("channel"), reader.day("from"), reader.day("to")
            )
            if !Self.channels.contains(channel) {
                reader.refuse("channel", code: "no_provider", "no provider pays this; choose another")
            }
            if from > to { reader.refuse("to", code: "before_start", "must not be before the first day") }
            return (channel, from, to)
        }
        guard let upload = request.files.first, upload.sizeBytes > 0 else { throw SheetRefusal.empty }
        let bytes = try await intake.read(path: upload.path)
        let file = try await intake.run { try PayoutFile(bytes) }
        let (value, isReplay) = try await Reconciliation(of: channel, from...to).run(
            file, SupportAct(try request.caller, at: clock.now()), once: request.key(for: request.value), in: database)
        return Answer.created(location: "/admin/support/differences", value).replayed(isReplay)
    }

    func resolve(_ request: Request) async throws -> Answer {
        let text = try request.read { $0.text("reason", max: 500) }
        let (id, reason) = (try request.id("id", SupportDifference.self), SupportReason(text, keys: keys))
        let (value, isReplay) = try await SupportAct.once(
            request, database, clock, without: ["reason"], told: keys.fingerprint("support.command", text)
        ) { act, db in
            try SupportDifference.find(id, tenant: act.tenant, db).resolve(reason: reason, act, db)
            return try SupportDifference.find(id, tenant: act.tenant, db).value
        }
        return Answer.done(redirect: "/admin/support/differences", value).replayed(isReplay)
    }

    func propose(_ request: Request) async throws -> Answer {
        let (outcome, reference, text) = try request.read { reader -> (SupportSettlement.Outcome, String, String) in
            (reader.choice("outcome"), reader.text("reference", max: 100), reader.text("reason", max: 500))
        }
        let (id, reason) = (try request.id("id", SupportRequest.self), SupportReason(text, keys: keys))
        let said: Value = ["reference": .string(reference), "reason": .string(text)]
        let (value, isReplay) = try await SupportAct.once(
            request, database, clock, without: ["reference", "reason"],
            told: keys.fingerprint("support.command", said.json)
        ) { act, db in
            let found = try SupportRequest.find(id, tenant: act.tenant, db)
            return try SupportSettlement.propose(outcome, of: found, reference: reference, reason: reason, act, db)
                .value(for: act.who, isAdmin: true)
        }
        return Answer.created(location: "/admin/support/differences", value).replayed(isReplay)
    }

    func approve(_ request: Request) async throws -> Answer { try await decide(.approve, request) }
    func refuse(_ request: Request) async throws -> Answer { try await decide(.refuse, request) }

    private func decide(_ event: SupportSettlement.Event, _ request: Request) async throws -> Answer {
        let id = try request.id("id", SupportSettlement.self)
        let (value, isReplay) = try await SupportAct.once(request, database, clock, funding: funding) { act, db in
            try SupportSettlement.find(id, tenant: act.tenant, db).decide(event, act, db)
            return try SupportSettlement.find(id, tenant: act.tenant, db).value(for: act.who, isAdmin: true)
        }
        return Answer.done(redirect: "/admin/support/differences", value).replayed(isReplay)
    }
}
