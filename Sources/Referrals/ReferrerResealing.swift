import Applications
import Kernel
import Storage

extension Resealing {
    /// Reseals tax ids and bank details of referral partners, of all tenants, where an older key sealed them; says how many.
    package static func referrers(keys: PersonalKeys, _ db: Connection) throws -> Int {
        var count = 0
        let partners = try db.rows(
            "SELECT id, tax_id_sealed FROM referral_partner WHERE tax_id_sealed IS NOT NULL ORDER BY id")
        for row in partners {
            let id: Referrer.ID = try row["id"]
            guard let new = try renewed(row["tax_id_sealed"], Referrer.taxIDPlace(id), keys) else { continue }
            try db.run("UPDATE referral_partner SET tax_id_sealed = \(new) WHERE id = \(id)")
            count += 1
        }
        for row in try db.rows("SELECT id, details_sealed FROM referral_bank_change ORDER BY id") {
            let id: BankChange.ID = try row["id"]
            guard let new = try renewed(row["details_sealed"], BankChange.place(id), keys) else { continue }
            try db.run("UPDATE referral_bank_change SET details_sealed = \(new) WHERE id = \(id)")
            count += 1
        }
        return count
    }

    /// Reseals what was told of leads, some at a time: an office may have a million. Says how many, and after which lead it
    /// goes on; nil where none is left.
    package static func leads(
        after last: ReferredLead.ID?, most: Int = 1000, keys: PersonalKeys, _ db: Connection
    ) throws -> (count: Int, last: ReferredLead.ID?) {
        let rows = try db.rows(
            """
            SELECT id, data_sealed FROM referral_lead WHERE id > \(last?.description ?? "") ORDER BY id LIMIT \(most)
            """)
        var (count, end): (Int, ReferredLead.ID?) = (0, nil)
        for row in rows {
            let id: ReferredLead.ID = try row["id"]
            end = id
            guard let new = try renewed(row["data_sealed"], ReferredLead.place(id), keys) else { continue }
            try db.run("UPDATE referral_lead SET data_sealed = \(new) WHERE id = \(id)")
            count += 1
        }
        return (count, end)
    }

    private static func renewed(_ sealed: [UInt8], _ place: String, _ keys: PersonalKeys) throws -> [UInt8]? {
        guard keys.sealing.isOutdated(sealed) else { return nil }
        return keys.sealing.seal(try keys.opened(sealed, place: place), place: place)
    }
}
