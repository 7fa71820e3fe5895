import Kernel
import People
import Storage
import Web

/// What is done with commitments.
extension CommitmentRoutes {
    func submit(_ request: Request) async throws -> Answer {
        let (terms, asked, former) = try request.read { reader in
            (
                CommitmentTerms.read(&reader), reader.optionalID("partner", Partner.self),
                reader.optionalID("supersedes", Commitment.self)
            )
        }
        let caller = try request.caller
        let (value, isReplay) = try await once(request) { now, db in
            let was = try former.map { try Commitment.find($0, tenant: caller.tenant, db) }
            let partner = try partner(asked ?? was?.partner, for: caller, db)
            if let was {
                guard was.partner == partner.id else { throw CommitmentRefusal.unknown(was.id) }
                try checkHands(was, caller)
            }
            return try Commitment.submit(terms, for: partner, insteadOf: was, by: caller.who, at: now, db).value
        }
        return Answer.created(location: "/commitments/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func approve(_ request: Request) async throws -> Answer { try await decide(request, .approve) }
    func requestChanges(_ request: Request) async throws -> Answer { try await decide(request, .requestChanges) }
    func decline(_ request: Request) async throws -> Answer { try await decide(request, .decline) }

    private func decide(_ request: Request, _ event: Commitment.Event) async throws -> Answer {
        let note = try request.read { $0.optionalText("note", max: 500) }
        return try await change(request) { commitment, caller, now, db in
            try commitment.decide(event, note: note, by: caller.who, at: now, db)
        }
    }

    func cancel(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await change(request) { commitment, caller, now, db in
            try checkHands(commitment, caller)
            try commitment.cancel(reason: reason, by: caller.who, at: now, db)
        }
    }

    func pause(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await change(request) { commitment, caller, now, db in
            try commitment.pause(reason: reason, by: caller.who, at: now, db)
        }
    }

    func resume(_ request: Request) async throws -> Answer {
        try await change(request) { commitment, caller, now, db in
            try commitment.resume(by: caller.who, isOffice: Access.admins.admits(caller.roles), at: now, db)
        }
    }

    /// A partner takes back only what nobody decided of.
    private func checkHands(_ commitment: Commitment, _ caller: Principal) throws {
        guard Access.admins.admits(caller.roles) || commitment.state.isOpen else {
            throw CommitmentRefusal.decidedAlready(commitment.id)
        }
    }

    func receive(_ request: Request) async throws -> Answer {
        let new = try request.read { reader in
            CommitmentReceipt.New(
                reader.cents("amount", in: Cents(1)...Cents.largest), reader.choice("currency"),
                reference: reader.text("reference", max: 100), on: reader.day("received_on"))
        }
        let caller = try request.caller
        let (value, isReplay) = try await once(request) { now, db in
            let commitment = try commitment(request, db)
            return try CommitmentReceipt.book(new, for: commitment, by: caller.who, at: now, db).value
        }
        let place = "/commitments/\(try request.id("id", Commitment.self))"
        return Answer.created(location: place, value).replayed(isReplay)
    }

    func refund(_ request: Request) async throws -> Answer {
        let (amount, day, reason) = try request.read { reader in
            (
                reader.cents("amount", in: Cents(1)...Cents.largest), reader.day("returned_on"),
                reader.text("reason", max: 500)
            )
        }
        let caller = try request.caller
        let (value, isReplay) = try await once(request) { now, db in
            let commitment = try commitment(request, db)
            let id = try CapitalReturn.refund(
                amount, of: commitment, on: day, reason: reason, by: caller.who, at: now, db)
            return try CapitalReturn.of(commitment, db).first { $0.id == id }?.value(for: commitment.id, isOffice: true)
                ?? .null
        }
        let place = "/commitments/\(try request.id("id", Commitment.self))"
        return Answer.created(location: place, value).replayed(isReplay)
    }

    func reverse(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        let caller = try request.caller
        let id = try request.id("id", CommitmentReceipt.self)
        let (value, isReplay) = try await once(request) { now, db in
            let receipt = try CommitmentReceipt.find(id, tenant: caller.tenant, db)
            try receipt.reverse(reason: reason, tenant: caller.tenant, by: caller.who, at: now, db)
            return try CommitmentReceipt.find(id, tenant: caller.tenant, db).value
                .adding("commitment", Value(receipt.commitment))
        }
        return Answer.done(redirect: "/commitments/\(value["commitment"]?.text ?? "")", value).replayed(isReplay)
    }

    private func change(
        _ request: Request, _ body: @escaping @Sendable (Commitment, Principal, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let caller = try request.caller
        let (value, isReplay) = try await once(request) { now, db in
            let commitment = try commitment(request, db)
            try body(commitment, caller, now, db)
            return try Commitment.find(commitment.id, tenant: caller.tenant, db).value
        }
        return Answer.done(redirect: "/commitments/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    private func once(
        _ request: Request, _ body: @escaping @Sendable (Moment, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        try await PartnerCommand.once(request, database, clock, body)
    }
}
