/// The place in the mail from which one part of a reading was read, and the rule that read it.
package struct Evidence: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case outcome(Outcome)
        case declineReason(DeclineReason)
        case document(DocumentCode)
        /// A field of the offer with this index, by its name in the label.
        case offer(Int, field: String)
        case fundedAmount
        case commissionAmount
        /// Why a person is asked to look.
        case review(Reading.ReviewCause)
    }

    /// Which of the two texts of the mail the span counts in.
    package enum Place: String, Hashable, Sendable { case subject, body }

    package let what: Subject
    package let place: Place
    /// UTF-8 offsets in the given text.
    package let span: Range<Int>
    /// The id of the rule.
    package let rule: String

    package init(what: Subject, place: Place, span: Range<Int>, rule: String) {
        self.what = what
        self.place = place
        self.span = span
        self.rule = rule
    }

    /// The words that the span covers; nil where the text is not the one that was read.
    package func quote(from input: ReplyInput) -> String? {
        let text = (place == .subject ? input.subject : input.body).utf8
        guard span.lowerBound >= 0, span.upperBound <= text.count else { return nil }
        let start = text.index(text.startIndex, offsetBy: span.lowerBound)
        return String(text[start..<text.index(start, offsetBy: span.count)])
    }

    /// `outcome:declined`, `reason:low_revenue`, `document:void_check`, `offer:0:factor_rate`, `funded_amount` …
    package var name: String {
        switch what {
        case .outcome(let outcome): "outcome:\(outcome.rawValue)"
        case .declineReason(let reason): "reason:\(reason.rawValue)"
        case .document(let code): "document:\(code.rawValue)"
        case .offer(let index, let field): "offer:\(index):\(field)"
        case .fundedAmount: "funded_amount"
        case .commissionAmount: "commission_amount"
        case .review(let cause): "review:\(cause.rawValue)"
        }
    }
}
