import Applications
import Kernel
import People
import Storage
import Testing
import Web

@testable import Funders

@Suite struct GuidelineTests {
    // swift-format-ignore
    @Test(arguments: [
        ("A14", ["states_allowed": ["NY"], "states_excluded": ["NY"]],                                "states_excluded"),
        ("A14", ["states_allowed": ["XX"]],                                                           "states_allowed"),
        ("A15", ["industries_allowed": ["Bars"], "industries_restricted": ["bars"]],                  "industries_restricted"),
        ("A17", ["min_monthly_revenue": "2", "max_monthly_revenue": "1"],                             "max_monthly_revenue"),
        ("A17", ["min_monthly_revenue": "1.234"],                                                     "min_monthly_revenue"),
        ("A19", ["max_position": 0],                                                                  "max_position"),
        ("A23", ["min_fico": 299],                                                                    "min_fico"),
        ("A23", ["min_fico": 851],                                                                    "min_fico"),
        ("A24", ["min_term_months": 12, "max_term_months": 6],                                        "max_term_months"),
        ("A25", ["min_funding": "2", "max_funding": "1"],                                             "max_funding"),
        ("A27", ["commission_points": "1.2345"],                                                      "commission_points"),
        ("A27", ["incentives": [["count": 3]]],                                                       "incentives[0]"),
        ("A28", ["commission_plan": "someday"],                                                       "commission_plan"),
        ("A29", ["rules": [["field": "shoe_size", "operator": "at_least", "value": 1]]],              "rules[0].field"),
        ("A29", ["rules": [["field": "fico", "operator": "resembles", "value": 1]]],                  "rules[0].operator"),
        ("A29", ["rules": [["field": "state", "operator": "at_least", "value": "NY"]]],               "rules[0].operator"),
        ("A29", ["rules": [["field": "fico", "operator": "at_least", "value": "much"]]],              "rules[0].value"),
        ("A29", ["rules": [["field": "fico", "operator": "at_least", "value": [1, 2]]]],              "rules[0].value"),
        ("A29", ["rules": [["field": "fico", "operator": "at_least"]]],                               "rules[0].value"),
        ("A30", ["required_docs": [["code": "horoscope"]]],                                           "required_docs[0]"),
        ("A30", ["required_docs": [["code": "void_check", "min_months": 0]]],                         "required_docs[0].min_months"),
        ("A30", ["required_docs": [["code": "void_check", "required_if": ["field": "x"]]]],           "required_docs[0].required_if"),
    ] as [(String, Value, String)])
    func `A14 A15 A17 A19 A23 A24 A25 A27 A28 A29 A30 guidelines that contradict themselves are refused by field`(
        row: String, criteria: Value, field: String
    ) {
        do {
            _ = try Criteria.read(criteria)
            Issue.record("\(criteria.json) was taken")
        } catch let errors as FieldErrors {
            #expect(errors.errors.map(\.field) == [field])
        } catch {
            Issue.record("\(error)")
        }
    }

    static let whole: Value = [
        "states_allowed": ["NY", "NJ"], "industries_restricted": ["trucking"], "min_months_in_business": 12,
        "min_monthly_revenue": "15000.50", "takes_first_position": false, "max_position": 3, "max_advances": 2,
        "max_daily_debit": "900", "default_rule": "satisfied", "default_lookback_months": 24,
        "bankruptcy_rule": "discharged", "bankruptcy_months": 12, "min_fico": 550, "min_term_months": 3,
        "max_term_months": 18, "min_funding": "10000", "max_funding": "500000", "turnaround_hours": 4,
        "commission_points": "10.125", "commission_plan": "two_days_out", "bonus": "500",
        "incentives": [["count": 3, "bonus": "250"], ["count": 10, "bonus": "1000"]],
        "required_docs": [
            ["code": "bank_statements", "label": "Last 4 months", "min_months": 4, "portal_id": ["x": 7]],
            [
                "code": "tax_returns",
                "required_if": ["field": "requested_amount", "operator": "at_least", "value": "100000"],
            ],
            "void_check",
        ],
        "rules": [["field": "entity_type", "operator": "none_of", "value": ["nonprofit", "other"]]],
    ]

