import Classification
import Correspondence
import Inbox
import Kernel
import People
import Storage
import Submissions
import Web

extension ReplyRoutes {
    func inbox(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let found = try await database.read { try InboxLine.list(page, tenant: caller.tenant, $0) }
        return .view("replies/inbox", found.value(\.value), title: "Inbox")
    }

    func message(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Message.self)
        let value = try await database.read { db -> Value in
            _ = try Message.find(id, for: caller, db)
            var value = try MailView.value(of: id, tenant: caller.tenant, db).fields ?? Value.Fields()
            value["review"] = Value(try ReviewItem.of(message: id, tenant: caller.tenant, db)?.id)
            value["choices"] = Self.choices
            return .object(value)
        }
        return .view("replies/message", value, title: value["subject"]?.text)
    }

    func queue(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let found = try await database.read { try ReviewLine.open(page, tenant: caller.tenant, $0) }
        return .view("replies/queue", found.value(\.value), title: "Review")
    }

    func item(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", ReviewItem.self)
        let value = try await database.read { db -> Value in
            let item = try ReviewItem.find(id, tenant: caller.tenant, db)
            var value = try ReviewLine.find(id, tenant: caller.tenant, db).value.fields ?? Value.Fields()
            value["mail"] = try MailView.value(of: item.message, tenant: caller.tenant, db)
            value["form"] = ReadingForm.filled(value["reading"])
            value["candidates"] = .list(
                try item.candidates.map { try Submission.line($0, tenant: caller.tenant, db).value })
            value["others"] = try Self.others(than: item.candidates, tenant: caller.tenant, db)
            value["decision"] = item.decision ?? .null
            value["choices"] = Self.choices
            return .object(value)
        }
        return .view("replies/item", value, title: "Review")
    }

    /// The newest open submissions beside the candidates, to pick one by hand.
    private static func others(
        than candidates: [Submission.ID], tenant: TenantID, _ db: Connection
    ) throws -> Value {
        var filter = Submission.Filter()
        filter.isOpen = true
        let newest = try Submission.list(filter, page: PageRequest(limit: 100, after: nil), tenant: tenant, db)
        return .list(newest.items.filter { !candidates.contains($0.submission.id) }.map(\.value))
    }

    /// What a person can choose when correcting: outcomes, reasons, documents.
    private static let choices: Value = [
        "outcomes": .list(Outcome.allCases.map { ["code": .string($0.rawValue), "label": .string($0.label)] }),
        "reasons": .list(DeclineReason.allCases.map { ["code": .string($0.rawValue), "label": .string($0.label)] }),
        "documents": .list(DocumentCode.allCases.map { ["code": .string($0.rawValue), "label": .string($0.label)] }),
    ]

    func settle(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", ReviewItem.self)
        let (submission, correction) = try Self.decision(request)
        let now = clock.now()
        try await database.write { [desk] db in
            try desk.settle(
                id, submission: submission, correction: correction, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .done(redirect: "/review", ["id": Value(id), "state": "settled"])
    }

    func dismiss(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", ReviewItem.self)
        let now = clock.now()
        try await database.write { [desk] db in
            try desk.dismiss(id, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .done(redirect: "/review", ["id": Value(id), "state": "dismissed"])
    }

    func keep(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", ReviewItem.self)
        let now = clock.now()
        try await database.write { [desk] db in
            try desk.keep(id, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .done(redirect: "/review", ["id": Value(id), "state": "settled"])
    }

    func reopen(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", ReviewItem.self)
        let now = clock.now()
        try await database.write { [desk] db in
            try desk.reopen(id, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .done(redirect: "/review/\(id)", ["id": Value(id), "state": "open"])
    }

    func correct(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Message.self)
        let (submission, correction) = try Self.decision(request)
        let now = clock.now()
        try await database.write { [desk] db in
            try desk.correct(
                id, submission: submission, correction: correction, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .done(redirect: "/messages/\(id)", ["id": Value(id)])
    }

    func remove(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Message.self)
        let submission = try request.read { $0.id("submission", Submission.self) }
        let now = clock.now()
        try await database.write { [desk] db in
            try desk.remove(id, from: submission, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .done(redirect: "/messages/\(id)", ["id": Value(id)])
    }

    /// What a person decided: the submission, and a reading where it differs from the machine's. A program gives the whole
    /// reading as `reading`; a page's form gives its members as fields.
    private static func decision(_ request: Request) throws -> (Submission.ID, Reading?) {
        try request.read { reader in
            let submission = reader.id("submission", Submission.self)
            if let whole = reader.raw("reading") { return (submission, try Reading(value: whole)) }
            return (submission, try ReadingForm.read(&reader))
        }
    }
}
