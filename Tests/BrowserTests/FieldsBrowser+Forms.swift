import Kernel
import Testing

extension FieldsBrowser {
    /// Each form with fields that would be taken.
    func forms(_ office: OpenOffice, _ ids: KnownIDs) async throws -> [String: (path: String, valid: Value)] {
        let funder = try #require(ids.of("funders").first)
        let review: String = try #require(
            try await office.value("SELECT id FROM review_item WHERE state = 'open' LIMIT 1"))
        let submission = try #require(ids.of("submissions").first)
        let tenant: String = try #require(try await office.value("SELECT min(id) FROM tenant"))
        let (day, deal) = (Value.string("2026-11-02"), try #require(ids.of("deals").first))
        let cohort: String = try #require(
            try await office.value("SELECT id FROM cohort WHERE state = 'running' ORDER BY id LIMIT 1"))
        let participant: String = try #require(
            try await office.value("SELECT id FROM participant WHERE state = 'active' ORDER BY id LIMIT 1"))
        let commitment = try #require(ids.of("commitments").first)
        let allocation = try #require(ids.of("allocations").first)
        let line = try #require(ids.of("bank-lines").first)
        let partner: Value = .string(try #require(ids.of("partners").first))
        return [
            "one-off": (
                "/commitments",
                [
                    "partner": partner, "type": "one_off", "currency": "USD", "amount": "1",
                    "intended_use": "general_pool",
                ]
            ),
            "recurring": (
                "/commitments",
                [
                    "partner": partner, "type": "recurring", "currency": "USD", "amount": "1", "cadence": "monthly",
                    "starts_on": day,
                ]
            ),
            "sponsor": (
                "/commitments",
                [
                    "partner": partner, "type": "cohort_sponsor", "currency": "USD", "cohort_size": "1",
                    "cost_per_participant": "1", "timing": "any",
                ]
            ),
            "pool": (
                "/commitments",
                ["partner": partner, "type": "capacity_pool", "currency": "USD", "amount": "1", "seats": "1"]
            ),
            "receipt": (
                "/commitments/\(commitment)/receipts",
                ["amount": "1", "currency": "USD", "reference": "R", "received_on": day]
            ),
            "refund": (
                "/commitments/\(commitment)/refunds", ["amount": "1", "returned_on": day, "reason": "r"]
            ),
            "allocation": (
                "/commitments/\(commitment)/allocate",
                ["cohort": .string(cohort), "amount": "1", "cycle_on": day]
            ),
            "disbursement": (
                "/allocations/\(allocation)/disbursements", ["amount": "1", "support_type": "overhead", "note": "n"]
            ),
            "change": ("/allocations/\(allocation)/adjustments", ["amount": "-1", "reason": "r"]),
            "pause": ("/allocations/\(allocation)/pause", ["reason": "r"]),
            "end": ("/allocations/\(allocation)/cancellation", ["reason": "r"]),
            "line": ("/bank-lines/\(line)/booking", ["commitment": .string(commitment)]),
            "link": ("/bank-lines/\(line)/link", ["receipt": .string(commitment)]),
            "away": ("/bank-lines/\(line)/dismissal", ["reason": "r"]),
            "statement": ("/bank-statements", ["currency": "USD"]),
            "withdrawal": (
                "/bank-statements/\(try #require(ids.of("bank-statements").first))/withdrawal", ["reason": "r"]
            ),
            "cohort": (
                "/cohorts",
                [
                    "name": "A test cohort", "starts_on": day, "ends_on": "2026-12-01", "cost_per_participant": "1",
                    "currency": "USD",
                ]
            ),
            "participant": ("/cohorts/\(cohort)/participants", ["name": "Ada", "email": "ada@people.example"]),
            "mission": ("/cohorts/\(cohort)/missions", ["title": "A test", "kind": "arena"]),
            "measurement": ("/participants/\(participant)/measurements", ["momentum": 5]),
            "offer": ("/submissions/\(submission)/offers", ["amount": "1000"]),
            "deal": ("/deals", ["offer": .string(try #require(ids.of("offers").first)), "funded_on": day]),
            "terms": (
                "/funders/\(funder)/commission-terms",
                ["version": 0, "valid_from": day, "rate": "8", "plan": "same_day"]
            ),
            "payment": (
                "/deals/\(deal)/payments", ["amount": "1", "trace": "T", "method": "ach", "paid_on": day]
            ),
            "clawback": ("/deals/\(deal)/clawbacks", ["method": "netted", "paid_on": day]),
            "earning": ("/deals/\(deal)/earnings", ["on": day]),
            "adjustment": ("/deals/\(deal)/adjustments", ["amount": "1", "reason": "r", "on": day]),
            "split": ("/deals/\(deal)/split", ["reason": "r", "house_share": "100"]),
            "renewal": ("/deals/\(deal)/renewal-date", ["renewal_due_on": day]),
            "payee": ("/payees", ["name": "A test payee"]),
            "payout": (
                "/payees/\(try #require(ids.of("payees").first))/payouts",
                ["amount": "1", "currency": "USD", "method": "ach", "reference": "P", "paid_on": day]
            ),
            "application": ("/applications", ["legal_name": "A test LLC"]),
            "funder": ("/funders", ["name": "A test funder"]),
            "enquiry": (
                "/enquiries/\(tenant)",
                [
                    "name": "A test trust", "contact_name": "Ada", "email": "ada@trust.example",
                    "interest": "unsure", "amount_low": "1", "amount_high": "2", "currency": "USD",
                    "motivation": "pilot",
                ]
            ),
            "contact": ("/funders/\(funder)/contact", ["email": "a@funder.example", "version": 1]),
            "rules": ("/funders/\(funder)/rules", ["version": 1]),
            "guidelines": ("/funders/\(funder)/guidelines", ["version": 1]),
            "submission": (
                "/submissions",
                ["application": .string(ids.of("applications").last ?? ""), "funders": [.string(funder)]]
            ),
            "correction": (
                "/review/\(review)/settlement", ["outcome": "offered", "submission": .string(submission)]
            ),
        ]
    }
}
