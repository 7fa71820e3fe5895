import Applications
import Funders
import Kernel
import Storage
import Testing

@testable import Submissions

@Suite struct NextFundersTests {
    /// For each reason: guidelines that the merchant meets, fails, and where it cannot be told.
    private static let rules: [(reason: String, met: Value, failed: Value, unknown: Value?)] = [
        ("low_credit_score", ["min_fico": 500], ["min_fico": 700], nil),
        ("time_in_business", ["min_months_in_business": 12], ["min_months_in_business": 90], nil),
        (
            "low_revenue", ["min_monthly_revenue": "20000"], ["min_monthly_revenue": "90000"],
            ["min_annual_revenue": "100000"]
        ),
        ("existing_positions", ["max_position": 3], ["max_position": 1], ["max_daily_debit": "900"]),
        ("prior_default", ["default_rule": "allowed"], ["default_rule": "none"], nil),
        ("bankruptcy", ["bankruptcy_rule": "allowed"], ["bankruptcy_rule": "none"], nil),
        (
            "restricted_industry", ["industries_restricted": ["Trucking"]], ["industries_restricted": ["Restaurants"]],
            nil
        ),
        ("restricted_state", ["states_excluded": ["CA"]], ["states_excluded": ["NY"]], nil),
        ("amount_out_of_range", ["max_funding": "90000"], ["max_funding": "10000"], nil),
        (
            "negative_days", ["rules": [["field": "negative_days", "operator": "at_most", "value": 9]]],
            ["rules": [["field": "negative_days", "operator": "at_most", "value": 1]]], nil
        ),
        (
            "low_balances", ["rules": [["field": "average_daily_balance", "operator": "at_least", "value": "100"]]],
            ["rules": [["field": "average_daily_balance", "operator": "at_least", "value": "90000"]]], nil
        ),
        (
            "insufficient_deposits", [:],
            ["rules": [["field": "deposits_per_month", "operator": "at_least", "value": 99]]],
            ["rules": [["field": "deposits_per_month", "operator": "at_least", "value": 5]]]
        ),
    ]

    private static let merchant: Value = [
        "fico": 610, "started_on": "2022-11-01", "monthly_revenue": "50000", "requested_amount": "30000",
        "open_positions": 1, "default_status": "open", "bankruptcy_status": "open", "industry_name": "Restaurant",
        "state": "NY", "negative_days": 4, "average_daily_balance": "4000",
    ]

    @Test(arguments: rules.indices)
    func `N05 no proposal has a rule that names the reason and is not met`(index: Int) async throws {
        let row = Self.rules[index]
        let desk = try await PastDesk()
        let application = try await desk.addApplication(Self.merchant)
        let first = try await desk.addFunder("First")
        let met = try await desk.addFunder("Meets it", asks: row.met)
        let failed = try await desk.addFunder("Fails it", asks: row.failed)
        let unknown = try await desk.addFunder("Cannot be told", asks: row.unknown ?? [:])
        let silent = try await desk.addFunder("Says nothing")
        let declined = try await desk.add(
            PastSubmission(
                application, to: first, sentAt: desk.now - .days(2),
                [
                    .init(.replied, at: desk.now - .days(1)),
                    .init(.declined, at: desk.now - .days(1), declineCode: row.reason),
                ]))
        let (tenant, now) = (desk.tenant, desk.now)
        let next = try await desk.database.read { try NextFunders.make(after: declined, tenant: tenant, at: now, $0) }
        let proposed = Set(next.proposals.map(\.line.dossier.funder.id))
        #expect(next.reasons == [row.reason])
        #expect(!proposed.contains(failed))
        #expect(proposed.contains(met) && proposed.contains(silent))
        #expect(proposed.contains(unknown) == (row.unknown == nil))
        for proposal in next.proposals { #expect(proposal.met.allSatisfy { $0.verdict == .green }) }
        if row.met != [:] {
            #expect(next.proposals.first { $0.line.dossier.funder.id == met }?.met.isEmpty == false)
        }
    }

    @Test func `N05 who has every document stands first, who had the merchant is left out`() async throws {
        let desk = try await PastDesk()
        let application = try await desk.addApplication(Self.merchant)
        let wants: Value = ["required_docs": ["bank_statements_3mo", "void_check"]]
        _ = try await desk.addFunder("Alder", asks: wants)
        _ = try await desk.addFunder("Birch", asks: ["required_docs": ["application"]])
        let declining = try await desk.addFunder("Cedar")
        let id = try await desk.add(
            PastSubmission(
                application, to: declining, sentAt: desk.now - .days(2),
                [.init(.replied, at: desk.now), .init(.declined, at: desk.now, declineCode: "unspecified")]))
        let (tenant, now) = (desk.tenant, desk.now)
        let next = try await desk.database.write { db in
            try DuplicateGuard.note(
                try Application.find(application, tenant: tenant, db), to: declining, submission: id, tenant: tenant,
                at: now - .days(2), db)
            return try NextFunders.make(after: id, tenant: tenant, at: now, db)
        }
        #expect(next.proposals.map(\.line.dossier.funder.name) == ["Birch", "Alder"])
        let second = next.value["funders"]?.list?[1]
        #expect(second?["is_complete"] == false && second?["missing_documents"]?.list?.count == 2)
    }
}
