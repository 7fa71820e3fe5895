import Correspondence
import Kernel
import People
import Storage
import Testing

@testable import Commissions
@testable import Notices
@testable import Server

/// What is looked at again before a notice goes out.
@Suite struct NoticeCheckTests {
    @Test func `B06 what changed while a notice was written is seen before it is queued`() async throws {
        let office = try await NoticeOffice()
        let (tenant, payee, desk) = (office.tenant, office.payee, office.demo.demo.office.noticeDesk)
        try await office.post("/payouts/notices", ["on": true])
        try await office.payOut(250, "P1")
        let payout: Payout.ID = try #require(
            await office.demo.value("SELECT id FROM commission_payout WHERE reference = 'P1'"))
        func telling() async throws -> NoticeLetter {
            try #require(try await office.database.read { try .payout(payout, tenant: tenant, $0) })
        }
        func bringing() async throws -> NoticeLetter {
            let now = office.demo.clock.now()
            let time = try StatementTime(from: (now - .days(365)).day, to: now.day, .usd)
            return try await office.database.read { try .statement(payee, time, tenant: tenant, $0).letter }
        }
        func isRefused(_ letter: NoticeLetter, _ what: String) async throws {
            await #expect(throws: NoticeRefusal.figuresChanged, "\(what)") {
                try await desk.send(letter, tenant: tenant, by: .system("test"))
            }
        }
        let (news, statement) = (try await telling(), try await bringing())
        try await office.post("\(office.path)/address", ["email": "new@b.example"])
        try await isRefused(news, "the address, of a payout")
        try await isRefused(statement, "the address, of a statement")
        let second = try await telling()
        try await office.post("/payouts/notices", ["on": false])
        try await isRefused(second, "the switch")
        try await office.post("/payouts/notices", ["on": true])
        let (third, fourth) = (try await telling(), try await bringing())
        try await office.post("/payouts/\(payout)/reversal", ["reason": "wrong"])
        try await isRefused(third, "the payout was taken back")
        try await isRefused(fourth, "the figures of a statement")
        #expect(try await office.demo.value("SELECT count(*) FROM message WHERE kind = 'notice'") == 0)
        #expect(try await office.demo.value("SELECT count(*) FROM notice") == 0)
    }

    @Test func `B06 payouts that cannot be told stand in nobody's way`() async throws {
        let office = try await NoticeOffice()
        try await office.post("/payouts/notices", ["on": true])
        let notice = try await office.send()
        try await office.demo.sendOut()
        for number in 1...3 { try await office.payOut(100, "P\(number)") }
        office.demo.clock.advance(.seconds(5))
        let tenant = office.tenant
        let other = try #require(
            try await office.database.read {
                try Payee.all(tenant: tenant, $0).first { $0.name == "Rufus Okafor" }
            })
        try await office.post("/payees/\(other.id)/address", ["email": "rufus@demo.example"])
        office.demo.clock.advance(.seconds(5))
        let former = try await office.database.read {
            try Payout.of(other.id, tenant: tenant, $0).filter { $0.state == .booked }
        }
        for payout in former { try await office.post("/payouts/\(payout.id)/reversal", ["reason": "wrong"]) }
        try await office.payOut(100, "C1", to: other.id)
        let message = try #require(notice["message"]?.text.flatMap { Message.ID($0) })
        let key = try await office.database.read { try Message.find(message, tenant: tenant, $0).key }
        let address = "partners@northgate-iso.example"
        try await office.receive(
            NoticeTests.report, NoticeTests.report(on: key, address, status: "5.1.1", action: "failed"))
        #expect(try await office.states() == ["bounced"])
        let now = office.demo.clock.now()
        let letters = try await office.database.read { try PayoutNotices.letters(tenant: tenant, at: now, most: 1, $0) }
        #expect(letters.map(\.name) == ["Rufus Okafor"])
        #expect(try await office.demo.look() == 1)
    }

    @Test func `B06 whoever was told of a payout is told once that it was taken back, and nobody else is`() async throws
    {
        let office = try await NoticeOffice()
        try await office.post("/payouts/notices", ["on": true])
        try await office.payOut(250, "P1")
        #expect(try await office.demo.look() == 1)
        try await office.payOut(100, "P2")
        for reference in ["P1", "P2"] {
            let payout: Payout.ID = try #require(
                await office.demo.value("SELECT id FROM commission_payout WHERE reference = \(reference)"))
            try await office.post("/payouts/\(payout)/reversal", ["reason": "wrong"])
        }
        // P2 was taken back before anybody was told of it.
        #expect(try await office.demo.look() == 1)
        #expect(try await office.demo.look() == 0)
        let subject: String? = try await office.demo.value(
            "SELECT subject FROM message WHERE kind = 'notice' ORDER BY id DESC LIMIT 1")
        #expect(subject?.hasPrefix("Correction: ") ?? false)
        #expect(try await office.demo.value("SELECT count(*) FROM notice WHERE about = 'payout_back'") == 1)
    }
}
