import Deals
import Kernel

/// Why a commission is not booked. Nothing has changed.
package enum CommissionRefusal: Refusal, Equatable {
    // records
    case unknownTerms(CommissionTerms.ID)
    case unknownEntry(CommissionEntry.ID)
    case unknownPayment(CommissionPayment.ID)
    case unknownPayee(Payee.ID)
    case unknownPayout(Payout.ID)
    case unknownPayoutRequest(PayoutRequest.ID)
    case payeeKnown
    case retiredPayee(Payee.ID)
    // shares
    case shareCount(Int)
    case emptyShare(ShareRole)
    case payeeOfRole(ShareRole)
    case doubleShare
    case sharesNotWhole(Percent)
    case sharesPaid(FundedDeal.ID)
    // what is expected
    case noTerms(FundedDeal.ID, Day)
    case expectedAlready(FundedDeal.ID)
    case paybackMissing
    case bonusPaid(FundedDeal.ID)
    // amounts, currencies and days
    case lineCount(Int)
    case doubleDeal(FundedDeal.ID)
    case amountNotPositive
    case noChange
    case otherFunder(FundedDeal.ID)
    case otherCurrency(FundedDeal.ID, Currency)
    case beforeFunding(FundedDeal.ID, Day)
    case inTheFuture(Day)
    case traceMissing
    case traceKnown(CommissionPayment.ID, on: Day)
    case methodNote(PaymentMethod)
    // what would stand
    case moreThanOpen(FundedDeal.ID, open: Cents)
    case nothingToEarn(FundedDeal.ID)
    case moreThanExpected(FundedDeal.ID, expected: Cents, earned: Cents)
    case moreThanEarned(FundedDeal.ID, earned: Cents, paid: Cents)
    case moreThanPaid(FundedDeal.ID, paid: Cents, clawedBack: Cents)
    case moreThanKept(FundedDeal.ID, kept: Cents)
    case outsideWindow(FundedDeal.ID, until: Day?)
    case otherThanTerms(FundedDeal.ID, Cents)
    case takenBackAlready(FundedDeal.ID, Cents)
    case clawbackKnown(FundedDeal.ID, on: Day)
    case adjustmentTooLarge(FundedDeal.ID, Cents)
    // taking back
    case reversedAlready(CommissionEntry.ID)
    case notByItself(CommissionEntry.ID)
    case reserveReleased(FundedDeal.ID)
    case partPaid(FundedDeal.ID)
    case earnedAlready(FundedDeal.ID)
    case splitByAdmin(FundedDeal.ID)
    // payouts
    case moreThanPayable(Payee.ID, Cents, Currency)
    case moreThanPayableThen(Payee.ID, Cents, Currency, on: Day)
    case notAPerson
    case ownPayout
    case ownPayoutRequest
    case needsSecondPerson(Cents, Currency)
    case referenceKnown

    package var kind: RefusalKind {
        switch self {
        case .unknownTerms, .unknownEntry, .unknownPayment, .unknownPayee, .unknownPayout, .unknownPayoutRequest:
            .missing
        case .payeeKnown, .sharesPaid, .expectedAlready, .traceKnown, .clawbackKnown, .takenBackAlready,
            .reversedAlready, .reserveReleased,
            .partPaid, .earnedAlready, .referenceKnown, .noTerms, .bonusPaid, .retiredPayee:
            .conflict
        case .notAPerson, .ownPayout, .ownPayoutRequest, .needsSecondPerson, .splitByAdmin: .forbidden
        default: .invalid
        }
    }
}
