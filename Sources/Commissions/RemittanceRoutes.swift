import Applications
import Deals
import Funders
import Kernel
import People
import Sheets
import Storage
import Web

/// The routes of remittances: a funder's file or mail, what was found of its lines, and their booking (N09, E25).
package struct RemittanceRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let intake: FileIntake
    let onLoss: CommissionBook.LossEffect

    package static func routes(
        database: Database, clock: any Clock, intake: FileIntake,
        onLoss: @escaping CommissionBook.LossEffect = CommissionLoss.noEffect
    ) -> [Route] {
        let pages = Self(database: database, clock: clock, intake: intake, onLoss: onLoss)
        return (pages.readingRoutes + pages.decidingRoutes.keyed()).exporting("/remittances", columns)
    }

    // swift-format-ignore
    private static let columns = [
        "id", "funder", "funder_name", "source", "file_name", "file_hash", "message", "currency", "through_on", "stated_total",
        "state", "who", "at", "lines", "booked", "waiting",
    ]

    private static let uploads = UploadLimits(
        count: 1, fileBytes: SheetLimit.bytes, totalBytes: SheetLimit.bytes)

    private static let layout: [FieldShape] =
        [
            .optional(
                "currency", .choice(Currency.allCases.map(\.rawValue)), "of lines that name none; USD, if absent"),
            .optional("through_on", .day, "what was due until then and is not in it is missing"),
        ] + RemittanceLayout.fields

    // swift-format-ignore
    private var readingRoutes: [Route] {
        [
            .get ("/remittances",             for: .readers, "What funders say that they paid, the newest first", list)
                .taking(.optional("funder", .id), .optional("state", .choice(Remittance.State.allCases.map(\.rawValue))), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/remittances",             for: .admins,  "Take a funder's file in; nothing is booked before it is confirmed", take)
                .taking([.required("funder", .id), .required("file", .file, "CSV, at most \(SheetLimit.bytes / 1_000_000) MB")] + Self.layout).accepting(Self.uploads)
                .answering(AnswerShape(201, "the remittance"), AnswerShape(409, "the same file was taken in already")),
            .post("/remittances/{id}/layout", for: .admins,  "Read the file once more, as chosen; what is chosen is remembered of the funder", readAgain).taking(Self.layout),
            .get ("/remittances/{id}",        for: .readers, "A remittance line by line beside what is expected, and what is missing", show)
                .taking(.optional("only", .choice(["differences", "all"]))),
            .get ("/remittances/{id}/export", for: .readers, "The same as comma-separated text", export),
            .get ("/remittances/{id}/file",   for: .readers, "The funder's file, for saving", file),
        ]
    }

    // swift-format-ignore
    private var decidingRoutes: [Route] {
        [
            .post("/remittances/{id}/booking",   for: .admins, "Book every line that may be booked, all or none", confirm)
                .taking(.optional("preview", .text(max: 64), "what was seen; refused where the records changed since"), .optional("method", .choice(PaymentMethod.allCases.filter { $0 != .other }.map(\.rawValue))), .optional("reason", .text(max: 500)))
                .answering(AnswerShape(409, "the records changed, or no line can be booked")),
            .post("/remittances/{id}/dismissal", for: .admins, "Put it away; refused where a line of it is booked", dismiss).taking(.required("reason", .text(max: 500))),
            .post("/remittances/{id}/lines/{place}/decision", for: .admins, "Say which deal a line is of, take it though it differs, put it away or take it back", decide)
                .taking(.required("decision", .choice(Word.allCases.map(\.rawValue))), .optional("deal", .id), .optional("reason", .text(max: 500), "needed to accept and to dismiss")),
        ]
    }

    enum Word: String, CaseIterable {
        case deal, accept, dismiss, restore
    }
}

extension RemittanceRoutes {
    func confirm(_ request: Request) async throws -> Answer {
        let (seen, method, reason) = try request.read { reader -> (String?, PaymentMethod, String?) in
            (
                reader.optionalText("preview", max: 64), reader.optionalChoice("method") ?? .ach,
                reader.optionalText("reason", max: 500)
            )
        }
        return try await changed(request) { desk, id, db in
            try desk.confirm(id, seen: seen, by: method, reason: reason, db)
        }
    }

    func dismiss(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await changed(request) { desk, id, db in try desk.dismiss(id, reason: reason, db) }
    }

    func decide(_ request: Request) async throws -> Answer {
        let decision = try request.read { reader -> RemittanceDesk.Decision in
            switch reader.choice("decision", Word.self) {
            case .deal: return .deal(reader.id("deal"))
            case .accept: return .accept(reason: reader.text("reason", max: 500))
            case .dismiss: return .dismiss(reason: reader.text("reason", max: 500))
            case .restore: return .restore
            }
        }
        let place = Int(request.parameter("place")) ?? -1
        return try await changed(request) { desk, id, db in try desk.decide(decision, on: place, of: id, db) }
    }

    /// Runs a command on the remittance once per key, and answers with what it is then.
    private func changed(
        _ request: Request,
        _ body: @escaping @Sendable (RemittanceDesk, Remittance.ID, Connection) throws -> some Any
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Remittance.self)
        let now = clock.now()
        let key = request.key(for: request.value)
        let desk = RemittanceDesk(tenant: caller.tenant, by: caller.who, at: now, onLoss: onLoss)
        let (value, isReplay) = try await database.write { db in
            try Idempotency.once(key, tenant: caller.tenant, at: now, db) {
                _ = try body(desk, id, db)
                return try RemittanceView(try desk.preview(id, db), tenant: caller.tenant, db).value
            }
        }
        return Answer.done(redirect: "/remittances/\(id)", value).replayed(isReplay)
    }
}
