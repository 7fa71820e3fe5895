import Kernel
import Ledger
import People
import Storage
import TestCalls
import Web

@testable import PartnerFunding

extension Partnered {
    /// An admin who entered nothing.
    var checker: Principal { Self.principal(tenants[0], PersonID(bits: 6), [.admin]) }
    /// Neither of the two.
    var third: Principal { Self.principal(tenants[0], PersonID(bits: 7), [.admin]) }

    func commitment(_ id: Commitment.ID) async throws -> Commitment {
        let tenant = tenants[0]
        return try await database.read { try Commitment.find(id, tenant: tenant, $0) }
    }

    func commitment(_ id: Value?) async throws -> Commitment {
        try await commitment(Commitment.ID(id?.text ?? "") ?? Commitment.ID(bits: 0))
    }

    /// A commitment that the first admin entered.
    func commit(_ form: Value, for partner: Partner.ID) async throws -> Commitment.ID {
        try await commitment(try await act("/commitments", form.adding("partner", Value(partner)))["id"]).id
    }

    func approved(_ form: Value, for partner: Partner.ID) async throws -> Commitment.ID {
        let id = try await commit(form, for: partner)
        _ = try await act("/commitments/\(id)/approval", as: checker)
        return id
    }

    /// The receipt's id.
    @discardableResult
    func receive(
        _ amount: String, for id: Commitment.ID, reference: String = "R", in currency: Currency = .usd,
        on day: Day? = nil, by asker: Principal? = nil
    ) async throws -> String {
        let form: Value = [
            "amount": .string(amount), "currency": .string(currency.rawValue), "reference": .string(reference),
            "received_on": Value(day ?? clock.now().day),
        ]
        return try await act("/commitments/\(id)/receipts", form, as: asker)["id"]?.text ?? ""
    }

    /// Money that is not released goes back to the partner, by somebody who did not book it.
    func refund(_ amount: String, of id: Commitment.ID, by asker: Principal? = nil) async throws {
        let form: Value = ["amount": .string(amount), "returned_on": Value(clock.now().day), "reason": "asked for"]
        _ = try await act("/commitments/\(id)/refunds", form, as: asker ?? checker)
    }

    /// What is wrong with the ledger and with what the records say of it.
    func flaws() async throws -> [String] {
        let tenants = tenants
        return try await database.read { db in
            guard case .whole = try LedgerReview.all(db) else { return ["the ledger does not add up"] }
            return try FundingReview.look(tenants, db).flaws
        }
    }

    /// What the ledger says of a commitment's account, in cents.
    func booked(_ code: String, of id: Commitment.ID) async throws -> Int64 {
        let tenant = tenants[0]
        return try await database.read { db in
            let account = try LedgerAccount.find(code, ownerID: id.description, .usd, tenant: tenant, db)
            return try account.map { try AccountTotals.of($0.id, tenant: tenant, db).balance(on: $0.normalSide).count }
                ?? 0
        }
    }
}
