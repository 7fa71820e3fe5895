import Referrals
import Testing
import Webhooks

/// What programs can be told of beside what the office writes down.
@Suite struct WebhookEventTests {
    /// What stays within the office: the steps of a review, lines of a batch, and wishes.
    private static let untold: Set<ReferralAction> = [
        .leadReviewBegun, .leadReleased, .payoutRequested, .payoutResubmitted, .payoutLineAdded, .payoutLineApproved,
        .payoutLineRejected,
    ]

    @Test(arguments: [("lead_", "referral_lead"), ("credit_", "referral_credit"), ("payout_", "referral_payout")])
    func `G74 whatever becomes of a lead, a credit or a payout can be told to a program`(
        beginning: String, kind: String
    ) {
        let actions = ReferralAction.allCases.filter { $0.rawValue.hasPrefix(beginning) && !Self.untold.contains($0) }
        #expect(actions.count >= 4)
        for action in actions { #expect(WebhookEvent.isKnown("\(kind).\(action.rawValue)"), "\(action)") }
    }
}
