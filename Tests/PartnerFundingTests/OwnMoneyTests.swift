import Cohorts
import Kernel
import People
import Storage
import Testing
import Web

@testable import PartnerFunding

/// Nobody lets money out that only that person booked as received.
@Suite struct OwnMoneyTests {
    fileprivate struct House {
        let office: Partnered
        let id: Commitment.ID
        let cohort: Cohort.ID
        var third: Principal { office.third }

        init(_ amount: String = "1000") async throws {
            office = try await Partnered()
            (id, cohort) = try await office.funded(
                ["type": "one_off", "currency": "USD", "amount": .string(amount), "intended_use": "next_cohort"],
                paid: nil)
        }

        func receive(
            _ amount: String, by asker: Principal, _ reference: String, of commitment: Commitment.ID? = nil,
            in currency: Currency = .usd
        ) async throws -> CommitmentReceipt.ID {
            let made = try await office.receive(
                amount, for: commitment ?? id, reference: reference, in: currency, by: asker)
            return try #require(CommitmentReceipt.ID(made))
        }

        func refund(_ amount: String, by asker: Principal, of commitment: Commitment.ID? = nil) async throws {
            try await office.refund(amount, of: commitment ?? id, by: asker)
        }

        func release(_ allocation: Allocation.ID, by asker: Principal) async throws {
            _ = try await office.act("/allocations/\(allocation)/release", as: asker)
        }

        func takeBack(_ receipt: CommitmentReceipt.ID, by asker: Principal) async throws {
            _ = try await office.act("/commitment-receipts/\(receipt)/reversal", ["reason": "x"], as: asker)
        }

        func refusal(_ left: Int64, _ commitment: Commitment.ID? = nil) -> CommitmentRefusal {
            .ownReceipt(commitment ?? id, left: Cents(left), .usd)
        }

        /// What the pages offer: whether the allocation is released, and what is paid back.
        func offered(_ allocation: Allocation.ID, to asker: Principal) async throws -> (release: Bool, refund: String) {
            let shown = try await office.caller.call(.get, "/allocations/\(allocation)", as: asker)
            let page = try await office.caller.call(.get, "/commitments/\(id)", as: asker)
            let isOffered = page["allowed"]?.list?.contains("refund") == true
            return (shown["may"]?["release"] == true, isOffered ? page["refundable"]?.text ?? "" : "")
        }
    }

    @Test
    func `F39 F67 whoever booked what came in neither releases nor pays it back; somebody else does`() async throws {
        let house = try await House()
        let (office, booker) = (house.office, house.office.checker)
        _ = try await house.receive("300", by: booker, "R1")
        let first = try await office.allocate("300", of: house.id, to: house.cohort).id
        await #expect(throws: house.refusal(0)) { try await house.release(first, by: booker) }
        await #expect(throws: house.refusal(0)) { try await house.refund("0.01", by: booker) }
        #expect(house.refusal(0).kind == .forbidden && house.refusal(0).code == "own_receipt")
        #expect(house.refusal(2_000).reason.contains("of what others booked $20 is left for you"))
        #expect(try await house.offered(first, to: booker) == (false, ""))
        let shown = try await office.caller.call(.get, "/allocations/\(first)", as: booker)
        #expect(shown["is_own_money"] == true)
        let page = try await office.caller.call(.get, "/commitments/\(house.id)", as: booker)
        #expect(page["is_own_money"] == true)
        #expect(try await house.offered(first, to: house.third) == (true, "300.00"))
        try await house.release(first, by: house.third)
        // Of what others booked as much may go out by the same hands.
        _ = try await house.receive("200", by: house.third, "R2")
        let second = try await office.allocate("150", of: house.id, to: house.cohort).id
        #expect(try await house.offered(second, to: booker) == (true, "200.00"))
        try await house.release(second, by: booker)
        _ = try await house.receive("100", by: booker, "R3")
        #expect(try await house.offered(second, to: booker) == (false, "50.00"))
        #expect(try await house.offered(second, to: house.third) == (false, "100.00"))
        await #expect(throws: house.refusal(5_000)) { try await house.refund("50.01", by: booker) }
        try await house.refund("50", by: booker)
        // What a cohort gives back is not out any more.
        _ = try await office.act("/allocations/\(second)/cancellation", ["reason": "x"])
        #expect(try await house.offered(second, to: booker).refund == "150.00")
        #expect(try await office.flaws() == [])
    }

