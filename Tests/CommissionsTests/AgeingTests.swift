import Deals
import Documents
import Glibc
import Kernel
import Ledger
import Storage
import Testing

@testable import Commissions

@Suite struct AgeingTests {
    @Test func `E20 L06 N09 what is added or taken back later puts off no day of what was due before`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let deal = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let due = try #require(try await desk.standing(deal.id).dueOn)
        let later = try desk.go(to: "2026-11-22")
        let added = try await desk.write {
            try $0.adjust(deal.id, by: Cents(1), reason: "rounding", on: later, $1).id
        }
        #expect(try await desk.standing(deal.id).dueOn == due)
        let id = try await desk.take("Deal,Amount\nX-1,5.00\n", from: funder, throughOn: later.adding(days: -1))
        #expect(try await desk.preview(id).missing.map(\.deal) == [deal.id])
        try await desk.write { try $0.reverse(added, reason: "a mistake", $1) }
        let standing = try await desk.standing(deal.id)
        #expect(standing.dueOn == due)
        // What is paid leaves the day of what is still open.
        let new = CommissionPayment.New(
            funder: funder, .usd, by: .ach, trace: "t", on: later, [.init(deal.id, standing.open)])
        try await desk.write { _ = try $0.pay(new, $1) }
        try await desk.write { _ = try $0.adjust(deal.id, by: Cents(500), reason: "more", on: later, $1) }
        #expect(try await desk.standing(deal.id).dueOn == later)
        try await desk.expectWhole()
    }

    @Test(arguments: [
        (1, Ageing.Bucket.notDue), (0, .week), (-7, .week), (-8, .month), (-30, .month), (-31, .twoMonths),
        (-60, .twoMonths), (-61, .threeMonths), (-90, .threeMonths), (-91, .longer), (-4000, .longer),
    ]) func `E20 open items age 0, 7, 30, 60 and 90 days`(offset: Int, bucket: Ageing.Bucket) {
        let today = Day(number: 20_000)
        #expect(Ageing.Bucket.of(dueOn: today.adding(days: offset), on: today) == bucket)
    }

    /// Expected by due day, what is paid, and what is open by due day.
    @Test(
        arguments: [
            ([(1, 100), (2, 50)], 0, [(1, 100), (2, 50)]), ([(2, 50), (1, 100)], 120, [(2, 30)]),
            ([(1, 100), (2, -30)], 0, [(1, 70)]), ([(1, 100), (3, 50), (2, -60)], 10, [(1, 80)]),
            ([(1, 100)], 100, []), ([(1, 100), (2, -100)], 0, []),
        ] as [([(Int, Int64)], Int64, [(Int, Int64)])])
    func `E20 payments settle what was due first`(expected: [(Int, Int64)], paid: Int64, open: [(Int, Int64)]) {
        let left = Ageing.open(
            expected.map { (Day(number: Int32($0.0)), Cents($0.1)) }, paid: Cents(paid))
        #expect(left.map { [Int64($0.dueOn.number), $0.amount.count] } == open.map { [Int64($0.0), $0.1] })
    }

    @Test func `L06 ageing by funder and month equals the ledger`() async throws {
        let desk = try await Desk()
        let (acme, other) = (try await desk.payingFunder(), try await desk.payingFunder("Other Funding"))
        for (merchant, funder, day) in [
            ("Ann", acme, "2026-08-03"), ("Bob", acme, "2026-09-25"), ("Cat", acme, "2026-11-02"),
            ("Dan", other, "2026-10-01"),
        ] {
            try desk.go(to: day)
            let deal = try await desk.funded(merchant, by: funder, "10000", on: day)
            if merchant == "Bob" {
                try await desk.confirm(
                    try await desk.take("Deal,Amount,Trace\n\(deal.reference),400,B1\n", from: funder))
                try desk.go(to: "2026-09-28")
                try await desk.write { book, db in
                    try book.adjust(
                        deal.id, by: Cents(5_000), reason: "a bonus", on: try #require(Day("2026-09-28")), db)
                }
            }
            if merchant == "Dan" { try await desk.write { try $0.earn(deal.id, Cents(30_000), on: $0.now.day, $1) } }
        }
        let today = try desk.go(to: "2026-11-20")
        let tenant = desk.tenant
        let (ageing, ledger) = try await desk.database.read { db in
            (
                try Ageing.of(Ageing.Filter(), on: today, tenant: tenant, db),
                try Ageing.ledger(of: nil, tenant: tenant, db)
            )
        }
        #expect(
            ageing.items.map { [$0.merchant, $0.dueOn.description, $0.open.decimal, $0.bucket.word] } == [
                ["Ann", "2026-08-03", "1000.00", "days_over_90"], ["Bob", "2026-09-25", "600.00", "days_31_60"],
                ["Bob", "2026-09-28", "50.00", "days_31_60"], ["Dan", "2026-10-01", "1000.00", "days_31_60"],
                ["Cat", "2026-11-02", "1000.00", "days_8_30"],
            ])
        let byFunder = ageing.sums { $0.funder }
        let owed = Dictionary(uniqueKeysWithValues: ledger.map { ($0.funder, $0.owed) })
        #expect(byFunder.count == 2 && owed.count == 2)
        #expect(byFunder.allSatisfy { owed[$0.key] == $0.sums.total })
        #expect(ageing.sums { $0.month }.map(\.sums.total) == [100_000, 65_000, 100_000, 100_000].map(Cents.init))
        var filter = Ageing.Filter()
        filter.funder = acme
        filter.from = try desk.day("2026-09-01")
        filter.to = try desk.day("2026-09-30")
        let wanted = filter
        let part = try await desk.database.read { try Ageing.of(wanted, on: today, tenant: tenant, $0) }
        #expect(part.items.map(\.merchant) == ["Bob", "Bob"])
        #expect(part.text.text.split(separator: "\r\n").count == 3)
        try await desk.expectWhole()
    }

    @Test(
        arguments: [
            "DELETE FROM commission_open", "UPDATE commission_open SET open_cents = open_cents + 1",
            "UPDATE commission_kept SET held_cents = 7", "DELETE FROM commission_kept",
        ] as [SQL])
    func `E20 E23 sums of what is open and kept that were spoiled are found, and made anew from the rows`(
        spoiling: SQL
    ) async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        try desk.go(to: "2026-11-02")
        let deal = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        _ = try await desk.funded("Bob", by: funder, "10000", on: "2026-11-02")
        try await desk.confirm(try await desk.take("Deal,Amount\n\(deal.reference),400.00\n", from: funder))
        let (today, tenant) = (desk.clock.now().day, desk.tenant)
        func told() async throws -> [String] {
            try await desk.database.read { db in
                let open = try Ageing.of(Ageing.Filter(), on: today, tenant: tenant, db).items
                let kept = try Exposure.of(nil, on: today, tenant: tenant, db).lines
                return open.map { "\($0.merchant) \($0.open.decimal)" }.sorted()
                    + kept.map { "\($0.merchant) \($0.window.kept.decimal) \($0.window.held.decimal)" }
            }
        }
        let right = try await told()
        #expect(
            right.prefix(2) == ["Ann 600.00", "Bob 1000.00"]
                && right.dropFirst(2).first?.hasPrefix("Ann 400.00") ?? false)
        try await desk.database.write { try $0.run(spoiling) }
        #expect(try await told() != right)
        #expect(try await !desk.database.read { try CommissionSums.areRight(tenant: tenant, $0) })
        try await desk.database.write { try CommissionSums.rebuild(tenant: tenant, $0) }
        #expect(try await told() == right)
        // As the migration fills the tables of an older program.
        try await desk.database.write { db in
            try db.run("DELETE FROM commission_open")
            try db.run("DELETE FROM commission_kept")
            try CommissionSums.fill(db)
        }
        #expect(try await told() == right)
        try await desk.expectWhole()
    }

    @Test func `E23 exposure by day is what open windows let go, in full or pro rata`() async throws {
        let desk = try await Desk()
        let full = try await desk.payingFunder()
        let falling = try await desk.funder("Falling Funding")
        var content = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 10_000), plan: .sameDay)
        content.clawbackDays = 10
        content.clawbackMode = .proRata
        try await desk.terms(content, of: falling)
        try desk.go(to: "2026-11-02")
        let ann = try await desk.funded("Ann", by: full, "10000", on: "2026-11-02")
        let bob = try await desk.funded("Bob", by: falling, "10000", on: "2026-11-02")
        _ = try await desk.funded("Never paid", by: full, "10000", on: "2026-11-02")
        for (funder, deal) in [(full, ann), (falling, bob)] {
            try await desk.confirm(try await desk.take("Deal,Amount\n\(deal.reference),1000.00\n", from: funder))
        }
        let today = try desk.go(to: "2026-11-05")
        let tenant = desk.tenant
        let exposure = try await desk.database.read { try Exposure.of(nil, on: today, tenant: tenant, $0) }
        #expect(exposure.lines.map(\.merchant) == ["Bob", "Ann"])
        let days = exposure.days(from: today, in: .usd)
        #expect(days.count == 59 && days.last?.amount == .zero && days.last?.windows == 0)
        let told = Dictionary(
            uniqueKeysWithValues: days.map { ($0.day.description, [$0.amount.decimal, "\($0.windows)"]) })
        #expect(told["2026-11-05"] == ["1700.00", "2"] && told["2026-11-11"] == ["1100.00", "2"])
        #expect(told["2026-11-12"] == ["1000.00", "2"] && told["2027-01-01"] == ["1000.00", "1"])
        #expect(exposure.days(from: today, in: .cad).isEmpty)
    }

    @Test func `E21 statements of a funder and a payee close with what the ledger says, and print the same bytes`()
        async throws
    {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let payee = try await desk.payee("Olga Opener")
        let shares = [
            Share(.opener, payee, Percent(thousandths: 30_000)), Share(.house, nil, Percent(thousandths: 70_000)),
        ]
        try desk.go(to: "2026-10-05")
        let old = try await desk.funded("Ann", by: funder, "10000", on: "2026-10-05", shares: shares)
        try await desk.confirm(try await desk.take("Deal,Amount,Trace\n\(old.reference),1000.00,T1\n", from: funder))
        try desk.go(to: "2026-11-02")
        let new = try await desk.funded("=Bob", by: funder, "20000", on: "2026-11-02", shares: shares)
        try await desk.confirm(try await desk.take("Deal,Amount,Trace\n\(new.reference),500.00,T2\n", from: funder))
        try desk.go(to: "2026-11-10")
        try await desk.confirm(try await desk.take("Deal,Amount,Trace\n\(old.reference),-400.00,T3\n", from: funder))
        let on = try desk.day("2026-11-12")
        try desk.go(to: "2026-11-12")
        try await desk.write {
            _ = try $0.payOut(Payout.New(Cents(10_000), .usd, by: .ach, reference: "P1", on: on), to: payee, $1)
        }
        try await desk.expectStatementsFollow(funder, payee, through: "2026-11-15")
        let (tenant, from, to) = (desk.tenant, try desk.day("2026-11-01"), try desk.day("2026-11-30"))
        let (ofFunder, ofPayee) = try await desk.database.read { db in
            (
                try Statement.of(funder, .usd, from: from, to: to, tenant: tenant, db),
                try Statement.of(payee, .usd, from: from, to: to, tenant: tenant, db)
            )
        }
        #expect(ofFunder.opening == .zero && ofFunder.sum(\.takenBack) == Cents(40_000))
        #expect(ofFunder.lines.map(\.balance) == [200_000, 150_000, 150_000].map(Cents.init))
        let owed = try await desk.account("commission.expected", owner: funder.description)
        #expect(ofFunder.closing.count == owed)
        #expect(ofPayee.opening == Cents(30_000) && ofPayee.lines.map(\.due.count) == [15_000, 0, 0])
        let standing = try await desk.payee(payee)
        #expect(ofPayee.closing == standing.balance && standing.balance == Cents(23_000))
        #expect(try ofFunder.pdf() == ofFunder.pdf() && PDFFile.isPDF(try ofFunder.pdf()))
        let path = "\(desk.folder.path)/statement.pdf"
        let stream = try #require(fopen(path, "w"))
        let bytes = try ofPayee.pdf()
        #expect(fwrite(bytes, 1, bytes.count, stream) == bytes.count && fclose(stream) == 0)
        let text = try await PDFText().text(ofFile: path)
        for word in ["Olga Opener", "Commission Statement", "230", "2026-11-12", "=Bob"] {
            #expect(text.contains(word))
        }
        // No spreadsheet takes a merchant's name for a formula; a negative number stays one.
        #expect(ofFunder.text.text.contains("'=Bob") && !ofFunder.text.text.contains(",=Bob"))
    }
}
