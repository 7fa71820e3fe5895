/// The rules that the reading asks for by name, since what they find is weighed in a way of its own.
enum RuleName: String, CaseIterable {
    case canDo = "approval.can-do"
    case autoTitle = "auto.title"
    case unmonitored = "auto.unmonitored"
    case bounceCode = "bounce.code"
    case bounceReport = "bounce.report"
    case contractAttached = "contract.attached"
    case fundedBare = "funded.bare"
    case mailing = "unrelated.mailing"
    case social = "unrelated.social"

    case declineBare = "decline.bare"
    case declineCannot = "decline.cannot"
    case declineClosed = "decline.closed"
    case declineLater = "decline.later"
    case declinePass = "decline.pass"
    case declineTurnDown = "decline.turn-down"
    case declineWord = "decline.word"
    case declineAttempt = "decline.attempt"
    case declinePhrase = "decline.phrase"
    case declineResult = "decline.result"
    case declineStand = "decline.stand"
    case merchantTook = "merchant.took"
    case merchantWalked = "merchant.walked"

    case bankStatements = "document.bank-statements"
    case furtherBankStatements = "document.bank-statements.more"
    case brokenStatements = "document.broken"
    case cardStatements = "document.card-statements"
    case months = "document.months"
    case statements = "document.statements.bare"

    case commissionBehind = "field.commission-behind"
    case commissionPay = "field.commission-pay"
    case reference = "field.reference"
    case upTo = "field.up-to"

    /// Refusals that do not say so: they give way to what the mail wants.
    static let indirect: Set<RuleName?> = [.declineAttempt, .declinePhrase, .declineResult, .declineStand]
    /// Statements by their full name or by a short one.
    static let allStatements: Set<RuleName?> = [.bankStatements, .furtherBankStatements, .cardStatements, .statements]
    /// Refusals that are the merchant's own.
    static let merchants: Set<RuleName?> = [.merchantTook, .merchantWalked]
}
