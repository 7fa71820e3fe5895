import Deals
import Funders
import Kernel
import Storage
import Submissions
import Testing

@testable import Server

@Suite struct AcceptanceTests {
    @Test func `E09 of a hundred acceptances at once of one application's offers one takes effect`() async throws {
        let funders = ["Ironbark Advance", "Lanternfish Capital", "Foxglove Working Capital", "Pelican Row Finance"]
        let desk = try await OfferDesk(funders)
        defer { desk.live.stop() }
        var offers: [String] = []
        for place in funders.indices {
            for amount in [40_000, 50_000, 60_000] {
                offers.append(try await desk.enter("amount=\(amount)&factor_rate=1.3&is_option=true", at: place))
            }
            // An offer that a person enters is the funder's answer too.
            #expect(try await desk.status(place) == .offered)
        }
        let ids = offers
        let answers = try await withThrowingTaskGroup(of: LiveDesk.Reply.self) { group in
            for number in 0..<100 {
                group.addTask { try await desk.ask("POST", "/offers/\(ids[number % ids.count])/acceptance", "") }
            }
            return try await group.reduce(into: [LiveDesk.Reply]()) { $0.append($1) }
        }
        #expect(answers.filter { $0.status == 200 }.count == 1)
        #expect(answers.filter { $0.status == 409 }.count == 99)
        let accepted: Int? = try await desk.demo.value("SELECT count(*) FROM offer WHERE state = 'accepted'")
        #expect(accepted == 1)
        let events: Int? = try await desk.demo.value("SELECT count(*) FROM submission_event WHERE type = 'accepted'")
        #expect(events == 1, "what was refused wrote nothing")
        let moves: Int? = try await desk.demo.value(
            "SELECT count(*) FROM history WHERE record_kind = 'offer' AND event = 'accept'")
        #expect(moves == 1)
        var statuses: [Status] = []
        for place in funders.indices { statuses.append(try await desk.status(place)) }
        #expect(statuses.filter { $0 == .accepted }.count == 1 && statuses.filter { $0 == .offered }.count == 3)
    }

    @Test func `E08 an offer that is over by the funder's clock is not accepted, and stands again with a new last day`()
        async throws
    {
        let desk = try await OfferDesk()
        defer { desk.live.stop() }
        let zone: String =
            try await desk.demo.value("SELECT time_zone FROM funder WHERE name = 'Ironbark Advance'") ?? ""
        let last = try #require(Day("2026-12-10"))
        let offer = try await desk.enter("amount=40000&factor_rate=1.3&expires_on=\(last)")
        // Midnight at the funder's, to the second.
        var midnight = last.adding(days: 1).start
        while Funder.day(at: midnight, zone: zone) <= last { midnight = midnight + .hours(1) }
        desk.demo.clock.set(midnight - .seconds(60))
        #expect(try await desk.post("/offers/\(offer)/acceptance") == 200)
        #expect(try await desk.post("/offers/\(offer)/restoration") == 200)
        desk.demo.clock.set(midnight)
        let refused = try await desk.ask("POST", "/offers/\(offer)/acceptance", "")
        #expect(refused.status == 409 && refused.body.contains("offer_over"), "the watch has not looked yet")
        let expiry = OfferExpiry(database: desk.database, clock: desk.demo.clock, log: Log(level: .quiet))
        #expect(try await expiry.look() == 1)
        #expect(try await desk.lines() == ["40000 expired -"])
        #expect(try await desk.post("/offers/\(offer)/restoration") == 409, "its day is over still")
        #expect(try await desk.post("/offers/\(offer)/restoration", "expires_on=\(last)") == 422)
        #expect(try await desk.post("/offers/\(offer)/restoration", "expires_on=2026-12-12") == 200)
        #expect(try await expiry.look() == 0)
        #expect(try await desk.get("/offers/\(offer)")["last_day_on"] == "2026-12-12")
        #expect(try await desk.get("/offers/\(offer)")["expires_on"]?.text == last.description, "as it was stated")
        #expect(try await desk.post("/offers/\(offer)/acceptance") == 200)
        desk.demo.clock.set(midnight + .hours(24 * 5))
        #expect(try await expiry.look() == 0, "an accepted offer does not expire")
        let late = try await desk.ask(
            "POST", "/submissions/\(desk.submissions[0])/offers", "amount=1000&factor_rate=1.3&expires_on=\(last)")
        #expect(late.status == 422 && late.body.contains("past_day"), "nor is one entered whose day is over")
        #expect(try await desk.offers().count == 1)
        let odd = try await desk.ask(
            "POST", "/submissions/\(desk.submissions[0])/offers", "amount=1000&factor_rate=1.3&currency=XXX")
        #expect(odd.status == 422 && odd.body.contains("\"currency\""))
        #expect(try await desk.isSound())
    }

