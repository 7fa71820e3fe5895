import Cohorts
import Documents
import Kernel
import Ledger
import Storage
import Testing
import Web

@testable import PartnerFunding

/// Amounts, days and names at the edge of what is taken.
@Suite struct OddInputTests {
    @Test func `F24 F27 the largest amounts and the longest calendars are booked or refused, and nothing overflows`()
        async throws
    {
        let office = try await Partnered()
        let partner = try await office.partner(in: .approved)
        let most = Cents.largest.decimal
        // swift-format-ignore
        let forms: [(form: Value, isTaken: Bool)] = [
            (["type": "one_off", "currency": "USD", "amount": .string(most), "intended_use": "general_pool"], true),
            (["type": "recurring", "currency": "USD", "amount": .string(most), "cadence": "monthly", "starts_on": "2000-01-01"], true),
            (["type": "recurring", "currency": "USD", "amount": .string(most), "cadence": "monthly", "starts_on": "2000-01-31", "ends_on": "2100-12-31"], false),
            (["type": "recurring", "currency": "USD", "amount": "0.01", "cadence": "monthly", "starts_on": "2000-01-31", "ends_on": "2100-12-31"], true),
            (["type": "cohort_sponsor", "currency": "USD", "cohort_size": "100000", "cost_per_participant": "100000", "timing": "any"], true),
            (["type": "cohort_sponsor", "currency": "USD", "cohort_size": "100000", "cost_per_participant": "100000.01", "timing": "any"], false),
        ]
        for row in forms {
            let form = row.form.adding("partner", Value(partner))
            let status = try await office.status(.post, "/commitments", form, as: office.admin)
            #expect(status == (row.isTaken ? 201 : 422), "\(row.form)")
            guard row.isTaken else { continue }
            let id = try #require(
                try await office.database.read {
                    try $0.value("SELECT max(id) FROM funding_commitment", as: Commitment.ID.self)
                })
            let approved = try await office.status(.post, "/commitments/\(id)/approval", as: office.checker)
            // What the ledger cannot hold is refused, and stays as it was.
            #expect([200, 409, 422].contains(approved), "\(row.form): \(approved)")
            #expect(try await office.status(.get, "/commitments/\(id)", as: office.admin) == 200)
        }
        for path in ["/commitments", "/commitments/export", "/partners", "/partners/\(partner)"] {
            #expect(try await office.status(.get, path, as: office.admin) == 200, "\(path)")
        }
        #expect(try await office.flaws() == [])
    }

    @Test func `F37 a day that no calendar reaches is refused as one on which no cycle begins`() async throws {
        let office = try await Partnered()
        let today = office.clock.now().day
        let (id, cohort) = try await office.funded(
            [
                "type": "recurring", "currency": "USD", "amount": "500", "cadence": "monthly",
                "starts_on": Value(today),
            ], paid: "500")
        for day in ["9999-12-31", "0001-01-01", "2101-01-01", today.adding(days: 1).description] {
            let form: Value = ["cohort": Value(cohort), "cycle_on": .string(day)]
            let status = try await office.status(.post, "/commitments/\(id)/allocate", form, as: office.admin)
            #expect(status == 422, "\(day): \(status)")
        }
        for (from, to) in [("0001-01-01", "9999-12-31"), ("9999-12-31", "9999-12-31")] {
            let partner = try await office.commitment(id).partner
            let query = "type=custom&from=\(from)&to=\(to)&metrics=paid_in&metrics=support_types"
            #expect(try await office.status(.get, "/partners/\(partner)/reports/new?\(query)", as: office.admin) == 200)
        }
    }

    // swift-format-ignore
    private static let names = [
        "<b>Lark</b> & \"Sons\" <script>alert(1)</script>", "=HYPERLINK(\"http://x.example\")", "@SUM(A1)",
        "Ångström Ærø Łódź 東京 العربية 🏳️‍🌈", "\u{202E}drawkcab\u{202C}", String(repeating: "W", count: 200),
        "{{name}} {{{office}}} %s %n $(id) ../../etc/passwd",
    ]

    @Test func `F47 F50 whatever a partner is called, its receipt and report are made, and save no formula`()
        async throws
    {
        let office = try await Partnered()
        for (number, name) in Self.names.enumerated() {
            let (partner, principal) = try await office.joined("odd-\(number)@lark.example", name: name)
            let id = try await office.approved(CommitmentTests.oneOff, for: partner)
            let receipt = try await office.receive("5", for: id, reference: "=1+\(number)")
            let day = office.clock.now().day.adding(days: -1)
            let report = try await office.act(
                "/partners/\(partner)/reports",
                ["type": "custom", "from": Value(day), "to": Value(day), "metrics": ["paid_in", "support_types"]])
            for path in ["/commitment-receipts/\(receipt)", "/partner-reports/\(report["id"]?.text ?? "")"] {
                let paper = try #require(try await office.caller.call(.get, "\(path)/pdf", as: principal).file)
                let words = try PDFText().textBlocking(ofFile: paper.path)
                #expect(words.contains("The Office") || words.contains("One"), "\(name)")
                let text = try await office.caller.call(.get, "\(path)/export", as: principal).bytes
                for record in try CSVReader.records(text) {
                    let isSafe = record.fields.allSatisfy { !$0.hasPrefix("=") && !$0.hasPrefix("@") }
                    #expect(isSafe, "\(name): \(record.fields)")
                }
            }
        }
        let saved = try await office.caller.call(.get, "/commitments/export", as: office.admin).bytes
        #expect(try CSVReader.records(saved).allSatisfy { record in record.fields.allSatisfy { !$0.hasPrefix("=") } })
    }
}