    @Test func `F67 a line of a statement is booked money as well: whoever booked it does not let it out`() async throws
    {
        let house = try await House()
        let (office, booker) = (house.office, house.office.checker)
        let taken = try await office.upload("Date,Description,Amount\n2026-11-17,gift,100.00\n")
        let page = try await office.caller.call(
            .get, "/bank-statements/\(taken["id"]?.text ?? "")", as: office.admin)
        let line = page["lines"]?.list?.first?["id"]?.text ?? ""
        _ = try await office.act("/bank-lines/\(line)/booking", ["commitment": Value(house.id)], as: booker)
        let allocation = try await office.allocate("100", of: house.id, to: house.cohort).id
        await #expect(throws: house.refusal(0)) { try await house.release(allocation, by: booker) }
        try await house.release(allocation, by: house.third)
    }

    @Test func `F67 nobody takes another's receipt back that covers what went out by the same hands`() async throws {
        let house = try await House("2000")
        let (office, booker) = (house.office, house.office.checker)
        let own = try await house.receive("500", by: booker, "R1")
        let other = try await house.receive("500", by: office.admin, "R2")
        let allocation = try await office.allocate("500", of: house.id, to: house.cohort).id
        try await house.release(allocation, by: booker)
        await #expect(throws: CommitmentRefusal.coversOwn(other)) { try await house.takeBack(other, by: booker) }
        #expect(CommitmentRefusal.coversOwn(other).reason.contains("receipt \(other) covers what you let out"))
        func offered(to asker: Principal) async throws -> Set<String> {
            let receipts =
                try await office.caller.call(.get, "/commitments/\(house.id)", as: asker)["receipts"]?.list ?? []
            return Set(receipts.filter { $0["may_take_back"] == true }.compactMap { $0["id"]?.text })
        }
        #expect(try await offered(to: booker) == [own.description])
        #expect(try await offered(to: house.third) == [own.description, other.description])
        try await house.takeBack(other, by: house.third)
        // What covers it no more is made good by others first; whoever else lets out what is there.
        _ = try await house.receive("600", by: office.admin, "R3")
        let next = try await office.allocate("50", of: house.id, to: house.cohort).id
        #expect(try await house.offered(next, to: booker) == (true, "100.00"))
        await #expect(throws: house.refusal(10_000)) { try await house.refund("100.01", by: booker) }
        #expect(try await house.offered(next, to: house.third) == (true, "600.00"))
        #expect(try await office.flaws() == [])
    }

    @Test func `F39 F67 what others booked and let out before covers nothing that one person booked later`()
        async throws
    {
        let house = try await House()
        let (office, booker) = (house.office, house.office.checker)
        _ = try await house.receive("100", by: office.admin, "R1")
        try await house.release(try await office.allocate("100", of: house.id, to: house.cohort).id, by: house.third)
        _ = try await house.receive("100", by: booker, "invented")
        let own = try await office.allocate("100", of: house.id, to: house.cohort).id
        #expect(try await house.offered(own, to: booker) == (false, ""))
        await #expect(throws: house.refusal(0)) { try await house.release(own, by: booker) }
        await #expect(throws: house.refusal(0)) { try await house.refund("100", by: booker) }
        _ = try await house.receive("60", by: office.admin, "R2")
        await #expect(throws: house.refusal(6_000)) { try await house.release(own, by: booker) }
        try await house.refund("60", by: booker)
        // What somebody else lets out is laid to what this person booked first.
        _ = try await house.receive("40", by: office.admin, "R3")
        try await house.release(own, by: house.third)
        #expect(try await house.offered(own, to: booker).refund == "40.00")
        #expect(try await office.flaws() == [])
    }

