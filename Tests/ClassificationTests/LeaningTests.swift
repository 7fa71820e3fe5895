import Testing

@testable import Classification

@Suite struct LeaningTests {
    @Test(
        arguments: [
            // a mail, an outcome, a reason
            (
                "Re: Pine Lodge",
                "Underwriting looked at it and it is not something we can get behind, balances sit near zero.",
                Outcome.declined
            ),
            ("Re: Pine Lodge", "Got it, in line for review, will circle back tomorrow.", .acknowledged),
        ])
    func `what most mails with such words say is what the words speak for`(
        subject: String, body: String, outcome: Outcome
    ) throws {
        let leaning = try #require(weigh(subject, body))
        #expect(zip(Leanings.outcomes, leaning.outcomes).max { $0.1 < $1.1 }?.0 == outcome)
    }

    @Test func `the table knows every feature of a text by the name that the learner gives it`() {
        let text = "We can\u{2019}t do $1,250.00 at 12% - isn't it £40? Declined ABERNATHY"
        let bytes = Array(text.utf8)
        let words = LeaningWord.all(of: bytes, [0..<bytes.count])
        var hashes: [UInt64] = []
        Leanings.features(of: words, inSubject: false) { key, _ in hashes.append(key) }
        Leanings.features(of: words, inSubject: true) { key, _ in hashes.append(key) }
        let names = ReplyReader.features(of: ReplyInput(subject: text, body: text))
        #expect(Set(names.map(Leanings.hash(of:))) == Set(hashes))
        #expect(names.contains("can't") && names.contains("#abern") == false && names.contains("#aberna"))
        #expect(
            names.contains("s:we can't") && names.contains("$ 0") && names.contains("£ 0") && names.contains("^ we"))
    }

    @Test func `a guess is never acted on, and shows the words that it is made from`() throws {
        let body = "I read the file twice over the weekend and I keep landing in the same place, this one isn't for us."
        let reading = ReplyReader.read(ReplyInput(subject: "Re: Pine Lodge", body: body))
        #expect(reading.outcome == .declined && reading.disposition == .review)
        for evidence in reading.evidence where evidence.rule.hasPrefix("leaning.") {
            #expect(evidence.quote(from: ReplyInput(subject: "", body: body))?.isEmpty == false)
        }
    }

    @Test(arguments: [
        "See the subject for the amount. Daily.",
        "Per subject. Payback over 120 daily payments of $450, factor 1.35, 3% discount if paid in 30 days, 9 points to you.",
        "Numbers are in the subject line, 12 % APR, 10 months, prepay any time without a fee, and a lot more words than a subject has.",
    ])
    func `terms below an amount that stands in the subject are read without a place in it`(body: String) {
        let reading = ReplyReader.read(ReplyInput(subject: "Approved $40,000", body: body))
        for evidence in reading.evidence where evidence.place == .subject {
            #expect(evidence.span.upperBound <= "Approved $40,000".utf8.count)
        }
    }

    private func weigh(_ subject: String, _ body: String) -> Leaning? {
        let (title, text) = (Array(subject.utf8), Array(body.utf8))
        return Leanings.shared.weigh(
            LeaningWord.all(of: text, [0..<text.count]), subject: LeaningWord.all(of: title, [0..<title.count]))
    }
}
