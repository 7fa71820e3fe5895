import Kernel

/// What is wrong with a request about referral partners and their people.
package enum ReferralRefusal: Refusal, Equatable {
    case unknownPartner
    case unknownOffice
    case unknownBankChange(BankChange.ID)
    case unknownDocument(ReferrerDocument.ID)
    case codeTaken(String)
    case badCode
    case notAPerson
    case ownWork
    case oneHat
    case nobodyLeft
    case tooManyKeys(Int)
    case reasonNeeded
    case documentsNotChecked
    case noDocument
    case noTaxID
    case noBank
    case bankChangeOpen(BankChange.ID)
    case stillAtWork(Referrer.Status)
    /// Whoever signed in, or the key, works for no partner.
    case noPartner
    case notActive(Referrer.Status)
    case notAdmitted(Referrer.Status)
    case lastAdmin
    case notSelf
    case otherCurrency(Currency)
    case owed(Cents, Currency)
    case openWork(String, Int)
    case deleted

    package var kind: RefusalKind { row.kind }
    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (kind: RefusalKind, code: String, field: String?, reason: String) {
        switch self {
        case .unknownPartner:           (.missing, "unknown_partner", nil, "there is no such partner")
        case .unknownOffice:            (.missing, "unknown_office", "office", "there is no such office")
        case .unknownBankChange(let id): (.missing, "unknown_bank_change", nil, "there is no change of bank details \(id)")
        case .unknownDocument(let id):  (.missing, "unknown_document", nil, "there is no document \(id)")
        case .codeTaken(let code):      (.conflict, "code_taken", "code", "another partner has the code \(code)")
        case .badCode:                  (.invalid, "bad_code", "code", "a code has 2 to 20 letters, digits and hyphens")
        case .notAPerson:               (.forbidden, "not_a_person", nil, "only a person of management decides this, signed in by name")
        case .ownWork:                  (.conflict, "own_work", nil, "somebody else decides what you entered or asked for")
        case .oneHat:                   (.conflict, "works_for_partner", "roles", "whoever works for a referral partner has one of its three roles and no role of the desk")
        case .nobodyLeft:               (.conflict, "nobody_left", nil, "nobody of the office would be left to decide what this person enters; let who gave them the sign-in reset it, or add another person of the partner, or another admin of the office")
        case .tooManyKeys(let most):    (.conflict, "too_many_keys", nil, "a partner has \(most) keys at most that are not revoked; revoke one first")
        case .reasonNeeded:             (.invalid, "reason_needed", "reason", "say why")
        case .documentsNotChecked:      (.conflict, "documents_not_checked", nil, "the partner's documents must be looked at and verified first")
        case .noDocument:               (.conflict, "no_document", "flag", "there is no document to verify; ask the partner for one")
        case .noTaxID:                  (.conflict, "no_tax_id", "flag", "the partner's tax id is not known yet")
        case .noBank:                   (.conflict, "no_bank_details", "flag", "no bank details of the partner stand yet")
        case .bankChangeOpen(let id):   (.conflict, "bank_change_open", nil, "the change of bank details \(id) waits for a decision; decide it first")
        case .stillAtWork(let status):  (.conflict, "still_at_work", nil, "a partner that is \(status.rawValue) is not deleted; reject or deactivate it first")
        case .noPartner:                (.missing, "no_partner", nil, "whoever signed in here works for no referral partner")
        case .notActive(let status):    (.forbidden, "partner_not_active", nil, "the partner is \(status.rawValue); only an active one does this")
        case .notAdmitted(let status):  (.conflict, "partner_not_admitted", nil, "the partner is \(status.rawValue); people are added once it is active")
        case .lastAdmin:                (.conflict, "last_admin", nil, "the partner keeps one admin at least; make somebody else an admin first")
        case .notSelf:                  (.forbidden, "not_self", nil, "everybody changes the own password only")
        case .owed(let amount, let currency): (.conflict, "still_owed", nil, "\(currency.shown(amount)) of the partner is not settled yet")
        case .openWork(let what, let count): (.conflict, "open_work", nil, "\(count) \(what) of the partner are not decided yet; do that first")
        case .deleted:                  (.conflict, "partner_deleted", nil, "the partner was taken out of the lists; nothing of it is approved any more")
        case .otherCurrency(let currency): (.conflict, "other_currency", nil, "the partner earns in \(currency.rawValue)")
        }
    }
}
