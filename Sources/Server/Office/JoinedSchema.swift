import Analysis
import Applications
import Cohorts
import Commissions
import Correspondence
import Deals
import Funders
import Inbox
import Intake
import Ledger
import Notices
import Outbox
import PartnerFunding
import People
import Referrals
import Replies
import Sponsorship
import Storage
import Submissions
import SupportWallet
import Webhooks

/// Every slice's tables, in the order in which they refer to each other.
package enum JoinedSchema {
    package static let migrations: [Migration] =
        StorageSchema.migrations
        + LedgerSchema.migrations
        + PeopleSchema.migrations
        + CorrespondenceSchema.migrations
        + OutboxSchema.migrations
        + NoticesSchema.migrations
        + InboxSchema.migrations
        + ApplicationsSchema.migrations
        + IntakeSchema.migrations
        + FundersSchema.migrations
        + SubmissionsSchema.migrations
        + DealsSchema.migrations
        + CommissionsSchema.migrations
        + RemittanceSchema.migrations
        + RepliesSchema.migrations
        + AnalysisSchema.migrations
        + WebhooksSchema.migrations
        + CohortsSchema.migrations
        + PartnerFundingSchema.migrations
        + ReferralsSchema.migrations
        + SponsorshipSchema.migrations
        + SupportWalletSchema.migrations
        + ServerSchema.migrations
}
