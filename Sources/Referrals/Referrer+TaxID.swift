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

extension Resealing {
    /// Reseals tax ids, bank details and leads of referral partners, of all tenants, where an older key sealed them; says how
    /// many.
    package static func referrers(keys: PersonalKeys, _ db: Connection) throws -> Int {
        var count = 0
        func renewed(_ sealed: [UInt8], _ place: String) throws -> [UInt8]? {
            guard keys.sealing.isOutdated(sealed) else { return nil }
            count += 1
            return keys.sealing.seal(try keys.opened(sealed, place: place), place: place)
        }
        let partners = try db.rows(
            "SELECT id, tax_id_sealed FROM referral_partner WHERE tax_id_sealed IS NOT NULL ORDER BY id")
        for row in partners {
            let id: Referrer.ID = try row["id"]
            guard let new = try renewed(row["tax_id_sealed"], Referrer.taxIDPlace(id)) else { continue }
            try db.run("UPDATE referral_partner SET tax_id_sealed = \(new) WHERE id = \(id)")
        }
        for row in try db.rows("SELECT id, details_sealed FROM referral_bank_change ORDER BY id") {
            let id: BankChange.ID = try row["id"]
            guard let new = try renewed(row["details_sealed"], BankChange.place(id)) else { continue }
            try db.run("UPDATE referral_bank_change SET details_sealed = \(new) WHERE id = \(id)")
        }
        // In parts: an office may have a million.
        var last = ""
        while true {
            let leads = try db.rows(
                "SELECT id, data_sealed FROM referral_lead WHERE id > \(last) ORDER BY id LIMIT 1000")
            for row in leads {
                let id: ReferredLead.ID = try row["id"]
                last = id.description
                guard let new = try renewed(row["data_sealed"], ReferredLead.place(id)) else { continue }
                try db.run("UPDATE referral_lead SET data_sealed = \(new) WHERE id = \(id)")
            }
            if leads.isEmpty { return count }
        }
    }
}
