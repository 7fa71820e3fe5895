import Kernel
import Storage
import Testing
import Web

@testable import PartnerFunding

/// What is done with the money of a partner that has left.
@Suite struct ChurnTests {
    @Test
    func
        `F16 F38 F67 nothing new is done with the money of a partner that left; what cohorts have is paid out or given back`()
        async throws
    {
        let office = try await Partnered()
        let partner = try await office.partner(in: .approved)
        func commitment(_ amount: String) async throws -> Commitment.ID {
            try await office.approved(CommitmentTests.oneOff.adding("amount", .string(amount)), for: partner)
        }
        let (active, paused) = (try await commitment("1000"), try await commitment("700"))
        try await office.receive("600", for: active, reference: "A")
        try await office.receive("300", for: paused, reference: "B")
        let cohort = try await office.cohort()
        let released = try await office.allocate("300", of: active, to: cohort).id
        let planned = try await office.allocate("250", of: active, to: cohort, seats: 1).id
        try await office.release(released)
        try await office.release(try await office.allocate("100", of: paused, to: cohort).id)
        _ = try await office.act("/commitments/\(paused)/pause", ["reason": "x"])
        let code = try await office.commitment(active).paymentCode
        let taken = try await office.upload("Date,Description,Amount\n2026-11-17,gift \(code),50.00\n")
        _ = try await office.act("/partners/\(partner)/churn", ["reason": "its programme ends"])
        #expect(try await office.find(partner).state == .churned)

        let line = try await office.caller.call(
            .get, "/bank-statements/\(taken["id"]?.text ?? "")", as: office.admin)["lines"]?.list?.first
        #expect(line?["finding"]?["verdict"] == "unclear")
        let receipt: Value = ["amount": "1", "currency": "USD", "reference": "C", "received_on": "2026-11-17"]
        let refused: [(path: String, form: Value)] = [
            ("/commitments/\(active)/allocate", ["cohort": Value(cohort), "amount": "1"]),
            ("/allocations/\(planned)/release", [:]),
            ("/allocations/\(planned)/adjustments", ["amount": "1", "reason": "x"]),
            ("/allocations/\(planned)/adjustments", ["amount": "-1", "seats": "1", "reason": "x"]),
            ("/commitments/\(active)/receipts", receipt), ("/commitments/\(paused)/receipts", receipt),
            ("/bank-lines/\(line?["id"]?.text ?? "")/booking", ["commitment": Value(active)]),
            ("/commitments/\(active)/pause", ["reason": "x"]), ("/commitments/\(paused)/resumption", [:]),
        ]
        for row in refused {
            await #expect(throws: CommitmentRefusal.partnerLeft(partner), "\(row.path)") {
                try await office.act(row.path, row.form, as: office.checker)
            }
        }
        #expect(CommitmentRefusal.partnerLeft(partner).code == "partner_left")
        for (id, allowed) in [(active, ["refund"]), (paused, ["refund"])] {
            let shown = try await office.caller.call(.get, "/commitments/\(id)", as: office.checker)
            #expect(shown["allowed"]?.list?.compactMap(\.text) == allowed)
        }
        let shown = try await office.caller.call(.get, "/allocations/\(planned)", as: office.checker)
        #expect(shown["may"]?["release"] == nil)

        try await office.disburse("120", of: released)
        _ = try await office.act("/allocations/\(planned)/cancellation", ["reason": "it left"])
        _ = try await office.act("/allocations/\(released)/cancellation", ["reason": "it left"])
        try await office.refund("480", of: active)
        _ = try await office.act("/commitments/\(active)/cancellation", ["reason": "it left"])
        #expect(try await office.booked("commitment.capital", of: active) == 0)
        #expect(try await office.flaws() == [])
    }
}
