import Kernel

/// What is wrong with a request about a funder's record.
package enum FunderRefusal: Refusal, Equatable {
    case nameTaken(by: Funder.ID)
    case domainTaken(by: Funder.ID)
    case freeMail(String)
    case badDomain
    case archived(Funder.ID)
    case reasonMissing
    case capMissing
    case contactExists
    case tooManyRecipients

    package var kind: RefusalKind {
        switch self {
        case .nameTaken, .domainTaken, .archived, .contactExists: .conflict
        default: .invalid
        }
    }

    package var code: String { row.code }
    package var field: String? { row.field }
    package var reason: String { row.reason }

    // swift-format-ignore
    private var row: (code: String, field: String?, reason: String) {
        switch self {
        case .nameTaken(let id):   ("duplicate_funder", "name", "funder \(id) has this name already")
        case .domainTaken(let id): ("duplicate_funder", "domains", "funder \(id) has one of these domains or addresses already")
        case .freeMail(let name):  ("free_mail_domain", "domains", "\(name) gives addresses to everybody: name whole addresses there")
        case .badDomain:           ("not_a_domain", "domains", "each must be a domain such as funder.example, or a whole mail address")
        case .archived(let id):    ("archived", nil, "funder \(id) is archived: restore it before you change it")
        case .reasonMissing:       ("reason_missing", "reason", "every status but active needs a reason")
        case .capMissing:          ("cap_missing", "weekly_cap", "a limited funder needs a weekly cap from 1 to 1000")
        case .contactExists:       ("contact_exists", nil, "the funder has its one contact already: change it with its version")
        case .tooManyRecipients:   ("too_many_recipients", "to_emails", "at most \(Recipients.most) addresses in To, the contact among them, and \(Recipients.most) in CC")
        }
    }
}

/// Why nothing is sent to a funder now. The code names the state.
package enum SendBlock: Refusal, Equatable {
    case archived
    case paused
    case doNotSend
    case needsCall
    case capReached(cap: Int)
    case channelNotLive(Channel)
    case noRecipient
    case tooManyRecipients
    case analyseOnly

    package var code: String {
        switch self {
        case .archived: "funder_archived"
        case .paused: "funder_paused"
        case .doNotSend: "funder_do_not_send"
        case .needsCall: "funder_needs_call_first"
        case .capReached: "funder_limited"
        case .channelNotLive: "channel_not_live"
        case .noRecipient: "no_recipient"
        case .tooManyRecipients: "too_many_recipients"
        case .analyseOnly: "funder_analyse_only"
        }
    }

    package var reason: String {
        switch self {
        case .archived: "the funder is archived"
        case .paused: "the funder is paused"
        case .doNotSend: "nothing may be sent to this funder"
        case .needsCall: "the funder wants a call first: note one that is at most 30 days old"
        case .capReached(let cap): "the funder takes \(cap) applications in seven days, and has them"
        case .channelNotLive(let channel):
            "the funder takes applications by \(channel.label), which is not possible yet"
        case .noRecipient: "the funder has neither a contact nor submission rules with an address"
        case .tooManyRecipients: "the funder's rules and contact name more than \(Recipients.most) addresses"
        case .analyseOnly: "the funder is only analysed: its mode says that nothing is sent to it"
        }
    }
}
