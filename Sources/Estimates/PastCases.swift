/// What became of the submissions that went to a funder, or to all of them, or those of one size.
package struct PastCases: Hashable, Sendable {
    /// Went out; those that are young and not answered yet are left out.
    package var sent: Int
    package var answered: Int
    /// Answered within one business day.
    package var prompt: Int
    /// Ever offered, and declined without an offer.
    package var offered: Int
    package var declined: Int
    package var funded: Int

    package init(
        sent: Int = 0, answered: Int = 0, prompt: Int = 0, offered: Int = 0, declined: Int = 0, funded: Int = 0
    ) {
        self.sent = sent
        self.answered = answered
        self.prompt = prompt
        self.offered = offered
        self.declined = declined
        self.funded = funded
    }

    package static func + (one: Self, other: Self) -> Self {
        PastCases(
            sent: one.sent + other.sent, answered: one.answered + other.answered, prompt: one.prompt + other.prompt,
            offered: one.offered + other.offered, declined: one.declined + other.declined,
            funded: one.funded + other.funded)
    }

    var answers: Share { Self.share(answered, of: sent) }
    /// Offers among what went out.
    package var approvals: Share { Self.share(offered, of: sent) }
    var deals: Share { Self.share(funded, of: offered) }
    var speed: Share { Self.share(prompt, of: answered) }

    /// An answer may come to a case that is no longer counted as sent.
    private static func share(_ hits: Int, of cases: Int) -> Share { Share(min(hits, cases), of: cases) }
}
