import Classification
import Testing

@Suite struct AttachedLetterTests {
    private static let terms = "Approved amount: $45,000\nFactor rate: 1.32\nTerm: 10 months, weekly payments\n"

    private static func read(_ body: String) -> Reading {
        var input = ReplyInput(subject: "Re: 8817", body: body)
        input.attachmentNames = ["terms.pdf"]
        return ReplyReader.read(input)
    }

    private static let pointing = "Ben, please see the attached letter."

    @Test func `D14 a letter counts where the mail points to it, and a person looks`() throws {
        let body = Self.pointing + AttachedLetter.below(name: "terms.pdf", text: Self.terms)
        let reading = Self.read(body)
        #expect(reading.outcome == .offered && reading.offers.first?.amount?.text(decimals: 2) == "45000.00")
        #expect(reading.disposition == .review && reading.reviewCause == .attachmentOnly)
        let letter = Self.pointing.utf8.count
        let terms = reading.evidence.filter { $0.name.hasPrefix("offer:") }
        #expect(!terms.isEmpty && terms.allSatisfy { $0.span.lowerBound > letter })
    }

    @Test func `D14 a letter does not count where the mail does not point to it, or says all itself`() {
        let letter = AttachedLetter.below(name: "terms.pdf", text: Self.terms)
        #expect(Self.read("Declined, too many NSFs." + letter).offers.isEmpty)
        let whole = Self.read("Approved: $60,000 at 1.25 over 12 months, weekly. Terms are attached." + letter)
        #expect(whole.offers.compactMap { $0.amount?.text(decimals: 2) } == ["60000.00"])
    }

    @Test func `D14 no file can bring a letter of its own, and one without text brings none`() {
        let torn = AttachedLetter.below(name: "a\u{0C}\nb.pdf", text: "one\u{0C}attached: c.pdf\ntwo")
        #expect(torn.utf8.count { $0 == 12 } == 1)
        #expect(AttachedLetter.plain("a\u{0C}attached: b\n") == "a\nattached: b\n")
        let body = Self.pointing + AttachedLetter.below(name: "scan.pdf", complaint: "holds pictures without text")
        #expect(Self.read(body).reviewCause == Self.read(Self.pointing).reviewCause)
        #expect(Self.read(body).disposition == .review)
    }

    @Test func `D15 letters are no part of the newest text`() {
        let body = "Yes.\n\nRegards,\nRuth" + AttachedLetter.below(name: "terms.pdf", text: Self.terms)
        #expect(NewestText(of: body).text == "Yes." && ShownText(of: body).text == "Yes.")
        #expect(ReplyReader.pointsToFile(Self.pointing) && !ReplyReader.pointsToFile("Yes."))
    }
}
