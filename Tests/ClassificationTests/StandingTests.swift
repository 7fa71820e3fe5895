import Classification
import Testing

/// What a mail names and what it says of it: a deal that runs, terms of before, a paper that is there, a reason that is over.
@Suite struct StandingTests {
    private func read(_ body: String, from domain: String? = nil) -> Reading {
        var input = ReplyInput(subject: "Re: Oak Cafe", body: body, date: .init("2026-02-10"))
        input.senderDomain = domain
        return ReplyReader.read(input)
    }

    @Test(arguments: [
        "His current deal is $75,000 at 1.30 for 12 months, $1,875 weekly. How much is left on it?",
        "On the prior deal he got $60,000 at 1.38 over 10 months weekly. I've asked credit for the same on the renewal.",
        "We already have a $50,000, 1.36, 9 month deal running with him at $1,743 a week.",
        "The contract from Kapitus shows $60,000 at 1.38, 10 months, weekly $1,900. Is this the same position?",
        "He is paying $1,875 weekly on a $75,000 deal at 1.30 over 12 months. Is that through Kapitus?",
    ])
    func `D06 a deal that runs is no offer`(body: String) {
        #expect(read(body).offers.isEmpty)
        #expect(read(body).disposition == .review || read(body).outcome != .offered)
    }

    @Test(arguments: [
        "OLD: $50,000 / 1.34 / 10 months\nNEW: $40,000 / 1.38 / 8 months",
        "Before: 50k 1.34 10 months\nAfter: 40k 1.38 8 months",
        "Original offer: $50,000, 1.34, 10 months, weekly\nRevised offer: $40,000, 1.38, 8 months, weekly",
        "Merchant's ask: $50,000, 1.25, 12 months\nOur offer: $40,000, 1.38, 8 months, weekly",
        "You asked: 50k 1.25 12 months\nWe can do: 40k 1.38 8 months",
        "Was $50,000 / 1.34 / 10 months. Now $40,000 / 1.38 / 8 months. Weekly.",
        "Scratch the 50k 1.34 10 months. It's 40k 1.38 8 months now.",
        "Instead of 50k at 1.34 for 10 months I can do 40k at 1.38 for 8 months.",
    ])
    func `D13 what was offered or asked for before is no option`(body: String) {
        let offers = read(body).offers
        #expect(offers.count == 1)
        #expect(offers.first?.amount?.text() == "40000")
        #expect(offers.first?.factorRate?.text() == "1.38" && offers.first?.termValue == 8)
    }

    @Test(arguments: [
        "Full approval is 60k 1.40 12mo wkly. If he doesn't want to pay off Rapid, 35k 1.44 8mo wkly.",
        "60k 1.40 12mo wkly with the OnDeck payoff. If he won't pay off OnDeck, 35k 1.44 8mo wkly.",
        "60k 1.40 12mo wkly. To pay off Forward only, 35k 1.44 8mo wkly.",
    ])
    func `D06 an option beside a payoff has its own amount`(body: String) {
        #expect(read(body).offers.compactMap { $0.amount?.text() } == ["60000", "35000"])
    }

    @Test func `D06 minutes are no millions`() {
        let offers = read("Approved 40k at 1.35 for 9 months. The funding call takes 15min.").offers
        #expect(offers.compactMap { $0.amount?.text() } == ["40000"])
        #expect(read("Approved $2mil at 1.20 for 18 months.").offers.first?.amount?.text() == "2000000")
    }

    @Test(arguments: [
        "Approval: 30k @ 1.35, 100 daily. Offer expires in 7 days and may be rescinded at any time.",
        "$30,000, 1.35, 100 days daily. We reserve the right to pull the offer if he takes another advance.",
        "Approved 30k, 1.35, 100 days daily. Offers are non-binding and can be withdrawn at any time.",
        "Approved 30k, 1.35, 100 days daily. This approval will be rescinded if the merchant takes another advance.",
    ])
    func `D18 what a funder reserves is no withdrawal`(body: String) {
        let reading = read(body)
        #expect(reading.outcome == .offered)
        #expect(reading.offers.compactMap { $0.amount?.text() } == ["30000"])
    }

    @Test(arguments: [
        "Approved $60,000 at 1.40, 12 months, weekly. He pays off Rapid $14,000",
        "60k 1.40 12mo wkly.\nIf he won't pay off Rapid 1.44 8mo wkly 35k",
        "60k 1.40 12mo wkly.\nIf he won't pay off Rapid, 8mo wkly 35k at",
        "Declined. The judgment was\n\nsatisfied",
        "60k 1.40 12mo wkly\nor the same terms",
    ])
    func `D18 a mail may end anywhere`(body: String) {
        for end in body.indices {
            let reading = read(String(body[...end]))
            #expect(reading.evidence.allSatisfy { $0.span.upperBound <= body.utf8.count || $0.place != .body })
        }
    }

    @Test func `D08 an offer that is gone is withdrawn`() {
        #expect(read("He may be upset but the offer is withdrawn.").outcome == .withdrawn)
        #expect(read("The offer has been rescinded, he took another advance.").outcome == .withdrawn)
        #expect(read("Approval for Oak Cafe expired on Friday.").outcome == .withdrawn)
    }

