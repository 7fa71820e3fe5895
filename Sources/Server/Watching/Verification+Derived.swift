import Cohorts
import Commissions
import Kernel
import PartnerFunding
import People
import Referrals
import Storage
import Submissions
import SupportWallet

extension Verification {
    /// Every submission's status follows from its events, every account of commissions from their rows, and so do the counts
    /// that pages of figures read, every cohort's seats, and the capital of commitments.
    static func derived(_ db: Connection) throws -> [Line] {
        let wrong = try Submission.misderived(db)
        let count: Int = try db.value("SELECT count(*) FROM submission") ?? 0
        let tenants = try Tenant.all(db).map(\.id)
        let miscounted = try tenants.reduce(0) { try $0 + FunderTally.miscounted(tenant: $1, db) }
        return [
            Line(
                check: "sums", isWhole: miscounted == 0,
                text: miscounted == 0
                    ? "the sums over funders' answers are those of the submissions"
                    : "\(miscounted) sums over funders' answers are wrong; fundgate replay counts them anew"),
            Line(
                check: "statuses", isWhole: wrong.isEmpty,
                text: wrong.first.map { "\(wrong.count) of \(count) submissions stand wrong, first \($0)" }
                    ?? "\(count) submissions stand where their events lead"),
            try commissions(db),
            try figures(db),
            try cohorts(db),
            try funding(tenants, db),
            try referrals(tenants, db),
            try support(tenants, db),
        ]
    }

    private static func commissions(_ db: Connection) throws -> Line {
        let flaws = try CommissionReview.flaws(db)
        let count = try CommissionReview.count(db)
        return Line(
            check: "commissions", isWhole: flaws.isEmpty,
            text: flaws.first.map { "\(flaws.count) accounts are not the sums of their rows, first \($0)" }
                ?? "\(count) rows sum to the ledger's accounts")
    }

    private static func cohorts(_ db: Connection) throws -> Line {
        let count: Int = try db.value("SELECT count(*) FROM cohort") ?? 0
        let flaw =
            try CohortFunding.firstBroken(db).map {
                "the seats or the money of cohort \($0) are not the sum of what funded it"
            }
            ?? Measurement.firstBroken(db).map { "participant \($0) does not stand where the measurements lead" }
        return Line(
            check: "cohorts", isWhole: flaw == nil,
            text: flaw
                ?? "\(count) cohorts have the seats that were funded, and their participants stand where they came to")
    }

    private static func funding(_ tenants: [TenantID], _ db: Connection) throws -> Line {
        let review = try FundingReview.look(tenants, db)
        return Line(
            check: "funding", isWhole: review.flaws.isEmpty,
            text: review.flaws.first.map { "\(review.flaws.count) sums of capital are wrong, first of \($0)" }
                ?? "the capital of \(review.commitments) commitments is what came in, is allocated and was paid out")
    }

    private static func referrals(_ tenants: [TenantID], _ db: Connection) throws -> Line {
        let review = try ReferralReview.look(tenants, db)
        return Line(
            check: "referrals", isWhole: review.flaws.isEmpty,
            text: review.flaws.first.map {
                "\(review.flaws.count) balances of referral partners are wrong, first of \($0)"
            }
                ?? "what \(review.partners) referral partners earned, reserved and were paid is what their credits and payouts say"
        )
    }

    private static func support(_ tenants: [TenantID], _ db: Connection) throws -> Line {
        let review = try SupportReview.look(db)
        let unfunded = try tenants.flatMap { try CommitmentFunding.flaws($0, db) }
        return Line(
            check: "support", isWhole: review.flaws.isEmpty && unfunded.isEmpty,
            text: review.flaws.first.map { "what was given is not what history says, first of request \($0)" }
                ?? unfunded.first.map { "what commitments paid is not what the wallet says, first of request \($0)" }
                ?? "\(review.rows) rows of what was given are those of the history")
    }

    private static func figures(_ db: Connection) throws -> Line {
        let offices = try Tenant.all(db).map(\.id)
        let wrong = try offices.first {
            try !SubmissionSums.areRight(tenant: $0, db) || !CommissionSums.areRight(tenant: $0, db)
        }
        return Line(
            check: "figures", isWhole: wrong == nil,
            text: wrong.map { "the counts of tenant \($0) are not what its events make; `fundgate replay` mends them" }
                ?? "the counts of \(offices.count) offices are what their events make")
    }
}
