import Kernel
import Storage

/// What management looked at of a partner and found right, by whom and when (G07). A partner is made active with its
/// documents verified, and paid with all three.
package struct ReferrerVerification: Sendable, Equatable {
    package enum Flag: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case documents
        case taxID = "tax_id"
        case bank

        package var label: String {
            switch self {
            case .documents: "Documents"
            case .taxID: "Tax id"
            case .bank: "Bank details"
            }
        }
    }

    private struct Mark: Equatable {
        let isVerified: Bool
        let who: Who
        let at: Moment
    }

    private let marks: [Flag: Mark]

    package func isVerified(_ flag: Flag) -> Bool { marks[flag]?.isVerified ?? false }

    /// What is missing before money goes out.
    package var missing: [Flag] { Flag.allCases.filter { !isVerified($0) } }

    static func query(of referrer: Referrer.ID, tenant: TenantID) -> SQL {
        """
        SELECT flag, is_verified, who, at FROM referral_verification
         WHERE tenant_id = \(tenant) AND partner_id = \(referrer) ORDER BY flag
        """
    }

    package static func of(_ referrer: Referrer.ID, tenant: TenantID, _ db: Connection) throws -> ReferrerVerification {
        var marks: [Flag: Mark] = [:]
        for row in try db.rows(query(of: referrer, tenant: tenant)) {
            marks[try row["flag"]] = Mark(isVerified: try row["is_verified"], who: try row["who"], at: try row["at"])
        }
        return ReferrerVerification(marks: marks)
    }

    /// Management says that it looked; refused where there is nothing to look at, or where it is the own change.
    package static func set(
        _ flag: Flag, to isVerified: Bool, of referrer: Referrer, reason: String?, _ act: ReferralAct, _ db: Connection
    ) throws {
        try act.requireOutsider(of: referrer.id, db)
        if isVerified {
            switch flag {
            case .documents:
                guard try ReferrerDocument.isAny(of: referrer.id, tenant: referrer.tenant, db) else {
                    throw ReferralRefusal.noDocument
                }
            case .taxID: guard referrer.taxIDLast4 != nil else { throw ReferralRefusal.noTaxID }
            case .bank: guard referrer.bank != nil else { throw ReferralRefusal.noBank }
            }
            try act.requireOther(than: makers(of: flag, referrer, db), of: referrer.id, db)
        }
        try write(flag, isVerified, of: referrer.id, act, db)
        try act.log(
            .init(
                isVerified ? .verificationSet : .verificationTakenBack, "referral_partner", referrer.id, reason: reason,
                detail: ["flag": .string(flag.rawValue)]), of: referrer.id, db)
    }

    /// Whose change it is that is looked at: who gave the tax id, who proposed the bank details that stand, who added the last
    /// document and every one since documents were verified last.
    private static func makers(of flag: Flag, _ referrer: Referrer, _ db: Connection) throws -> [ReferralAct.Deed] {
        switch flag {
        case .taxID:
            let last = try db.row(
                """
                SELECT who, at FROM referral_activity
                 WHERE tenant_id = \(referrer.tenant) AND partner_id = \(referrer.id)
                   AND action = \(ReferralAction.taxIDSet)
                 ORDER BY at DESC, id DESC LIMIT 1
                """)
            return try last.map { [.init(try $0["who"], at: try $0["at"])] } ?? []
        case .bank:
            guard let bank = referrer.bank else { return [] }
            let change = try BankChange.find(bank, tenant: referrer.tenant, db)
            return [.init(change.proposedBy, at: change.proposedAt)]
        case .documents:
            // Since they were found right, and not since that was taken back.
            return try db.rows(
                """
                SELECT who, max(at) AS at FROM referral_document
                 WHERE tenant_id = \(referrer.tenant) AND partner_id = \(referrer.id)
                   AND (at >= coalesce((SELECT verified_at FROM referral_verification
                                         WHERE tenant_id = \(referrer.tenant) AND partner_id = \(referrer.id)
                                           AND flag = \(Flag.documents)), 0)
                        OR id = (SELECT max(id) FROM referral_document
                                  WHERE tenant_id = \(referrer.tenant) AND partner_id = \(referrer.id)))
                 GROUP BY who ORDER BY who
                """
            ).map { .init(try $0["who"], at: try $0["at"]) }
        }
    }

    /// What was verified has changed: it is looked at again.
    static func fall(_ flag: Flag, of referrer: Referrer.ID, _ act: ReferralAct, _ db: Connection) throws {
        guard try of(referrer, tenant: act.tenant, db).isVerified(flag) else { return }
        try write(flag, false, of: referrer, act, db)
    }

    private static func write(
        _ flag: Flag, _ isVerified: Bool, of referrer: Referrer.ID, _ act: ReferralAct, _ db: Connection
    ) throws {
        try db.run(
            """
            INSERT INTO referral_verification (tenant_id, partner_id, flag, is_verified, who, at, verified_at)
            VALUES (\(act.tenant), \(referrer), \(flag), \(isVerified), \(act.who), \(act.now),
                    \(isVerified ? act.now : nil))
            ON CONFLICT (tenant_id, partner_id, flag) DO UPDATE
               SET is_verified = excluded.is_verified, who = excluded.who, at = excluded.at,
                   verified_at = coalesce(excluded.verified_at, referral_verification.verified_at)
            """)
    }

    package var value: Value {
        .list(
            Flag.allCases.map { flag in
                [
                    "flag": .string(flag.rawValue), "label": .string(flag.label),
                    "is_verified": .bool(isVerified(flag)), "who": Value(marks[flag]?.who.text),
                    "at": Value(marks[flag]?.at),
                ]
            })
    }
}