    @Test func `E28 rejected by the merchant, withdrawn and declined by the funder are ends of their own`() async throws
    {
        let desk = try await OfferDesk(["Ironbark Advance", "Lanternfish Capital", "Foxglove Working Capital"])
        defer { desk.live.stop() }
        let offers = try await [desk.enter("amount=40000"), desk.enter("amount=50000", at: 1)]
        #expect(try await desk.post("/offers/\(offers[0])/rejection") == 422, "a reason is needed")
        #expect(try await desk.post("/offers/\(offers[0])/rejection", "reason=too+dear") == 200)
        #expect(try await desk.lines() == ["40000 withdrawn rejected_by_merchant"])
        #expect(try await desk.status() == .offered, "the funder may offer anew")
        #expect(try await desk.post("/offers/\(offers[1])/withdrawal", "reason=they+called") == 200)
        #expect(try await desk.lines(1) == ["50000 withdrawn withdrawn_by_funder"])
        try await desk.demo.answer(desk.submissions[2], OfferDesk.letter(60_000))
        try await desk.demo.answer(desk.submissions[2], "Unfortunately we have to decline after all: too many NSFs.")
        #expect(try await desk.lines(2) == ["60000 withdrawn declined_by_funder"])
        #expect(try await desk.status(2) == .declined)
        let late = try await desk.ask("POST", "/submissions/\(desk.submissions[2])/offers", "amount=1000")
        #expect(late.status == 409 && late.body.contains("submission_over"), "nobody could accept it")
        for offer in offers { #expect(try await desk.post("/offers/\(offer)/rejection", "reason=x") == 409) }
        let told = try await desk.get("/offers/\(offers[0])")
        #expect(told["state_label"] == "Rejected by merchant" && told["ending"] == "rejected_by_merchant")
        #expect(told["history"]?.list?.first?["reason"] == "too dear")
        #expect(try await desk.isSound())
    }

    @Test func `A56 E28 what is withdrawn from one funder or from all takes its pending offers with it`() async throws {
        let desk = try await OfferDesk(["Ironbark Advance", "Lanternfish Capital", "Foxglove Working Capital"])
        defer { desk.live.stop() }
        let offers = try await [
            desk.enter("amount=40000"), desk.enter("amount=50000", at: 1), desk.enter("amount=60000", at: 2),
        ]
        let path = "/submissions/\(desk.submissions[0])"
        let application = try await desk.get(path)["application"]?.text ?? ""
        func compared() async throws -> Int {
            try await desk.get("/applications/\(application)/offers")["tables"]?.list?.first?["offers"]?.list?.count
                ?? 0
        }
        #expect(try await compared() == 3)
        #expect(try await desk.post("\(path)/withdrawal", "reason=slow") == 200)
        #expect(try await desk.lines() == ["40000 withdrawn rejected_by_merchant"])
        #expect(try await desk.lines(1) == ["50000 pending -"], "the other funders know nothing of it")
        #expect(try await desk.post("/submissions/withdrawal", "application=\(application)&reason=closed") == 200)
        #expect(try await desk.lines(1) == ["50000 withdrawn rejected_by_merchant"])
        #expect(try await desk.lines(2) == ["60000 withdrawn rejected_by_merchant"])
        #expect(try await desk.status(2) == .merchantWithdrawn)
        #expect(try await compared() == 0)
        #expect(try await desk.post("/offers/\(offers[2])/restoration") == 409, "nobody could accept it")
        #expect(try await desk.lines(2) == ["60000 withdrawn rejected_by_merchant"])
        #expect(try await desk.isSound())
    }

    @Test func `E28 a merchant who wants nothing of the funder ends the submission, and its undoing brings both back`()
        async throws
    {
        let desk = try await OfferDesk()
        defer { desk.live.stop() }
        let offer = try await desk.enter("amount=40000")
        #expect(try await desk.post("/offers/\(offer)/acceptance") == 200)
        #expect(try await desk.post("/offers/\(offer)/rejection", "reason=went+to+his+bank&is_final=true") == 200)
        #expect(try await desk.status() == .merchantDeclined)
        #expect(try await desk.lines() == ["40000 withdrawn rejected_by_merchant"])
        #expect(try await desk.post("/offers/\(offer)/restoration") == 200)
        #expect(try await desk.status() == .offered)
        #expect(try await desk.lines() == ["40000 pending -"])
        #expect(try await desk.isSound())
    }

    @Test(arguments: [0, 1])
    func `E28 a merchant who wants nothing of the funder ends all its offers, and undoing one brings all back`(
        undone: Int
    ) async throws {
        let desk = try await OfferDesk(["Ironbark Advance", "Lanternfish Capital"])
        defer { desk.live.stop() }
        let offers = try await [desk.enter("amount=40000"), desk.enter("amount=45000&is_option=true")]
        _ = try await desk.enter("amount=60000", at: 1)
        #expect(try await desk.lines() == ["40000 pending -", "45000 pending -"])
        #expect(try await desk.post("/offers/\(offers[0])/rejection", "reason=his+bank&is_final=true") == 200)
        #expect(
            try await desk.lines() == ["40000 withdrawn rejected_by_merchant", "45000 withdrawn rejected_by_merchant"])
        #expect(try await desk.lines(1) == ["60000 pending -"], "another funder's stands")
        #expect(try await desk.post("/offers/\(offers[undone])/restoration") == 200)
        #expect(try await desk.status() == .offered)
        #expect(try await desk.lines() == ["40000 pending -", "45000 pending -"])
        #expect(try await desk.post("/offers/\(offers[1])/acceptance") == 200)
        #expect(try await desk.isSound())
    }

    @Test func `E28 nothing of a funder whose offers the merchant wants no more stays accepted`() async throws {
        let desk = try await OfferDesk(["Ironbark Advance", "Lanternfish Capital"])
        defer { desk.live.stop() }
        let offers = try await [desk.enter("amount=40000"), desk.enter("amount=45000&is_option=true")]
        let elsewhere = try await desk.enter("amount=60000", at: 1)
        #expect(try await desk.post("/offers/\(offers[0])/acceptance") == 200)
        #expect(try await desk.post("/offers/\(offers[1])/rejection", "reason=all+of+it&is_final=true") == 200)
        #expect(
            try await desk.lines() == ["40000 withdrawn rejected_by_merchant", "45000 withdrawn rejected_by_merchant"])
        #expect(try await desk.status() == .merchantDeclined)
        #expect(try await desk.post("/offers/\(elsewhere)/acceptance") == 200)
        // What a later mail offered stays the newest when the funder is asked again.
        try await desk.demo.answer(desk.submissions[0], OfferDesk.letter(70_000))
        #expect(try await desk.isSound())
    }
}