    @Test func `A13 A31 every edit keeps the version before it, under an id that submissions can name`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        let first = try await desk.post("\(path)/guidelines", Self.whole)
        #expect(first["version"] == 1 && first["labels"]?["min_monthly_revenue"] == "$15,000.50")
        #expect(try await code { try await desk.post("\(path)/guidelines", Self.whole) } == "changed_meanwhile")
        let body = Self.whole.adding("min_fico", 600).adding("version", 1)
        let second = try await desk.post("\(path)/guidelines", body)
        #expect(second["version"] == 2 && second["version_id"] != first["version_id"])
        #expect(try await code { try await desk.post("\(path)/guidelines", body) } == "changed_meanwhile")
        let shown = try await desk.show("\(path)/guidelines")
        #expect(shown["guidelines"]?["min_fico"] == 600 && shown["versions"]?.list?.count == 2)
        let then = try await desk.show("\(path)/guidelines/\(first["version_id"]?.text ?? "")")
        #expect(then["guidelines"]?["min_fico"] == 550)
        let row = try await desk.show(path)["history"]?.list?.first
        #expect(row?["detail"] == ["version": 2, "fields": ["min_fico"]])
        await #expect(throws: StorageFault.self) {
            try await desk.database.write { try $0.run("DELETE FROM funder_guideline_version") }
        }
    }

    @Test func `A13 a version that was read before is still unknown to another office`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        _ = try await desk.post("\(path)/guidelines", Self.whole)
        let stored = try #require(try await desk.dossier(path).guideline)
        let (own, other) = (desk.broker.tenant, desk.stranger.tenant)
        let again = try await desk.database.read { try Guideline.criteria(stored.versionID, tenant: own, $0) }
        #expect(again == stored.criteria)
        await #expect(throws: RecordRefusal.self) {
            try await desk.database.read { try Guideline.criteria(stored.versionID, tenant: other, $0) }
        }
    }

    @Test func `A30 guidelines come back as they were given, unknown keys of a document too`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        _ = try await desk.post("\(path)/guidelines", Self.whole)
        let stored = try #require(try await desk.dossier(path).guideline)
        #expect(try Criteria.read(stored.criteria.value) == stored.criteria)
        let documents = stored.criteria.value["required_docs"]?.list
        #expect(documents?.first == Self.whole["required_docs"]?.list?.first)
        #expect(stored.criteria.requiredDocuments.map(\.label) == ["Last 4 months", "Tax returns", "Voided check"])
    }

    @Test func `A30 documents are there, missing, or too few months, and wanted only where their rule says so`() throws
    {
        var merchant = MerchantProfile()
        merchant.requestedAmount = Cents(9_999_999)
        merchant.documents = [FileCode(.bankStatements): 3, FileCode(.voidCheck): 1]
        let criteria = try Criteria.read(Self.whole)
        #expect(criteria.assess(merchant).missingDocuments.map(\.document.label) == ["Last 4 months"])
        merchant.documents[FileCode(.bankStatements)] = 4
        #expect(criteria.assess(merchant).missingDocuments.isEmpty)
        merchant.requestedAmount = Cents(10_000_000)
        #expect(criteria.assess(merchant).missingDocuments.map(\.document.code.rawValue) == ["tax_returns"])
        merchant.requestedAmount = nil
        #expect(criteria.assess(merchant).missingDocuments.map(\.document.code.rawValue) == ["tax_returns"])
        let short = try Criteria.read(["required_docs": ["bank_statements_3mo"]])
        #expect(short.requiredDocuments.first?.minMonths == 3)
    }

    // swift-format-ignore
    @Test(arguments: [
        (0, 0), (2, 0), (3, 25_000), (9, 25_000), (10, 100_000), (50, 100_000),
    ] as [(Int, Int64)])
    func `A27 an incentive is the highest tier that the funded month reaches`(funded: Int, cents: Int64) throws {
        let criteria = try Criteria.read(Self.whole)
        #expect(criteria.commissionPoints == 10_125 && criteria.bonus == Cents(50_000))
        #expect(Incentive.earned(criteria.incentives, funded: funded) == Cents(cents))
    }

    // The week of 9 to 15 November 2026: Wednesday the 11th is Veterans Day. Then Thanksgiving, Christmas, a 4 July
    // on a Saturday, and a New Year's Day that is kept on the last of December.
    // swift-format-ignore
    @Test(arguments: [
        // funded        same day      end of week   next week     seven days    two days
        ("2026-11-02", ["2026-11-02", "2026-11-06", "2026-11-09", "2026-11-09", "2026-11-04"]),
        ("2026-11-03", ["2026-11-03", "2026-11-06", "2026-11-09", "2026-11-10", "2026-11-05"]),
        ("2026-11-04", ["2026-11-04", "2026-11-06", "2026-11-09", "2026-11-12", "2026-11-06"]),
        ("2026-11-05", ["2026-11-05", "2026-11-06", "2026-11-09", "2026-11-12", "2026-11-09"]),
        ("2026-11-06", ["2026-11-06", "2026-11-06", "2026-11-09", "2026-11-13", "2026-11-09"]),
        ("2026-11-07", ["2026-11-09", "2026-11-13", "2026-11-09", "2026-11-16", "2026-11-09"]),
        ("2026-11-08", ["2026-11-09", "2026-11-13", "2026-11-09", "2026-11-16", "2026-11-10"]),
        ("2026-11-11", ["2026-11-12", "2026-11-13", "2026-11-16", "2026-11-18", "2026-11-13"]),
        ("2026-11-26", ["2026-11-27", "2026-11-27", "2026-11-30", "2026-12-03", "2026-11-30"]),
        ("2026-12-25", ["2026-12-28", "2026-12-31", "2026-12-28", "2027-01-04", "2026-12-28"]),
        ("2026-07-03", ["2026-07-06", "2026-07-10", "2026-07-06", "2026-07-10", "2026-07-06"]),
        ("2027-12-31", ["2028-01-03", "2028-01-07", "2028-01-03", "2028-01-07", "2028-01-03"]),
        ("2027-01-17", ["2027-01-19", "2027-01-22", "2027-01-19", "2027-01-25", "2027-01-19"]),
    ])
    func `A28 five payment plans give a due day under the federal calendar`(funded: String, due: [String]) throws {
        let day = try #require(Day(funded))
        let plans: [CommissionPlan] = [.sameDay, .endOfWeek, .beginningOfNextWeek, .sevenDaysOut, .twoDaysOut]
        #expect(plans.map { $0.dueDate(fundedOn: day, .usFederal).description } == due)
    }

    @Test func `A28 the federal calendar knows the eleven holidays of a year`() throws {
        let start = try #require(Day(year: 2026, month: 1, day: 1))
        let holidays = (0..<365).map { start.adding(days: $0) }.filter(BusinessCalendar.usFederal.isHoliday)
        #expect(
            holidays.map(\.description) == [
                "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07",
                "2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25",
            ])
    }

    @Test func `A26 the turnaround and the promised hours are stored`() async throws {
        let desk = try await Desk()
        let path = try await desk.add("Rapid")
        let changed = try await desk.post(
            path, ["version": 1, "first_response_hours": 2, "offer_hours": 24, "funding_hours": 48])
        #expect(changed["first_response_hours"] == 2 && changed["funding_hours"] == 48)
        let saved = try await desk.post("\(path)/guidelines", ["turnaround_hours": "4"])
        #expect(saved["turnaround_hours"] == 4)
        #expect(try await code { try await desk.post(path, ["version": 2, "offer_hours": 0]) } == "out_of_range")
    }
}