    @Test(arguments: [
        (
            "The judgment was satisfied so we'd look past it, the problem is we don't fund trucking. Pass.",
            [DeclineReason.restrictedIndustry]
        ),
        ("The bankruptcy isn't a problem but the deposits are all over the place. Decline.", [.insufficientDeposits]),
        (
            "Bankruptcy dismissed in 2015, no concern there. Declining due to 22 negative days in the last 90.",
            [.negativeDays]
        ),
        ("He settled the default with Rapid which is fine, but 4 months in business isn't enough.", [.timeInBusiness]),
        ("Declined, bankruptcy discharged only 4 months ago and too many NSFs.", [.bankruptcy, .negativeDays]),
    ])
    func `D09 a reason that is over or no matter gives way to one that stands`(
        body: String, reasons: [DeclineReason]
    ) {
        #expect(read(body).declineReasons == reasons)
    }

    @Test(arguments: [
        "Contracts are out.\n\nReceived:\n- DL\n- Voided check\n- Bank verification\n\nNothing else needed.",
        "40k 1.35 9 months weekly 8 pts. Stips cleared: DL, VC, bank login.",
        "40k 1.35 9 months weekly 8 pts. Bank verification complete, DL and voided check on file.",
        "You don't need to send a void check or a DL for this one, I have everything.",
    ])
    func `D04 papers that are there are not asked for`(body: String) {
        #expect(read(body).requestedDocuments.isEmpty)
    }

    @Test(arguments: [
        "Stip list for Oak Cafe\n\n✅ DL\n✅ Voided check\n❌ 2024 tax return\n❌ Lease",
        "DL ✅\nVoided check ✅\n2024 tax return ❌\nLease ❌\n\nThanks",
        "DL ✔ Voided check ✔ Lease ✘ 2024 tax return ✘",
        "Progress\n\n✔ App\n✔ Voided check\n❌ Lease\nDL ✔\n2024 tax return ❌",
        "Driver's license\t✔\nVoided check\t✔\nLease\t✘ missing\n2024 tax return\t✘ missing",
        "Here is where we are.\n\n[x] DL\n[x] Voided check\n[ ] Lease\n[ ] 2024 tax return",
    ])
    func `D04 a tick says what is there, a cross what is missing`(body: String) {
        #expect(Set(read(body).requestedDocuments) == [.taxReturns, .leaseAgreement])
    }

    @Test(arguments: [
        "Time in business\t14 yrs ✅\nCredit\t701 ✅\nRevenue trend\t-52% ❌\nAvg daily balance\t$411 ❌\nOutcome: not approved",
        "We checked the file:\n\n✔ FICO\n✔ Time in business\n✘ Declining revenue\n✘ Average daily balance\n\nDeclined.",
        "Declined.\n\n☐ Credit score\n☑ Declining revenue\n☐ Time in business\n☑ Low average daily balance",
    ])
    func `D09 of what was looked at what failed is a reason, of the boxes of a form what is ticked`(body: String) {
        #expect(read(body).declineReasons == [.decliningRevenue, .lowBalances])
    }

    @Test func `D04 what is open stands beside what is there`() {
        let reading = read(
            "Contracts have been emailed.\n\nOpen:\n- Driver's license\n- Voided check\n\nCleared:\n- MTD\n- Proof of ownership"
        )
        #expect(Set(reading.requestedDocuments) == [.driversLicense, .voidCheck])
    }

    @Test(arguments: [
        "Trucking isn't restricted for us anymore, so I'll take a look at this.",
        "He was not interested last week but he's back now. Re-running the numbers.",
        "He hasn't been declined by us before. Submitting now.",
        "The client no longer wants to cancel, he wants to continue. Reopening.",
    ])
    func `D18 a refusal that is over is not acted on`(body: String) {
        #expect(read(body).disposition == .review || read(body).outcome != .declined)
    }

    @Test func `D11 another company than the one in the subject waits for a person`() {
        let body = "Hi, this is regarding Bella's Nail Spa LLC. Approved at $20,000, 1.40, 80 days daily."
        #expect(read(body).disposition == .review)
        #expect(read(body.replacing("Bella's Nail Spa", with: "Oak Cafe")).disposition == .apply)
    }

    @Test(arguments: [
        ("prospa.com.au", "$40,000", "05/03/2026", "2026-03-05"), ("lula.co.za", "R40,000", "04/03/2026", "2026-03-04"),
        ("example.com", "€40,000", "4/3/2026", "2026-03-04"), ("example.com", "40k GBP", "04/03/2026", "2026-03-04"),
        ("example.com", "$40,000", "04/03/2026", "2026-04-03"),
    ])
    func `D06 the day comes first where the country or its money says so`(
        domain: String, amount: String, written: String, day: String
    ) {
        let reading = read("Approved \(amount), factor 1.30, 9 months weekly. Valid until \(written).", from: domain)
        #expect(reading.offers.first?.expiresOn?.description == day)
    }

    @Test func `D08 a delivery that is only late is no bounce`() {
        var input = ReplyInput(
            subject: "Delivery Status Notification (Delay)",
            body: "There was a temporary problem delivering your message. Gmail will retry for 46 more hours.")
        input.isDeliveryReport = true
        #expect(ReplyReader.read(input).outcome == .acknowledged)
        #expect(ReplyReader.read(input).disposition == .review)
        input.subject = "Warning: could not send message for past 4 hours"
        input.body = "THIS IS A WARNING MESSAGE ONLY.\nYOU DO NOT NEED TO RESEND YOUR MESSAGE."
        #expect(ReplyReader.read(input).outcome == .acknowledged)
        input.body = "Delivery was delayed for five days, giving up now. Your message could not be delivered."
        #expect(ReplyReader.read(input).outcome == .bounced)
        input.subject = "Delivery Status Notification (Failure)"
        #expect(ReplyReader.read(input).outcome == .bounced)
    }
}
