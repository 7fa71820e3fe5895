import Analysis
import Applications
import Cohorts
import Commissions
import Deals
import Funders
import Inbox
import Intake
import Kernel
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
import Web
import Webhooks

/// Every slice's routes and the desk's own, each page with what all pages show.
package enum JoinedRoutes {
    /// Without the files of `assets`.
    package static func table(_ office: Office) -> [Route] {
        let slices =
            PeopleRoutes.routes(
                database: office.database, clock: office.clock, passwords: office.passwords,
                isBehindTLS: office.configuration.isBehindTLS, watch: ReferrerUser.watch)
            + ApplicationRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.personal,
                intake: FileIntake(blobs: office.blobs))
            + IntakeRoutes.routes(
                database: office.database, blobs: office.blobs, clock: office.clock, keys: office.keys.personal)
            + FunderRoutes.routes(
                database: office.database, clock: office.clock,
                shortlist: SubmissionRoutes.shortlistHandler(
                    database: office.database, clock: office.clock, desk: office.sendingDesk),
                additions: { try FunderFigures.of($0, tenant: $1, at: $2, $3) })
            + SavedShortlistRoutes.routes(database: office.database, clock: office.clock)
            + SubmissionRoutes.routes(database: office.database, clock: office.clock, desk: office.sendingDesk) {
                [
                    (name: "offers", value: try OfferRoutes.value(of: $0, tenant: $1, $2)),
                    (name: "renews", value: try FundedDeal.renewed(by: $0, tenant: $1, $2)?.value ?? .null),
                ]
            }
            + OfferRoutes.routes(database: office.database, clock: office.clock)
            + OfferComparisonRoutes.routes(database: office.database, agreed: agreedCommission(office.clock))
            + DealRoutes.routes(
                database: office.database, clock: office.clock,
                ending: { try ReferralCredit.end(with: $0, tenant: $1, by: $2, at: $3, $4) },
                onLoss: ReferralCredit.follow)
            + CommissionRoutes.routes(
                database: office.database, clock: office.clock, onLoss: ReferralCredit.follow)
            + CommissionExports.routes(database: office.database)
            + PayeeNoticeRoutes.routes(database: office.database, clock: office.clock, desk: office.noticeDesk)
            + RemittanceRoutes.routes(
                database: office.database, clock: office.clock, intake: FileIntake(blobs: office.blobs),
                onLoss: ReferralCredit.follow)
            + AgeingRoutes.routes(database: office.database, clock: office.clock)
            + StatementRoutes.routes(
                database: office.database, clock: office.clock, intake: FileIntake(blobs: office.blobs))
            + StipulationRoutes.routes(database: office.database, clock: office.clock)
            + ReplyRoutes.routes(
                database: office.database, blobs: office.blobs, clock: office.clock,
                desk: ReviewDesk(effects: ReplyEffectsTable()))
            + DeclineRoutes.routes(database: office.database)
            + QualityRoutes.routes(database: office.database)
            + DriftRoutes.routes(database: office.database, clock: office.clock)
            + ResponseRoutes.routes(database: office.database, clock: office.clock)
            + WebhookRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.sealing,
                allowsPlain: office.configuration.webhooksMayBePrivate)
            + CohortRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.personal,
                intake: FileIntake(blobs: office.blobs))
            + PartnerRoutes.routes(
                desk: office.partnerDesk,
                isUnspent: { try CommitmentStanding.isUnspent($0, at: office.clock.now(), $1) })
            + CommitmentRoutes.routes(database: office.database, clock: office.clock)
            + AllocationRoutes.routes(database: office.database, clock: office.clock)
            + BankRoutes.routes(
                database: office.database, clock: office.clock, intake: FileIntake(blobs: office.blobs))
            + ReportRoutes.routes(
                database: office.database, clock: office.clock, intake: FileIntake(blobs: office.blobs))
            + PortalRoutes.routes(
                database: office.database, clock: office.clock, intake: FileIntake(blobs: office.blobs))
            + ReferrerRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.personal,
                intake: FileIntake(blobs: office.blobs), passwords: office.passwords)
            + LeadRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.personal,
                intake: FileIntake(blobs: office.blobs))
            + CreditRoutes.routes(database: office.database, clock: office.clock)
            + PayoutRoutes.routes(database: office.database, clock: office.clock, keys: office.keys.personal)
            + AuditRoutes.routes(database: office.database)
            + FigureRoutes.routes(database: office.database, clock: office.clock)
            + WordsRoutes.routes(database: office.database, clock: office.clock)
            + sponsorship(office)
            + support(office)
            + OutboxRoutes.routes(database: office.database, clock: office.clock, effects: office.sendEffects)
            + InboxRoutes.routes(database: office.database, blobs: office.blobs, clock: office.clock)
            + DeskRoutes.routes(office)
        let waiting = WaitingCounts(database: office.database, clock: office.clock)
        return slices.map { $0.around { handler in forOneOffice(waiting.around(handler)) } }
    }

    private static func sponsorship(_ office: Office) -> [Route] {
        NodeRoutes.routes(database: office.database, clock: office.clock)
            + SponsorRoutes.routes(
                database: office.database, clock: office.clock, intake: FileIntake(blobs: office.blobs))
            + ShareRoutes.routes(database: office.database, clock: office.clock)
            + GrantRoutes.routes(database: office.database, clock: office.clock)
            + NodeBankRoutes.routes(
                database: office.database, clock: office.clock, intake: FileIntake(blobs: office.blobs))
    }

    private static func support(_ office: Office) -> [Route] {
        WalletRoutes.routes(
            database: office.database, clock: office.clock, keys: office.keys.personal, funding: CommitmentFunding())
            + RequestRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.personal,
                intake: FileIntake(blobs: office.blobs), funding: CommitmentFunding(), passwords: office.passwords)
            + OwnRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.personal,
                intake: FileIntake(blobs: office.blobs))
            + DifferenceRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.personal,
                intake: FileIntake(blobs: office.blobs), funding: CommitmentFunding())
            + OverrideRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.personal)
            + ImpactRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.personal)
            + AccountRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.personal,
                provider: office.bankProvider)
            + DisbursementRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.personal,
                secret: office.paystackSecret, funding: CommitmentFunding())
    }

    /// What the commission terms of the day pay for an offer.
    private static func agreedCommission(_ clock: any Clock) -> AgreedCommission.Reader {
        { offer, db in
            let kind = try Submission.find(offer.submission, tenant: offer.tenant, db).kind
            return try CommissionTerms.valid(
                on: clock.now().day, of: offer.funder, in: offer.terms.currency, tenant: offer.tenant, db
            )?.agreed(for: kind)
        }
    }

    /// What a request reads and writes is its asker's office's.
    private static func forOneOffice(_ handler: @escaping Route.Handler) -> Route.Handler {
        { request in
            try await Tenancy.$current.withValue(request.principal?.tenant) { try await handler(request) }
        }
    }

    /// Style, script and pictures.
    package static func assets(_ office: Office) -> StaticFiles {
        StaticFiles(folder: "\(office.configuration.templatesFolder)/admin/assets", at: "/assets")
    }
}

extension Office {
    /// Sends applications to funders.
    package var sendingDesk: SendingDesk {
        SendingDesk(
            database: database, blobs: blobs, signer: keys.tokens, templates: templates,
            sheets: SheetFiling(database: database, keys: keys.personal, intake: FileIntake(blobs: blobs)),
            clock: clock, effects: sendEffects,
            ending: { try Offer.endAll(of: $0, on: .reject, tenant: $1, by: $2, at: $3, $4) },
            undo: .seconds(Int64(configuration.undoSeconds)))
    }

    /// Takes enquiries of funding partners and invites them.
    package var partnerDesk: PartnerDesk {
        PartnerDesk(
            database: database, intake: FileIntake(blobs: blobs), templates: templates, signer: keys.tokens,
            publicURL: configuration.publicURL, passwords: passwords, clock: clock)
    }

    /// Sends partners what is theirs.
    package var noticeDesk: NoticeDesk {
        NoticeDesk(
            database: database, blobs: blobs, signer: keys.tokens, templates: templates, clock: clock,
            undo: .seconds(Int64(configuration.undoSeconds)))
    }
}
