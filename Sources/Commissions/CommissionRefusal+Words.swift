import Kernel

extension CommissionRefusal {
    package var code: String {
        switch self {
        case .unknownTerms: "unknown_terms"
        case .unknownEntry: "unknown_entry"
        case .unknownPayment: "unknown_payment"
        case .unknownPayee: "unknown_payee"
        case .unknownPayout: "unknown_payout"
        case .unknownPayoutRequest: "unknown_payout_request"
        case .payeeKnown: "payee_known"
        case .retiredPayee: "retired_payee"
        case .shareCount: "share_count"
        case .emptyShare: "empty_share"
        case .payeeOfRole: "payee_of_role"
        case .doubleShare: "double_share"
        case .sharesNotWhole: "shares_not_whole"
        case .sharesPaid: "shares_paid"
        case .noTerms: "no_terms"
        case .expectedAlready: "expected_already"
        case .paybackMissing: "payback_missing"
        case .bonusPaid: "bonus_paid"
        case .lineCount: "line_count"
        case .doubleDeal: "double_deal"
        case .amountNotPositive: "amount_not_positive"
        case .noChange: "no_change"
        case .otherFunder: "other_funder"
        case .otherCurrency: "other_currency"
        case .beforeFunding: "before_funding"
        case .inTheFuture: "in_the_future"
        case .traceMissing: "trace_missing"
        case .traceKnown: "trace_known"
        case .methodNote: "method_note"
        case .moreThanOpen: "more_than_open"
        case .nothingToEarn: "nothing_to_earn"
        case .moreThanExpected: "more_than_expected"
        case .moreThanEarned: "more_than_earned"
        case .moreThanPaid: "more_than_paid"
        case .moreThanKept: "more_than_kept"
        case .outsideWindow: "outside_window"
        case .otherThanTerms: "other_than_terms"
        case .takenBackAlready: "taken_back_already"
        case .clawbackKnown: "clawback_known"
        case .adjustmentTooLarge: "adjustment_too_large"
        case .reversedAlready: "reversed_already"
        case .notByItself: "not_by_itself"
        case .reserveReleased: "reserve_released"
        case .partPaid: "part_paid"
        case .earnedAlready: "earned_already"
        case .splitByAdmin: "split_by_admin"
        case .moreThanPayable: "more_than_payable"
        case .moreThanPayableThen: "more_than_payable_then"
        case .notAPerson: "not_a_person"
        case .ownPayout: "own_payout"
        case .ownPayoutRequest: "own_payout_request"
        case .needsSecondPerson: "needs_second_person"
        case .referenceKnown: "reference_known"
        }
    }

    package var field: String? {
        switch self {
        case .payeeKnown: "name"
        case .retiredPayee, .shareCount, .emptyShare, .payeeOfRole, .doubleShare, .sharesNotWhole: "shares"
        case .lineCount, .doubleDeal, .otherFunder: "lines"
        case .amountNotPositive, .noChange, .adjustmentTooLarge, .moreThanOpen, .moreThanKept, .moreThanPayable:
            "amount"
        case .otherCurrency: "currency"
        case .beforeFunding, .inTheFuture: "day"
        case .moreThanPayableThen: "paid_on"
        case .traceMissing, .traceKnown, .clawbackKnown: "trace"
        case .methodNote: "method_note"
        case .outsideWindow, .otherThanTerms, .takenBackAlready: "reason"
        case .referenceKnown: "reference"
        default: nil
        }
    }

    package var reason: String {
        aboutRecords ?? aboutShares ?? aboutBooking ?? aboutStanding
    }

    private var aboutRecords: String? {
        switch self {
        case .unknownTerms(let id): "there are no commission terms \(id)"
        case .unknownEntry(let id): "there is no commission entry \(id)"
        case .unknownPayment(let id): "there is no commission payment \(id)"
        case .unknownPayee(let id): "there is no payee \(id)"
        case .unknownPayout(let id): "there is no payout \(id)"
        case .unknownPayoutRequest(let id): "no payout \(id) waits for a second person"
        case .payeeKnown: "another payee has that name, or is that person"
        case .retiredPayee(let id): "payee \(id) is retired and gets no new shares"
        default: nil
        }
    }

    private var aboutShares: String? {
        switch self {
        case .shareCount(let count): "a commission is split into 1 to \(Share.most) shares, not \(count)"
        case .emptyShare(let role): "the share of \(role.label.lowercased()) must be above 0 %"
        case .payeeOfRole(.house): "the house's share has no payee: it stays with the office"
        case .payeeOfRole(let role): "the share of \(role.label.lowercased()) needs a payee"
        case .doubleShare: "one payee has one share in one role"
        case .sharesNotWhole(let sum): "the shares sum to \(sum.decimal) %; they must sum to 100 %"
        case .sharesPaid(let id): "commission of deal \(id) was paid by these shares; they stay as they are"
        default: nil
        }
    }

