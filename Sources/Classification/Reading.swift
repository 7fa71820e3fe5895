import Kernel

/// What a reply says, each part with the place it was read from. A pure function of the mail's text and the rule version.
package struct Reading: Hashable, Sendable {
    package enum Disposition: String, CaseIterable, Hashable, Sendable {
        /// The evidence is unambiguous: the machine may act.
        case apply
        /// A person decides.
        case review
    }

    /// Why the machine would not decide alone.
    package enum ReviewCause: String, CaseIterable, Hashable, Sendable {
        case empty
        case unreadable
        /// No rule found an outcome.
        case noEvidence = "no_evidence"
        case contradiction
        case severalMerchants = "several_merchants"
        /// The text points to a file that the reader was not given.
        case attachmentOnly = "attachment_only"
        /// Terms of an offer that fit several ways.
        case ambiguousTerms = "ambiguous_terms"
        case weakEvidence = "weak_evidence"
        /// The deciding words are hypothetical, quoted or conditional.
        case conditional
        /// The mail was forwarded or answers inside the quote.
        case unusualLayout = "unusual_layout"
    }

    package var outcome: Outcome
    package var also: [Outcome] = []
    package var declineReasons: [DeclineReason] = []
    package var offers: [OfferTerms] = []
    package var requestedDocuments: [DocumentCode] = []
    /// In units of the currency (not cents), as stated.
    package var fundedAmount: ExactNumber?
    package var commissionAmount: ExactNumber?
    package var evidence: [Evidence] = []
    package var ruleVersion = ReplyReader.version
    package var disposition = Disposition.review
    /// Per mille.
    package var confidence = 0
    package var reviewCause: ReviewCause?

    package init(outcome: Outcome) { self.outcome = outcome }

    /// Whether this outcome stands first or beside the first.
    package func states(_ outcome: Outcome) -> Bool { self.outcome == outcome || also.contains(outcome) }
}
