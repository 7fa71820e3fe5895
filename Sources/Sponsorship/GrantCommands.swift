import Kernel
import People
import Storage
import Web

/// What is done with grants. Each verb asks for its own capability at the grant's node.
extension GrantRoutes {
    func add(_ request: Request) async throws -> Answer {
        let (node, course, fields) = try request.read { reader in
            (
                reader.id("node", OrgNode.self), reader.optionalChoice("course", GrantCourse.self) ?? .plain,
                GrantFields(&reader)
            )
        }
        let (value, isReplay) = try await once(request) { act, db in
            try Grant.add(fields, course, at: node, act, db).value
        }
        return Answer.created(location: "/grants/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func change(_ request: Request) async throws -> Answer {
        let form = try request.form()
        return try await changing(request, .submit) { grant, act, db in
            let (fields, version) = try FieldReader.read(form) { reader in
                (grant.fields.changed(&reader), reader.integer("version", in: 1...Int(Int32.max)))
            }
            try grant.change(to: fields, version: version, act, db)
        }
    }

    func submit(_ request: Request) async throws -> Answer {
        try await changing(request, .submit) { try $0.submit($1, $2) }
    }

    func answer(_ request: Request) async throws -> Answer {
        let words = try request.read { $0.text("words", max: 20_000, lines: true) }
        return try await changing(request, .submit) { try $0.answer(words, $1, $2) }
    }

    func beginReview(_ request: Request) async throws -> Answer {
        try await changing(request, .beginReview) { try $0.beginReview($1, $2) }
    }

    func ask(_ request: Request) async throws -> Answer {
        let question = try request.read { $0.text("question", max: 20_000, lines: true) }
        return try await changing(request, .recordDecision) { try $0.ask(question, $1, $2) }
    }

    func approve(_ request: Request) async throws -> Answer {
        let (amount, day, note) = try request.read { reader in
            (
                reader.cents("amount", in: Cents(1)...Cents.largest), reader.day("closes_on"),
                reader.optionalText("note", max: 500)
            )
        }
        return try await changing(request, .recordDecision) {
            try $0.approve(amount, closingOn: day, note: note, $1, $2)
        }
    }

    func reject(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await changing(request, .recordDecision) { try $0.reject(reason: reason, $1, $2) }
    }

    func beginWork(_ request: Request) async throws -> Answer {
        try await changing(request, .markInProgress) { try $0.advance(on: .markInProgress, $1, $2) }
    }

    func promote(_ request: Request) async throws -> Answer {
        try await changing(request, .report) { try $0.advance(on: .promote, $1, $2) }
    }

    func close(_ request: Request) async throws -> Answer {
        try await changing(request, .close) { try $0.close($1, $2) }
    }

    func report(_ request: Request) async throws -> Answer {
        let draft = try request.read { GrantReport.Draft.read(&$0) }
        let id = try request.id("id", Grant.self)
        let (value, isReplay) = try await once(request) { act, db in
            let grant = try Grant.find(id, for: .report, act.scope, db)
            return try GrantReport.file(draft, for: grant, act, db).value(grant.fields.currency)
        }
        return Answer.created(location: "/grants/\(id)", value).replayed(isReplay)
    }

    func reverseReport(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", GrantReport.self)
        let (value, isReplay) = try await once(request) { act, db in
            let (report, grant) = try GrantReport.find(id, act.scope, db)
            try act.scope.require(.report, at: grant.node, db)
            try report.reverse(of: grant, reason: reason, act, db)
            return try GrantReport.find(id, act.scope, db).report.value(grant.fields.currency)
        }
        return Answer.done(redirect: "/grants/\(value["grant"]?.text ?? "")", value).replayed(isReplay)
    }

    func receive(_ request: Request) async throws -> Answer {
        let (draft, isFurther) = try request.read { (SponsorPayment.Draft.read(&$0), $0.flag("further")) }
        let id = try request.id("id", Grant.self)
        let (value, isReplay) = try await once(request) { act, db in
            let grant = try Grant.find(id, for: .reconcile, act.scope, db)
            let brought =
                try isFurther
                ? nil
                : BookedReference.receipt.brought(
                    "grant_id = \(id)", draft.amount, draft.currency, on: draft.receivedOn, at: grant.node,
                    tenant: act.tenant, db
                ).first
            if let brought { throw NodeBankRefusal.brought("money of a grant \(brought)") }
            return try GrantReceipt.book(draft, for: grant, act, db).value
        }
        return Answer.created(location: "/grants/\(id)", value).replayed(isReplay)
    }

    func reverseReceipt(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", GrantReceipt.self)
        let (value, isReplay) = try await once(request) { act, db in
            let receipt = try GrantReceipt.find(id, act.scope, db)
            try act.scope.require(.reconcile, at: receipt.node, db)
            try receipt.reverse(reason: reason, act, db)
            return try GrantReceipt.find(id, act.scope, db).value
        }
        return Answer.done(redirect: "/grants/\(value["grant"]?.text ?? "")", value).replayed(isReplay)
    }

    func writeOff(_ request: Request) async throws -> Answer {
        let (amount, reason) = try request.read { reader in
            (reader.cents("amount", in: Cents(1)...Cents.largest), reader.text("reason", max: 500))
        }
        let id = try request.id("id", Grant.self)
        let (value, isReplay) = try await once(request) { act, db in
            let grant = try Grant.find(id, for: .recordDecision, act.scope, db)
            return try GrantWriteOff.book(amount, reason: reason, for: grant, act, db).value(grant.fields.currency)
        }
        return Answer.created(location: "/grants/\(id)", value).replayed(isReplay)
    }

    func reverseWriteOff(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let id = try request.id("id", GrantWriteOff.self)
        let (value, isReplay) = try await once(request) { act, db in
            let (writeOff, grant) = try GrantWriteOff.find(id, act.scope, db)
            try act.scope.require(.recordDecision, at: grant.node, db)
            try writeOff.reverse(of: grant, reason: reason, act, db)
            return try GrantWriteOff.find(id, act.scope, db).writeOff.value(grant.fields.currency)
        }
        return Answer.done(redirect: "/grants/\(value["grant"]?.text ?? "")", value).replayed(isReplay)
    }

    func setRules(_ request: Request) async throws -> Answer {
        let rules = try request.read { reader in
            GrantRules(above: reader.cents("above"), approvals: reader.integer("approvals", in: 1...10))
        }
        let (value, isReplay) = try await once(request) { act, db in
            try rules.set(act, db)
            return rules.value(now: try GrantRules.of(act.tenant, at: act.now, db))
        }
        return Answer.done(redirect: "/grant-rules", value).replayed(isReplay)
    }

    /// Changes the grant that the path names, where the asker has the capability at its node.
    private func changing(
        _ request: Request, _ capability: Capability,
        _ body: @escaping @Sendable (Grant, SponsorshipAct, Connection) throws -> Void
    ) async throws -> Answer {
        let id = try request.id("id", Grant.self)
        let (value, isReplay) = try await once(request) { act, db in
            try body(try Grant.find(id, for: capability, act.scope, db), act, db)
            return try Grant.find(id, act.scope, db).wholeValue(at: act.now, db)
        }
        return Answer.done(redirect: "/grants/\(id)", value).replayed(isReplay)
    }

    private func once(
        _ request: Request, _ body: @escaping @Sendable (SponsorshipAct, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        try await SponsorshipAct.once(request, database, clock, body)
    }
}