    @Test func `F33 F67 only what was carried over counts for the commitment in its place, and no other currency`()
        async throws
    {
        let house = try await House("1000")
        let (office, booker) = (house.office, house.office.checker)
        _ = try await house.receive("500", by: office.admin, "R1")
        try await house.release(try await office.allocate("300", of: house.id, to: house.cohort).id, by: house.third)
        let partner = try await office.commitment(house.id).partner
        let second = try await office.approved(
            CommitmentTests.oneOff.adding("supersedes", Value(house.id)), for: partner)
        #expect(try await office.standing(second)["unreleased"]?.text == "200.00")
        _ = try await house.receive("300", by: booker, "R2", of: second)
        let own = try await office.allocate("201", of: second, to: house.cohort).id
        await #expect(throws: house.refusal(20_000, second)) { try await house.release(own, by: booker) }
        try await house.refund("200", by: booker, of: second)
        try await house.release(own, by: house.third)
        try await house.refund("99", by: house.third, of: second)
        let pounds = try await office.approved(
            CommitmentTests.oneOff.adding("supersedes", Value(second)).adding("currency", "GBP"), for: partner)
        _ = try await house.receive("300", by: booker, "R3", of: pounds, in: .gbp)
        let cohort = try await office.cohort("Leeds 1", in: .gbp)
        let last = try await office.allocate("300", of: pounds, to: cohort).id
        await #expect(throws: CommitmentRefusal.ownReceipt(pounds, left: .zero, .gbp)) {
            try await house.release(last, by: booker)
        }
        try await house.release(last, by: house.third)
        #expect(try await office.flaws() == [])
    }

    @Test func `F33 F67 money that is carried over to other terms is still let out by somebody else`() async throws {
        let house = try await House("400")
        let (office, booker) = (house.office, house.office.checker)
        _ = try await house.receive("400", by: booker, "R1")
        let partner = try await office.commitment(house.id).partner
        let later = try await office.approved(
            CommitmentTests.oneOff.adding("supersedes", Value(house.id)), for: partner)
        let allocation = try await office.allocate("400", of: later, to: house.cohort).id
        await #expect(throws: house.refusal(0, later)) { try await house.release(allocation, by: booker) }
        await #expect(throws: house.refusal(0, later)) { try await house.refund("1", by: booker, of: later) }
        try await house.release(allocation, by: house.third)
        #expect(try await office.flaws() == [])
    }

    @Test
    func `F35 F67 of many who book, release, pay back and take back at once nobody lets out what only they booked`()
        async throws
    {
        let house = try await House()
        let (office, people) = (house.office, [house.office.checker, house.third])
        var receipts: [CommitmentReceipt.ID] = []
        for number in 0..<10 { receipts.append(try await house.receive("50", by: people[number % 2], "R\(number)")) }
        var planned: [Allocation.ID] = []
        for _ in 0..<10 { planned.append(try await office.allocate("50", of: house.id, to: house.cohort).id) }
        let (allocations, booked) = (planned, receipts)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    // What is refused is looked at by what stands in the end.
                    do {
                        switch number % 3 {
                        case 0: try await house.release(allocations[number / 6], by: people[number / 3 % 2])
                        case 1: try await house.refund("50", by: people[number / 3 % 2])
                        default: try await house.takeBack(booked[number / 6], by: people[number / 3 % 2])
                        }
                    } catch {}
                }
            }
        }
        let steps = try await house.steps()
        #expect(steps.contains { $0.kind == "out" } && steps.contains { $0.kind == "back" })
        for person in people {
            var (own, others, letOut): (Int64, Int64, Int64) = (0, 0, 0)
            for step in steps {
                let isOwn = step.booker == person.who.text
                switch step.kind {
                case "in": (own, others) = isOwn ? (own + step.cents, others) : (own, others + step.cents)
                case "out" where isOwn:
                    (others, letOut) = (others - step.cents, letOut + step.cents)
                    #expect(others >= 0, "\(person.name) let out what only \(person.name) booked: \(step)")
                case "back" where !isOwn:
                    others -= step.cents
                    #expect(others >= 0 || letOut == 0 || step.actor != person.who.text, "\(step)")
                default:
                    let part = min(own, step.cents)
                    (own, others) = (own - part, others - step.cents + part)
                }
            }
            let commitment = try await office.commitment(house.id)
            let found = try await office.database.read { try OwnMoney.of(commitment, person.who, $0) }
            #expect((found.own.count, found.others.count, found.letOut.count) == (own, others, letOut))
        }
        #expect(try await office.flaws() == [])
    }
}

extension OwnMoneyTests.House {
    /// What came in, was taken back and went out, in the order of the ledger, read from its rows.
    fileprivate struct Step {
        let kind: String
        /// Who booked the receipt, or let money out.
        let booker: String
        let actor: String
        let cents: Int64
    }

    fileprivate func steps() async throws -> [Step] {
        let rows = try await office.database.read { db in
            try db.rows(
                """
                SELECT ledger_row.seq, ledger_row.who, ledger_row.purpose, ledger_row.reverses_id,
                       (SELECT who FROM commitment_receipt WHERE transfer_id = ledger_row.reverses_id) AS booker
                  FROM ledger_row
                 WHERE ledger_row.purpose IN ('commitment.received', 'commitment.refunded')
                    OR ledger_row.purpose = 'allocation.released' AND ledger_row.event = 'settle'
                 ORDER BY ledger_row.seq
                """
            ).map { row -> Step in
                let (who, isBack): (String, Bool) = (
                    try row["who"], try row.get("reverses_id", as: String?.self) != nil
                )
                let isIn = try row.get("purpose", as: String.self) == "commitment.received"
                return Step(
                    kind: isBack ? "back" : isIn ? "in" : "out",
                    booker: try row.get("booker", as: String?.self) ?? who, actor: who, cents: 5_000)
            }
        }
        return rows
    }
}
