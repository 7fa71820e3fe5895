import Applications
import Cohorts
import Crypto
import Kernel
import Storage

/// A voucher for transport or access to a tool: a code that is kept as a keyed hash and good once (I27). Its amount is held until it is
/// redeemed: what nobody brought was not spent.
enum Voucher {
    /// Twelve digits and letters.
    private static func newCode() -> String { Hexadecimal.encode(randomBytes(6)) }

    private static func hash(_ code: String, _ keys: PersonalKeys) -> String {
        keys.fingerprint("support.voucher", code.lowercased().filter { !" -".contains($0) })
    }

    /// Makes the code of an approved request of the participant. Until it is redeemed another call makes another, and the one before is
    /// good no more: so an answer that was lost on its way costs nobody the voucher.
    static func issue(
        for request: SupportRequest, keys: PersonalKeys, _ act: SupportAct, _ db: Connection
    ) throws -> String {
        guard let found = try Disbursement.of(request.id, tenant: act.tenant, db),
            found.channel == .voucher || found.channel == .access, found.state == .waiting, found.heldAt == nil,
            try Disbursement.mayLeave(to: try Participant.find(request.participant, tenant: act.tenant, db), db)
        else { throw VoucherRefusal.none }
        let code = newCode()
        let changed = try db.changes(
            """
            UPDATE support_disbursement SET voucher_hash = \(hash(code, keys)), updated_at = \(act.now)
             WHERE tenant_id = \(act.tenant) AND id = \(found.id) AND state = 'waiting' AND redeemed_at IS NULL
            """)
        guard changed == 1 else { throw VoucherRefusal.none }
        try act.log("support_disbursement", found.id, "code_shown", db)
        return code
    }

    /// Somebody at the counter takes it, once, and with it what was held is given; not who could sign in as the participant.
    static func redeem(
        _ code: String, keys: PersonalKeys, _ act: SupportAct, _ db: Connection
    ) throws -> Disbursement {
        try act.requirePerson()
        let row = try db.row(
            """
            SELECT \(part: Disbursement.columns) FROM support_disbursement
             WHERE tenant_id = \(act.tenant) AND voucher_hash = \(hash(code, keys))
            """)
        guard let found = try row.map(Disbursement.init) else { throw VoucherRefusal.unknown }
        guard found.redeemedAt == nil else { throw VoucherRefusal.used }
        let request = try SupportRequest.find(found.request, tenant: act.tenant, db)
        try SupportLogin.requireOther(than: request, act, db)
        if found.state == .failed { throw VoucherRefusal.cancelled }
        let participant = try Participant.find(request.participant, tenant: act.tenant, db)
        guard found.heldAt == nil, try Disbursement.mayLeave(to: participant, db) else { throw VoucherRefusal.held }
        let changed = try db.changes(
            """
            UPDATE support_disbursement
               SET redeemed_by = \(act.who), redeemed_at = \(act.now), updated_at = \(act.now)
             WHERE tenant_id = \(act.tenant) AND id = \(found.id) AND redeemed_at IS NULL
            """)
        guard changed == 1 else { throw VoucherRefusal.used }
        try act.log("support_disbursement", found.id, "redeemed", db)
        if found.state == .waiting { try found.move(on: .confirm, act, db) }
        return found
    }
}

/// What is wrong with a voucher.
package enum VoucherRefusal: Refusal, Equatable {
    case none
    case unknown
    case used
    case cancelled
    case held

    package var kind: RefusalKind { self == .unknown ? .missing : .conflict }

    package var code: String {
        switch self {
        case .none: "no_voucher"
        case .unknown: "unknown_voucher"
        case .used: "voucher_used"
        case .cancelled: "voucher_cancelled"
        case .held: "voucher_held"
        }
    }

    package var reason: String {
        switch self {
        case .none: "there is no voucher to show: there is one while the support is on its way, until it is used"
        case .unknown: "there is no such voucher, or a newer code stands in its place; look at each letter"
        case .used: "this voucher was used already"
        case .cancelled: "this voucher was taken back; it is good no more"
        case .held: "this voucher waits: an admin looks at its participant first"
        }
    }
}
