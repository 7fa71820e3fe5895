import Classification
import Testing

@Suite struct TenantWordsTests {
    private static let words = TenantWords([
        TenantPhrase("Code 104", means: .reason(.negativeDays), funder: "7"),
        TenantPhrase("104", means: .reason(.taxLienJudgment)),
        TenantPhrase("gold pack", means: .document(.bankStatements)),
        TenantPhrase("sent to the moon", means: .outcome(.declined)),
    ])

    private static func read(_ body: String, funder: String? = nil) -> Reading {
        var input = ReplyInput(subject: "Re: Oak Cafe", body: body)
        input.funder = funder
        return ReplyReader.read(input, words: words)
    }

    @Test func `L14 a funder's own code is read as the reason that the tenant said`() {
        #expect(Self.read("This one is declined, CODE 104.", funder: "7").declineReasons == [.negativeDays])
        #expect(Self.read("This one is declined, code 104.", funder: "8").declineReasons == [.taxLienJudgment])
        #expect(ReplyReader.read(.init(subject: "", body: "Declined, code 104.")).declineReasons == [.unspecified])
    }

    @Test func `L14 a tenant's phrase stands for a paper or an outcome`() {
        #expect(Self.read("Please send the Gold  Pack.").requestedDocuments == [.bankStatements])
        let refused = Self.read("This one was sent to the moon.")
        #expect(refused.outcome == .declined)
        #expect(refused.evidence.first?.rule == "tenant.phrase")
        #expect(Self.read("This one was not sent to the moon. In review.").outcome == .acknowledged)
    }

    @Test func `L14 a phrase without a letter or digit is passed over`() {
        let plain = ReplyInput(subject: "Re: Oak Cafe", body: "In review - thanks.")
        #expect(
            ReplyReader.read(plain, words: TenantWords([TenantPhrase("-", means: .outcome(.funded))])).outcome
                == .acknowledged)
    }

    @Test func `N01 evidence names the tenant's phrase`() {
        let named = TenantWords([TenantPhrase("gold pack", means: .document(.bankStatements), name: "words:7")])
        let input = ReplyInput(subject: "", body: "Please send the gold pack.")
        #expect(ReplyReader.read(input, words: named).evidence.map(\.rule).contains("words:7"))
    }

    @Test func `L14 a phrase is looked for in the newest text only`() {
        let words = TenantWords([TenantPhrase("gold pack", means: .document(.bankStatements), funder: "7")])
        var input = ReplyInput(subject: "", body: "Thanks.\n\n> Please send the gold pack.")
        input.funder = "7"
        #expect(!words.stand(in: input))
        input = ReplyInput(subject: "", body: "Please send the GOLD pack.")
        #expect(!words.stand(in: input), "another funder's phrase")
        input.funder = "7"
        #expect(words.stand(in: input))
    }
}
