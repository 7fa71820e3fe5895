import Classification
import Kernel
import Testing

@Suite struct ReviewTests {
    @Test func `D11 what cannot be read is left to a person`() {
        #expect(ReplyReader.read(.init(subject: "", body: "")).reviewCause == .empty)
        #expect(ReplyReader.read(.init(subject: "Re: X", body: "> Declined\n> today")).reviewCause == .empty)
        #expect(
            ReplyReader.read(.init(subject: "Re: X", body: String(repeating: "\u{FFFD}§¶ ", count: 40))).disposition
                == .review)
        #expect(
            ReplyReader.read(.init(subject: "Re: X", body: String(repeating: "approved and declined. ", count: 9000)))
                .disposition == .review)
        let both = ReplyReader.read(
            .init(
                subject: "Re: X", body: "Approved $40,000 at 1.30, 26 weeks. This file is declined. Contracts went out."
            ))
        #expect(both.disposition == .review)
    }

    // swift-format-ignore
    private static let refusals: [(String, [DeclineReason])] = [
        ("Declined, low balances and NSFs.", [.lowBalances, .negativeDays]),
        ("Hi,\nDeclined. Too many NSFs, and the time in business is too short.\nBest", [.negativeDays, .timeInBusiness]),
    ]

    @Test(arguments: refusals)
    func `D11 a plain refusal is applied with its reasons in their order, in one sentence or apart`(
        body: String, reasons: [DeclineReason]
    ) {
        let reading = ReplyReader.read(.init(subject: "Re: X", body: body))
        #expect(reading.disposition == .apply && reading.declineReasons == reasons)
    }

    @Test func `D11 two merchants in one mail are never applied`() {
        var input = ReplyInput(
            subject: "Re: two files", body: "Oak Cafe is declined, low balances. Elm Gym was declined too.")
        input.merchantNames = ["Oak Cafe", "Elm Gym"]
        #expect(ReplyReader.read(input).reviewCause == .severalMerchants)
    }

    @Test func `C20 a vacation note is no answer`() {
        var input = ReplyInput(
            subject: "Automatic reply: New submission",
            body: "I am out of the office until Monday. Approved deals: call the desk.")
        input.automatic = .replied
        #expect(ReplyReader.read(input).outcome == .autoReply)
        #expect(ReplyReader.read(input).offers.isEmpty)
    }

    @Test func `a delivery report is a bounce whatever it returns`() {
        var input = ReplyInput(subject: "Undeliverable", body: "He was approved for 35k at 1.30 elsewhere.")
        input.isDeliveryReport = true
        #expect(ReplyReader.read(input).outcome == .bounced)
    }

    @Test func `C19 a forwarded block counts only where the text points to it`() {
        let block =
            "---------- Forwarded message ---------\nFrom: Ann <ann@funder.example>\nDate: Tue, 3 Feb 2026\nSubject: Oak Cafe\nTo: Bob <bob@broker.example>\n\nDeclined, too many NSFs.\n"
        let newest = NewestText(of: "Could you take this one?\n\n" + block)
        #expect(newest.text == "Could you take this one?")
        #expect(newest.forwards.first?.headers.first { $0.name == "from" }?.value == "Ann <ann@funder.example>")
        #expect(
            ReplyReader.read(.init(subject: "Fwd: Oak Cafe", body: "See below from credit.\n\n" + block)).outcome
                == .declined)
        #expect(
            ReplyReader.read(.init(subject: "Fwd: Oak Cafe", body: "See below from credit.\n\n" + block)).disposition
                == .review)
    }
}
