import Deals
import Kernel
import Storage
import Submissions
import Testing

@testable import Server

@Suite struct CounterOfferTests {
    @Test func `D13 a counter-offer supersedes the pending one with a link, and its undoing brings it back`()
        async throws
    {
        let desk = try await OfferDesk()
        defer { desk.live.stop() }
        try await desk.demo.answer(desk.submissions[0], OfferDesk.letter(40_000))
        let second = try await desk.demo.answer(desk.submissions[0], OfferDesk.letter(50_000))
        try await desk.demo.answer(desk.submissions[0], OfferDesk.letter(60_000))
        #expect(
            try await desk.lines() == [
                "40000 withdrawn superseded", "50000 withdrawn superseded", "60000 pending -",
            ])
        #expect(try await desk.links() == [50_000, 60_000, 0])
        let former = try #require(try await desk.offers().last)
        let told = try await desk.get("/offers/\(former.id)")["history"]?.list?.map { $0["event"]?.text ?? "" }
        #expect(told == ["supersede", "make"])
        #expect(try await desk.page("/offers/\(former.id)").contains("the later offer"))
        // The middle mail was no offer: the last one stands in the first one's place now.
        try await desk.takeBack(second)
        #expect(
            try await desk.lines() == [
                "40000 withdrawn superseded", "50000 withdrawn superseded", "60000 pending -",
            ])
        #expect(try await desk.links() == [60_000, 60_000, 0])
        #expect(try await desk.isSound())
    }

    @Test func `D13 taking back the counter-offer's mail lets the former stand again`() async throws {
        let desk = try await OfferDesk()
        defer { desk.live.stop() }
        try await desk.demo.answer(desk.submissions[0], OfferDesk.letter(40_000))
        let counter = try await desk.demo.answer(desk.submissions[0], OfferDesk.letter(50_000))
        try await desk.takeBack(counter)
        #expect(try await desk.lines() == ["40000 pending -", "50000 withdrawn taken_back"])
        #expect(try await desk.links() == [0, 0])
        #expect(try await desk.isSound())
    }

    @Test func `D13 taking back the mail of an accepted counter-offer takes the acceptance with it`() async throws {
        let desk = try await OfferDesk()
        defer { desk.live.stop() }
        try await desk.demo.answer(desk.submissions[0], OfferDesk.letter(40_000))
        let counter = try await desk.demo.answer(desk.submissions[0], OfferDesk.letter(50_000))
        let accepted = try #require(try await desk.offers().first { $0.state == .pending })
        #expect(try await desk.post("/offers/\(accepted.id)/acceptance") == 200)
        #expect(try await desk.status() == .accepted)
        try await desk.takeBack(counter)
        #expect(try await desk.lines() == ["40000 pending -", "50000 withdrawn taken_back"])
        #expect(try await desk.status() == .offered)
        let former = try #require(try await desk.offers().first { $0.state == .pending })
        #expect(try await desk.post("/offers/\(former.id)/acceptance") == 200)
        #expect(try await desk.status() == .accepted)
        #expect(try await desk.isSound())
    }

    @Test func `D13 E09 options of one mail stand beside each other, and so does an option that a person enters`()
        async throws
    {
        let desk = try await OfferDesk()
        defer { desk.live.stop() }
        try await desk.demo.answer(
            desk.submissions[0],
            """
            Good news, approved with two options to choose from.

            Option 1
            Amount: $40,000
            Factor rate: 1.35
            Term: 120 business days
            Daily payment: $450

            Option 2
            Amount: $30,000
            Factor rate: 1.30
            Term: 100 business days
            Daily payment: $390
            """)
        #expect(try await desk.lines() == ["40000 pending -", "30000 pending -"])
        _ = try await desk.enter("amount=20000&factor_rate=1.25&is_option=true")
        #expect(try await desk.lines() == ["40000 pending -", "30000 pending -", "20000 pending -"])
        _ = try await desk.enter("amount=45000&factor_rate=1.3")
        #expect(
            try await desk.lines() == [
                "40000 withdrawn superseded", "30000 withdrawn superseded", "20000 withdrawn superseded",
                "45000 pending -",
            ])
        #expect(try await desk.links() == [45_000, 45_000, 45_000, 0])
        _ = try await desk.enter("amount=46000&factor_rate=1.3")
        #expect(try await desk.lines().suffix(2) == ["45000 withdrawn superseded", "46000 pending -"])
    }

    @Test func `D13 an older mail that is dealt with later does not outweigh the newer offer`() async throws {
        let desk = try await OfferDesk()
        defer { desk.live.stop() }
        let (tenant, submission) = (desk.tenant, desk.submissions[0])
        let older = try await desk.demo.answer(submission, OfferDesk.letter(40_000))
        try await desk.takeBack(older)
        try await desk.demo.answer(submission, OfferDesk.letter(50_000))
        // A person gives the first mail back to the submission.
        let (review, now) = (desk.demo.reviewDesk, desk.demo.clock.now() + .seconds(60))
        try await desk.database.write { db in
            try review.correct(
                older, submission: submission, correction: nil, tenant: tenant, by: .system("test"), at: now, db)
        }
        #expect(
            try await desk.lines() == [
                "40000 withdrawn taken_back", "50000 pending -", "40000 withdrawn superseded",
            ])
        #expect(try await desk.links() == [0, 0, 50_000])
        #expect(try await desk.isSound())
    }

    @Test func `D10 D13 a counter-offer after the acceptance goes to a person, and the accepted one stays`()
        async throws
    {
        let desk = try await OfferDesk()
        defer { desk.live.stop() }
        try await desk.demo.answer(desk.submissions[0], OfferDesk.letter(40_000))
        let accepted = try #require(try await desk.offers().first).id
        #expect(try await desk.post("/offers/\(accepted)/acceptance") == 200)
        try await desk.demo.answer(desk.submissions[0], OfferDesk.letter(50_000))
        #expect(try await desk.lines() == ["40000 accepted -"])
        let item: String = try await desk.demo.value("SELECT id FROM review_item WHERE cause = 'settled_state'") ?? ""
        // The person says that it is an offer: it stands beside the accepted one, which is taken back first.
        #expect(try await desk.post("/review/\(item)/settlement", "submission=\(desk.submissions[0])") == 200)
        #expect(try await desk.lines() == ["40000 accepted -", "50000 pending -"])
        let counter = try #require(try await desk.offers().first).id
        let refused = try await desk.ask("POST", "/offers/\(counter)/acceptance", "")
        #expect(refused.status == 409 && refused.body.contains("offer_already_accepted"))
        #expect(try await desk.post("/offers/\(accepted)/restoration") == 200)
        #expect(try await desk.post("/offers/\(counter)/acceptance") == 200)
        #expect(try await desk.lines() == ["40000 pending -", "50000 accepted -"])
        #expect(try await desk.isSound())
    }
}
