import Applications
import Crypto
import Kernel
import People
import Sheets
import Storage
import Web

/// Banks' statements: what came in, which commitments it is for, and what nobody knows yet (F67).
package struct BankRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let intake: FileIntake

    package static func routes(database: Database, clock: any Clock, intake: FileIntake) -> [Route] {
        let pages = Self(database: database, clock: clock, intake: intake)
        return pages.takingRoutes + pages.bookingRoutes.keyed()
    }

    private static let uploads = UploadLimits(
        count: 1, fileBytes: SheetLimit.bytes, totalBytes: SheetLimit.bytes)

    // swift-format-ignore
    private var takingRoutes: [Route] {
        [
            .get ("/bank-statements",               for: .admins, "Statements of the bank, the newest first", index)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .post("/bank-statements",               for: .admins, "Take a bank's file in; nothing is booked before it is confirmed", take)
                .taking([.required("file", .file, "CSV, at most \(SheetLimit.bytes / 1_000_000) MB"), .optional("currency", .choice(Currency.allCases.map(\.rawValue)), "of rows that name none; USD, if absent")] + BankLayout.fields).accepting(Self.uploads)
                .answering(AnswerShape(201, "the statement"), AnswerShape(409, "the same file was taken in already")),
            .get ("/bank-statements/{id}",          for: .admins, "What came in by a statement, line by line, with what was found of it", show),
        ]
    }

    // swift-format-ignore
    private var bookingRoutes: [Route] {
        [
            .post("/bank-statements/{id}/booking",  for: .admins, "Book every line that is matched to a commitment, all or none", bookMatched)
                .answering(AnswerShape(409, "no line is matched")),
            .post("/bank-statements/{id}/withdrawal", for: .admins, "It was read wrongly: none of its lines waits, and the file may be taken in again", withdraw)
                .taking(.required("reason", .text(max: 500))).answering(AnswerShape(409, "one of its lines is booked")),
            .get ("/bank-lines",                    for: .admins, "What came in and is booked for nothing yet, of all statements, the newest first", waiting),
            .post("/bank-lines/{id}/booking",       for: .admins, "The line is for this commitment", book)
                .taking(.required("commitment", .id), .optional("further", .flag, "it is further money, though a receipt is like it"))
                .answering(AnswerShape(409, "a receipt that was entered by hand may be of the same money")),
            .post("/bank-lines/{id}/link",          for: .admins, "The line is a receipt that was entered by hand: nothing is booked", link).taking(.required("receipt", .id)),
            .post("/bank-lines/{id}/dismissal",     for: .admins, "The line is for no commitment", dismiss).taking(.required("reason", .text(max: 500))),
            .post("/bank-lines/{id}/restoration",   for: .admins, "A line that was put away waits again", restore),
        ]
    }
}

extension BankRoutes {
    func take(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (layout, currency) = try request.read { (BankLayout(&$0), $0.optionalChoice("currency") ?? Currency.usd) }
        guard let upload = request.files.first else { throw BankRefusal.noFile }
        let bytes = try await intake.read(path: upload.path)
        let (file, digest) = try await intake.run {
            (try BankFile(bytes, layout, currency: currency), Digest(of: bytes))
        }
        let name = String(upload.name.prefix(200))
        let now = clock.now()
        let value = try await database.write { db in
            try BankStatement.take(
                file, named: name, digest, tenant: caller.tenant, by: caller.who, at: now, db
            ).value
        }
        return .created(location: "/bank-statements/\(value["id"]?.text ?? "")", value)
    }

    func bookMatched(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", BankStatement.self)
        let (value, isReplay) = try await PartnerCommand.once(request, database, clock) { now, db in
            _ = try BankStatement.find(id, tenant: caller.tenant, db)
            let count = try BankStatement.bookMatched(of: id, tenant: caller.tenant, by: caller.who, at: now, db)
            return try BankStatement.find(id, tenant: caller.tenant, db).value.adding("newly_booked", Value(count))
        }
        return Answer.done(redirect: "/bank-statements/\(id)", value).replayed(isReplay)
    }

    func book(_ request: Request) async throws -> Answer {
        let (commitment, isFurther) = try request.read {
            ($0.id("commitment", Commitment.self), $0.flag("further"))
        }
        return try await change(request) { try $0.book(on: commitment, isFurther: isFurther, by: $1, at: $2, $3) }
    }

    func link(_ request: Request) async throws -> Answer {
        let receipt = try request.read { $0.id("receipt", CommitmentReceipt.self) }
        return try await change(request) { try $0.link(to: receipt, by: $1, at: $2, $3) }
    }

    func withdraw(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", BankStatement.self)
        let reason = try request.read { $0.text("reason", max: 500) }
        let (value, isReplay) = try await PartnerCommand.once(request, database, clock) { now, db in
            try BankStatement.withdraw(id, reason: reason, tenant: caller.tenant, by: caller.who, at: now, db)
            return try BankStatement.find(id, tenant: caller.tenant, db).value
        }
        return Answer.done(redirect: "/bank-statements/\(id)", value).replayed(isReplay)
    }

    func dismiss(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await change(request) { try $0.dismiss(reason: reason, by: $1, at: $2, $3) }
    }

    func restore(_ request: Request) async throws -> Answer {
        try await change(request) { try $0.restore(by: $1, at: $2, $3) }
    }

    private func change(
        _ request: Request, _ body: @escaping @Sendable (BankLine, Who, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", BankLine.self)
        let (value, isReplay) = try await PartnerCommand.once(request, database, clock) { now, db in
            let line = try BankLine.find(id, tenant: caller.tenant, db)
            try body(line, caller.who, now, db)
            return try BankLine.find(id, tenant: caller.tenant, db).value(nil)
        }
        return Answer.done(redirect: "/bank-statements/\(value["statement"]?.text ?? "")", value).replayed(isReplay)
    }
}
