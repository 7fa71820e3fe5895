import Classification
import Cohorts
import Commissions
import Correspondence
import Deals
import Funders
import Inbox
import Intake
import Kernel
import Ledger
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

/// The pages of docs/generated: written from the tables that the program runs by, and compared with them by a test.
package enum GeneratedDocuments {
    /// The records that stand in the description of the routes by their names.
    static let entities = FundingEntities.all + SupportEntities.all

    /// Name of the file and its text.
    package static func all(routes: [Route]) -> [(name: String, text: String)] {
        [
            (
                "routes.md",
                "# Routes\n\nWho may use what; what is not listed does not exist.\n\n" + routesMarkdown(routes)
            ),
            (
                "openapi.json",
                openAPI(title: "fundgate", version: "1", routes: routes, entities: entities).json + "\n"
            ),
            ("schema.md", schema()),
            ("lifecycles.md", lifecycles()),
            ("chart-of-accounts.md", chartOfAccounts()),
            ("roles.md", roles()),
            ("decline-reasons.md", declineReasons()),
            ("statuses.md", statuses()),
        ]
    }

    /// Every migration's statements, as they are run.
    private static func schema() -> String {
        var text = "# Schema\n\nEvery table as its migration makes it, in order.\n"
        for migration in JoinedSchema.migrations {
            text += "\n## \(migration.name)\n\n```sql\n"
            text += migration.statements.map { $0 + ";" }.joined(separator: "\n\n")
            text += "\n```\n"
        }
        return text
    }

    private static func lifecycles() -> String {
        var text = "# Lifecycles\n\nFrom state to state by event; any other move is refused.\n"
        text += table("Account of mail (`Sources/Correspondence/MailAccount.swift`)", MailAccount.lifecycle)
        text += table("Mail on its way out (`Sources/Outbox/OutboxItem.swift`)", OutboxItem.lifecycle)
        text += table("Mail that arrived (`Sources/Inbox/Arrival.swift`)", Arrival.lifecycle)
        text += table("Mail that brings an application (`Sources/Intake/IntakeItem.swift`)", IntakeItem.lifecycle)
        text += table("Submission (`Sources/Submissions/Status.swift`)", Status.lifecycle)
        text += table("Requested document (`Sources/Submissions/RequestedDocument.swift`)", RequestedDocument.lifecycle)
        text += table("Offer (`Sources/Deals/Offer.swift`)", Offer.lifecycle)
        text += table("Stipulation (`Sources/Deals/Stipulation.swift`)", Stipulation.lifecycle)
        text += table("Funded deal (`Sources/Deals/FundedDeal.swift`)", FundedDeal.lifecycle)
        text += table(
            "Payment of commission, payout (`Sources/Commissions/CommissionPayment.swift`)", CommissionPayment.lifecycle
        )
        text += table("Remittance (`Sources/Commissions/Remittance.swift`)", Remittance.lifecycle)
        text += table("Line of a remittance (`Sources/Commissions/Remittance.swift`)", RemittanceItem.lifecycle)
        text += table("Payee (`Sources/Commissions/Payee.swift`)", Payee.lifecycle)
        text += table("Review item (`Sources/Replies/ReviewItem.swift`)", ReviewItem.lifecycle)
        text += table("A phrase of an office (`Sources/Replies/Phrase.swift`)", Phrase.lifecycle)
        text += table("Funder's status (`Sources/Funders/FunderStatus.swift`)", FunderStatus.lifecycle)
        text += table("Transfer in the ledger (`Sources/Ledger/Transfer.swift`)", TransferState.lifecycle)
        text += table("Web-hook (`Sources/Webhooks/WebhookEndpoint.swift`)", WebhookEndpoint.lifecycle)
        text += table("Telling of a web-hook (`Sources/Webhooks/WebhookDelivery.swift`)", WebhookDelivery.lifecycle)
        text += table("Cohort (`Sources/Cohorts/Cohort.swift`)", Cohort.lifecycle)
        text += table("Participant (`Sources/Cohorts/Participant.swift`)", Participant.lifecycle)
        text += table("Mission (`Sources/Cohorts/Mission.swift`)", Mission.lifecycle)
        text += table("Funding partner (`Sources/PartnerFunding/Partner.swift`)", Partner.lifecycle)
        text += table("Flag of a funding partner (`Sources/PartnerFunding/PartnerFlag.swift`)", PartnerFlag.lifecycle)
        text += table("Commitment of a partner (`Sources/PartnerFunding/Commitment.swift`)", Commitment.lifecycle)
        text += table(
            "Receipt for a commitment (`Sources/PartnerFunding/CommitmentReceipt.swift`)", CommitmentReceipt.lifecycle)
        text += table("Line of a bank's statement (`Sources/PartnerFunding/BankLine.swift`)", BankLine.lifecycle)
        text += table("Allocation to a cohort (`Sources/PartnerFunding/Allocation.swift`)", Allocation.lifecycle)
        text += table("Organisation node (`Sources/Sponsorship/OrgNode.swift`)", OrgNode.lifecycle)
        text += table("Project of a node (`Sources/Sponsorship/OrgProject.swift`)", OrgProject.lifecycle)
        text += table(
            "Allocation of a sponsor's payment (`Sources/Sponsorship/SponsorAllocation.swift`)",
            SponsorAllocation.lifecycle)
        text += table("Contract of a sponsor (`Sources/Sponsorship/SponsorContract.swift`)", SponsorContract.lifecycle)
        text += table("Line of a node's bank (`Sources/Sponsorship/NodeBankLine.swift`)", NodeBankLine.lifecycle)
        text += table(
            "Application for a grant, plain (`Sources/Sponsorship/GrantCourse.swift`)", GrantCourse.plainMoves)
        text += table(
            "Application for a grant, ministry (`Sources/Sponsorship/GrantCourse.swift`)", GrantCourse.ministryMoves)
        text += table("Support wallet (`Sources/SupportWallet/Wallet.swift`)", Wallet.lifecycle)
        text += table("Request for support (`Sources/SupportWallet/SupportRequest.swift`)", SupportRequest.lifecycle)
        text += table(
            "Bank account of a participant (`Sources/SupportWallet/BankAccount.swift`)", BankAccount.lifecycle)
        text += table("Disbursement of support (`Sources/SupportWallet/Disbursement.swift`)", Disbursement.lifecycle)
        text += table(
            "What a provider says otherwise (`Sources/SupportWallet/SupportDifference.swift`)",
            SupportDifference.lifecycle)
        text += table(
            "Exception from the rules of support (`Sources/SupportWallet/SupportOverride.swift`)",
            SupportOverride.lifecycle)
        text += table("Risk about a participant (`Sources/SupportWallet/RiskFlag.swift`)", RiskFlag.lifecycle)
        text += table("Referral partner (`Sources/Referrals/Referrer.swift`)", Referrer.lifecycle)
        text += table("Bank details of a referral partner (`Sources/Referrals/BankChange.swift`)", BankChange.lifecycle)
        text += table("Lead of a referral partner (`Sources/Referrals/ReferredLead.swift`)", ReferredLead.lifecycle)
        text += table(
            "Credit of a referral partner (`Sources/Referrals/ReferralCredit.swift`)", ReferralCredit.lifecycle)
        text += table(
            "Payout of a referral partner (`Sources/Referrals/ReferralPayout.swift`)", ReferralPayout.lifecycle)
        text += table("Line of a payout (`Sources/Referrals/PayoutLine.swift`)", PayoutLine.lifecycle)
        text += table("Person (`Sources/People/Person.swift`)", Person.lifecycle)
        return text
    }

    private static func table<State, Event>(_ title: String, _ lifecycle: Lifecycle<State, Event>) -> String {
        var text = "\n## \(title)\n\n| from | on | to |\n|---|---|---|\n"
        for move in lifecycle.moves { text += "| \(move.from) | \(move.on) | \(move.to) |\n" }
        return text
    }

    private static func roles() -> String {
        var text = "# Roles\n\n| role | name | may |\n|---|---|---|\n"
        for role in Role.all { text += "| `\(role.name.rawValue)` | \(role.label) | \(role.canDo) |\n" }
        return text
    }

    private static func chartOfAccounts() -> String {
        var text = "# Chart of accounts\n\nThe accounts that an office's ledger may have, each in one currency.\n\n"
        text +=
            "| code | name | kind | grows on | one for each | never below | never above |\n|---|---|---|---|---|---|---|\n"
        for line in ChartOfAccounts.lines {
            text += "| `\(line.code)` | \(line.name) | \(line.kind.rawValue) | \(line.normalSide.rawValue) "
            text += "| \(line.scope.rawValue) | \(line.floor?.grouped ?? "") | \(line.ceiling?.grouped ?? "") |\n"
        }
        return text
    }

    private static func statuses() -> String {
        var text = "# Statuses\n\nWhat a submission's status is called here and in other brokers' systems.\n\n"
        text += "| code | label | MCA Suite | Lendflow |\n|---|---|---|---|\n"
        for status in Status.allCases {
            let elsewhere = StatusElsewhere(status)
            text +=
                "| `\(status.rawValue)` | \(status.label) | \(elsewhere.mcaSuite ?? "") | \(elsewhere.lendflow ?? "") |\n"
        }
        return text
    }

    private static func declineReasons() -> String {
        var text = "# Decline reasons\n\n| code | label | category |\n|---|---|---|\n"
        for reason in DeclineReason.allCases {
            text += "| `\(reason.rawValue)` | \(reason.label) | \(reason.category.rawValue) |\n"
        }
        return text
    }
}
