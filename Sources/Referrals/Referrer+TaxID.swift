import Applications
import Kernel
import Storage
import Web

/// A partner's tax id: sealed, and shown by its last four digits (G06).
extension Referrer {
    static func taxIDPlace(_ id: ID) -> String { "referral_partner.tax_id/\(id)" }

    /// Nine digits, as `12-3456789` or without the hyphen.
    static func readTaxID(_ reader: inout FieldReader) -> String {
        let text = reader.text("tax_id", max: 20)
        let digits = text.filter { $0 != "-" && $0 != " " }
        if !text.isEmpty, digits.utf8.count != 9 || !digits.utf8.allSatisfy({ (48...57).contains($0) }) {
            reader.refuse("tax_id", code: "not_a_tax_id", "must have nine digits such as 12-3456789")
        }
        return digits
    }

    package func set(taxID digits: String, keys: PersonalKeys, _ act: ReferralAct, _ db: Connection) throws {
        try db.run(
            """
            UPDATE referral_partner
               SET tax_id_sealed = \(keys.sealing.seal(digits, place: Self.taxIDPlace(id))),
                   tax_id_last4 = \(String(digits.suffix(4))), updated_at = \(act.now), version = version + 1
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try ReferrerVerification.fall(.taxID, of: id, act, db)
        try act.log(.init(.taxIDSet, "referral_partner", id), of: id, db)
    }
}
