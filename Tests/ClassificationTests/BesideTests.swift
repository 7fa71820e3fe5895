import Classification
import Testing

/// Words that stand beside something and say another thing than alone.
@Suite struct BesideTests {
    private func read(_ body: String) -> Reading { ReplyReader.read(.init(subject: "Re: Oak Cafe", body: body)) }

    @Test func `D18 contracts that are promised for later are not out`() {
        let promised = read("$42,000 at 1.36, 28 weekly at 2,040. Sending docs once he agrees.")
        #expect(promised.outcome == .offered)
        #expect(!promised.also.contains(.contractSent))
        #expect(read("Contracts are out for signature.").outcome == .contractSent)
    }

    @Test(arguments: [
        "The contracts are not out yet.", "Contracts haven't been sent yet.", "DocuSign has not been sent.",
        "The offer has not been withdrawn.", "The approval was never rescinded.",
        "We're not clawing back your commission on this deal.",
        "When contracts go out, he will get an email from DocuSign.",
        "Once the contracts are signed we'll schedule the funding call.",
    ])
    func `D11 a step that is denied or still to come is not acted on`(body: String) {
        let reading = read(body)
        let steps: Set<Outcome> = [.contractSent, .withdrawn, .funded, .commissionNotice]
        #expect(reading.disposition == .review || !steps.contains(reading.outcome))
        #expect(read("Contracts went out by DocuSign this morning.").disposition == .apply)
    }

    @Test func `D09 a word within a paper's name is no reason`() {
        let reading = read("I can't approve it yet. Send me the zero balance letter.")
        #expect(reading.declineReasons.isEmpty)
        #expect(reading.requestedDocuments == [.zeroBalanceLetter])
    }

    @Test func `D09 what a funder does is no reason`() {
        let accepted = read("Yes, we do sole props. No, we can't do Wisconsin. This one is Wisconsin.")
        #expect(accepted.evidence.allSatisfy { $0.rule != "reason.business-type" })
        #expect(accepted.declineReasons.contains(.restrictedState) && accepted.disposition == .review)
        #expect(read("Declined. We don't do sole props.").declineReasons == [.businessType])
    }

    @Test func `D08 a commission that a funding notice names is read`() {
        let reading = read("Oak Cafe has been funded.\n\nFunded amount: $61,000.00\nCommission: $4,880.00")
        #expect(reading.outcome == .funded)
        #expect(reading.commissionAmount?.text() == "4880")
    }

    @Test func `D04 the week since something changed is no statement of this month`() {
        #expect(read("Pricing moved since last week: $44,000, 1.37, 120 days.").requestedDocuments.isEmpty)
    }
}