    private var aboutBooking: String? {
        switch self {
        case .noTerms(let id, let day): "the funder of deal \(id) has no commission terms for \(day); enter them first"
        case .expectedAlready(let id): "what deal \(id) earns is booked already"
        case .paybackMissing: "the terms pay on the payback, and the deal names none"
        case .bonusPaid(let id): "the month's bonus on deal \(id) would be taken back, and it is earned already"
        case .lineCount(let count): "a payment has 1 to \(CommissionPayment.mostLines) lines, not \(count)"
        case .doubleDeal(let id): "deal \(id) stands in two lines"
        case .amountNotPositive: "the amount must be above zero"
        case .noChange: "an adjustment changes something: its amount is not zero"
        case .otherFunder(let id): "deal \(id) is another funder's"
        case .otherCurrency(let id, let currency): "deal \(id) is in \(currency.rawValue)"
        case .beforeFunding(let id, let day): "deal \(id) was funded on \(day), and nothing is booked before that"
        case .inTheFuture(let day): "\(day) is still to come"
        case .traceMissing: "a payment needs the funder's reference, so that it is booked once"
        case .takenBackAlready(let id, let sum):
            "\(sum.decimal) of deal \(id) is taken back already, which is all that its terms give on that day; name an amount and a reason where the funder took more"
        case .clawbackKnown(let id, let day):
            "the same amount of deal \(id) is booked as taken back on \(day); name the funder's reference where this is another one"
        case .adjustmentTooLarge(let id, let most):
            "an adjustment of deal \(id) is at most what was funded: \(most.decimal)"
        case .traceKnown(let id, let day): "that reference is booked as payment \(id) of \(day)"
        case .methodNote(.other): "say what the other method is"
        case .methodNote(let method): "only another method has a note, not \(method.label)"
        default: nil
        }
    }

    private var aboutStanding: String {
        switch self {
        case .moreThanOpen(let id, let open):
            "only \(open.grouped) is open on deal \(id); book an adjustment with its reason first"
        case .nothingToEarn(let id): "all that deal \(id) is expected to earn is earned"
        case .moreThanExpected(let id, let expected, let earned):
            "\(earned.grouped) would be earned on deal \(id), and \(expected.grouped) is expected; book an adjustment with its reason first"
        case .moreThanEarned(let id, let earned, let paid):
            "\(paid.grouped) is paid on deal \(id), and only \(earned.grouped) would be earned"
        case .moreThanPaid(let id, let paid, let clawedBack):
            "\(clawedBack.grouped) is clawed back on deal \(id), and only \(paid.grouped) would be paid"
        case .moreThanKept(let id, let kept): "only \(kept.grouped) is left of what was paid on deal \(id)"
        case .outsideWindow(let id, let day?):
            "the clawback window of deal \(id) ended on \(day); name the amount, and why it is taken back all the same"
        case .outsideWindow(let id, nil):
            "deal \(id) has no clawback window; name the amount, and why it is taken back all the same"
        case .otherThanTerms(let id, let amount):
            "the terms of deal \(id) give \(amount.grouped) on that day; say why it is another amount"
        case .reversedAlready(let id): "entry \(id) was taken back already, or takes another one back"
        case .notByItself(let id): "entry \(id) is taken back with its payment, its split or its deal, not by itself"
        case .reserveReleased(let id):
            "what was held back on deal \(id) was let go or taken back meanwhile; reverse the clawback first, or book what the funder takes as one"
        case .partPaid(let id):
            "a payee of deal \(id) was given a part of it already; book an adjustment with its reason instead"
        case .splitByAdmin(let id): "an admin split the commission of deal \(id); only an admin cancels it"
        case .earnedAlready(let id): "commission of deal \(id) is earned or paid; take that back first"
        case .moreThanPayable(let id, let balance, let currency):
            "payee \(id) has \(currency.shown(balance)) to get, and no more is paid out"
        case .moreThanPayableThen(let id, let balance, let currency, let day):
            "payee \(id) had \(currency.shown(balance)) to get on \(day); a payout is of a day on which its shares were booked"
        case .notAPerson: "a payout is marked by a person who is signed in, not by a program"
        case .ownPayout: "somebody else must mark what is paid to yourself"
        case .ownPayoutRequest: "you marked this payout; another person has to say that it was paid"
        case .needsSecondPerson(let limit, let currency):
            "above \(currency.shown(limit)) within a day a payout is marked by one person and confirmed by another"
        case .referenceKnown: "a payout to this payee has that reference already"
        default: code
        }
    }
}
