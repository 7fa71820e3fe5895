import Applications
import Cohorts
import Crypto
import Kernel
import Storage

/// A voucher for transport or access to a tool: a code that is shown once to who asked, kept as a keyed hash, and good once (I27).
enum Voucher {
    /// Twelve digits and letters.
    private static func newCode() -> String { Hexadecimal.encode(randomBytes(6)) }

    private static func hash(_ code: String, _ keys: PersonalKeys) -> String {
        keys.fingerprint("support.voucher", code.lowercased().filter { !" -".contains($0) })
    }

    /// Makes the code of an approved request of the participant: what was held is given with it.
    static func issue(
        for request: SupportRequest, keys: PersonalKeys, _ act: SupportAct, _ db: Connection
    ) throws -> String {
        guard let found = try Disbursement.of(request.id, tenant: act.tenant, db),
            found.channel == .voucher || found.channel == .access, found.state == .waiting
        else { throw VoucherRefusal.none }
        let code = newCode()
        let changed = try db.changes(
            """
            UPDATE support_disbursement SET voucher_hash = \(hash(code, keys)), updated_at = \(act.now)
             WHERE tenant_id = \(act.tenant) AND id = \(found.id) AND voucher_hash IS NULL
            """)
        guard changed == 1 else { throw VoucherRefusal.none }
        try found.move(on: .confirm, act, db)
        return code
    }

    /// Somebody at the counter takes it: once.
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
        let changed = try db.changes(
            """
            UPDATE support_disbursement
               SET redeemed_by = \(act.who), redeemed_at = \(act.now), updated_at = \(act.now)
             WHERE tenant_id = \(act.tenant) AND id = \(found.id) AND redeemed_at IS NULL
            """)
        guard changed == 1 else { throw VoucherRefusal.used }
        try act.log("support_disbursement", found.id, "redeemed", db)
        return found
    }
}

/// What is wrong with a voucher.
package enum VoucherRefusal: Refusal, Equatable {
    case none
    case unknown
    case used

    package var kind: RefusalKind { self == .unknown ? .missing : .conflict }

    package var code: String {
        switch self {
        case .none: "no_voucher"
        case .unknown: "unknown_voucher"
        case .used: "voucher_used"
        }
    }

    package var reason: String {
        switch self {
        case .none: "there is no voucher to show here: it is shown once, when the support is on its way"
        case .unknown: "there is no such voucher; look at each letter"
        case .used: "this voucher was used already"
        }
    }
}
