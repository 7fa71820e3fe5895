import Deals
import Funders
import Kernel
import Storage
import Submissions

/// How a funder pays an office for deals: one version, which is never changed (E13).
package struct CommissionTerms: Sendable, Equatable {
    package typealias ID = Identifier<CommissionTerms>

    /// What a rate is a share of.
    package enum Basis: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case fundedAmount = "funded_amount"
        case payback
    }

    /// Which deals are paid for.
    package enum Trigger: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case funded
        case fundedAndRenewal = "funded_and_renewal"
    }

    package let id: ID
    package let funder: Funder.ID
    package let version: Int
    package let content: Content
    package let who: Who
    package let at: Moment

    /// What a version says.
    package struct Content: Sendable, Hashable {
        /// Deals funded on that day or later use the version, until the next one begins.
        package var validFrom: Day
        package var currency: Currency
        /// Points are percents of the funded amount.
        package var rate: Percent
        package var basis = Basis.fundedAmount
        /// The points that an offer states go before `rate`.
        package var takesOfferPoints = true
        package var trigger = Trigger.fundedAndRenewal
        /// Of renewals; nil: as of other deals.
        package var renewalRate: Percent?
        /// For so many deals funded in a calendar month, by the day of funding.
        package var bonusTiers: [Incentive] = []
        package var plan: CommissionPlan
        package var calendar = BusinessCalendar.usFederal.name
        /// Days after the funding in which the funder may take the commission back; 0: it never may.
        package var clawbackDays = 0
        package var clawbackMode = ClawbackMode.full
        /// Of each payee's share held back while the window is open.
        package var reserve = Percent(thousandths: 0)
        /// Of the payback, after which a renewal is asked for (E24).
        package var renewalShare = FundedDeal.usualRenewalShare

        package init(validFrom: Day, currency: Currency, rate: Percent, plan: CommissionPlan) {
            self.validFrom = validFrom
            self.currency = currency
            self.rate = rate
            self.plan = plan
        }
    }

    /// What a deal earns by these terms.
    package struct Expectation: Sendable, Equatable {
        package let rate: Percent
        package let base: Cents
        package let amount: Cents
        package let dueOn: Day
        /// The last day of the window; nil where there is none.
        package let clawbackUntil: Day?
    }

    /// Nothing for a renewal where only the first funding is paid for. Refused where the terms pay on a payback that
    /// nobody stated.
    package func expectation(of deal: FundedDeal, offer: Offer) throws(CommissionRefusal) -> Expectation {
        let agreed = agreed(for: deal.kind)
        let offered = agreed.takesOfferPoints ? offer.terms.commissionPoints : nil
        let rate = offered ?? agreed.rate
        // Points are always of the funded amount; only a rate of the terms may be of the payback.
        let base: Cents
        if offered == nil, agreed.isOfPayback {
            guard let payback = deal.payback else { throw .paybackMissing }
            base = payback
        } else {
            base = deal.amount
        }
        return Expectation(
            rate: rate, base: base, amount: rate.of(base),
            dueOn: content.plan.dueDate(fundedOn: deal.fundedOn, businessDays),
            clawbackUntil: content.clawbackDays == 0 ? nil : deal.fundedOn.adding(days: content.clawbackDays))
    }

    /// What the terms pay for a deal of that kind: nothing for a renewal unless they say so.
    package func agreed(for kind: Submission.Kind) -> AgreedCommission {
        let isRenewal = kind == .renewal
        guard !isRenewal || content.trigger == .fundedAndRenewal else {
            return AgreedCommission(rate: Percent(thousandths: 0), takesOfferPoints: false)
        }
        return AgreedCommission(
            rate: (isRenewal ? content.renewalRate : nil) ?? content.rate, isOfPayback: content.basis == .payback,
            takesOfferPoints: content.takesOfferPoints)
    }

    /// The calendar that the terms name.
    package var businessDays: BusinessCalendar {
        BusinessCalendar.all.first { $0.name == content.calendar } ?? .usFederal
    }
}

/// How much of a commission a funder takes back within the window (E23).
package enum ClawbackMode: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case full
    /// By the days of the window that are still to come.
    case proRata = "pro_rata"

    /// What may still be taken back on a day, where so much was paid and some of it taken back before.
    package func left(of paid: Cents, takenBack: Cents, fundedOn: Day, until last: Day, on day: Day) -> Cents {
        max(.zero, amount(of: paid, fundedOn: fundedOn, until: last, on: day) - takenBack)
    }

    /// What may be taken back of `paid` on a day: nothing once the window is over.
    package func amount(of paid: Cents, fundedOn: Day, until last: Day, on day: Day) -> Cents {
        guard day <= last, last > fundedOn else { return .zero }
        switch self {
        case .full: return paid
        case .proRata:
            let (window, left) = (last - fundedOn, last - max(day, fundedOn))
            return paid.times(Int64(left), over: Int64(window))
        }
    }
}
