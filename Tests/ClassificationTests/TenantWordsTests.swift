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
}
