import Cohorts
import Kernel
import People
import Storage
import Web

/// What is done with allocations.
extension AllocationRoutes {
    func allocate(_ request: Request) async throws -> Answer {
        let new = try request.read { reader in
            Allocation.New(
                reader.id("cohort"), reader.optionalCents("amount", in: Cents(1)...Cents.largest),
                seats: reader.optionalInteger("seats", in: 0...CohortFunding.mostSeats),
                cycle: reader.optionalDay("cycle_on"), note: reader.optionalText("note", max: 500))
        }
        let caller = try request.caller
        let id = try request.id("id", Commitment.self)
        let (value, isReplay) = try await once(request) { now, db in
            let commitment = try Commitment.find(id, tenant: caller.tenant, db)
            return try Allocation.plan(new, of: commitment, by: caller.who, at: now, db).value
        }
        return Answer.created(location: "/allocations/\(value["id"]?.text ?? "")", value).replayed(isReplay)
    }

    func release(_ request: Request) async throws -> Answer {
        try await change(request) { try $0.release(by: $1, at: $2, $3) }
    }

    func disburse(_ request: Request) async throws -> Answer {
        let payment = try request.read { Allocation.Payment.read(&$0) }
        return try await change(request, isNew: true) { try $0.disburse(payment, by: $1, at: $2, $3) }
    }

    func adjust(_ request: Request) async throws -> Answer {
        let (delta, seats, reason) = try request.read { reader in
            (Self.signedCents(&reader), Self.signedSeats(&reader), reader.text("reason", max: 500))
        }
        return try await change(request, isNew: true) {
            try $0.adjust(by: delta, seats: seats, reason: reason, who: $1, at: $2, $3)
        }
    }

    private static func signedCents(_ reader: inout FieldReader) -> Cents {
        let text = reader.text("amount", max: 30)
        let amount = Cents(decimal: text.hasPrefix("+") ? String(text.dropFirst()) : text)
        if !text.isEmpty, amount == nil || amount == .zero {
            reader.refuse("amount", code: "not_an_amount", "must be an amount with its sign, such as -20.00")
        }
        return amount ?? .zero
    }

    private static func signedSeats(_ reader: inout FieldReader) -> Int? {
        guard let text = reader.optionalText("seats", max: 7) else { return nil }
        guard let seats = Int(text), abs(seats) <= CohortFunding.mostSeats else {
            reader.refuse("seats", code: "not_a_number", "must be a whole number with its sign, such as -2")
            return nil
        }
        return seats
    }

    func pause(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await change(request) { try $0.pause(reason: reason, by: $1, at: $2, $3) }
    }

    func resume(_ request: Request) async throws -> Answer {
        try await change(request) { try $0.resume(by: $1, at: $2, $3) }
    }

    func cancel(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.text("reason", max: 500) }
        return try await change(request) { try $0.cancel(reason: reason, by: $1, at: $2, $3) }
    }

    private func change(
        _ request: Request, isNew: Bool = false,
        _ body: @escaping @Sendable (Allocation, Who, Moment, Connection) throws -> Void
    ) async throws -> Answer {
        let caller = try request.caller
        let (value, isReplay) = try await once(request) { now, db in
            let allocation = try allocation(request, db)
            try body(allocation, caller.who, now, db)
            return try Allocation.find(allocation.id, tenant: caller.tenant, db).value
        }
        let place = "/allocations/\(value["id"]?.text ?? "")"
        let answer = isNew ? Answer.created(location: place, value) : Answer.done(redirect: place, value)
        return answer.replayed(isReplay)
    }

    private func once(
        _ request: Request, _ body: @escaping @Sendable (Moment, Connection) throws -> Value
    ) async throws -> (answer: Value, isReplay: Bool) {
        try await PartnerCommand.once(request, database, clock, body)
    }
}
