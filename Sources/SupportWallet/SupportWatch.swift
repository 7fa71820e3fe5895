import Kernel
import Storage

/// What stands still in what leaves, or differs from what a provider says: told to people as alerts.
package enum SupportWatch {
    /// So long may something be on its way, or wait for what is missing.
    private static let longest = Span.hours(24)
    /// So long may a difference of a provider's file be open (I47).
    private static let longestDifference = Span.hours(72)

    /// What is to be said of an office, each with a subject by which it stands once.
    package static func findings(
        _ tenant: TenantID, at now: Moment, _ db: Connection
    ) throws -> [(subject: String, text: String)] {
        var findings: [(subject: String, text: String)] = []
        let late = try SupportDifference.openCount(of: .lateEnd, foundBefore: now, tenant: tenant, db)
        if late > 0 {
            findings.append(
                ("late_end", "A provider told another end of a support than the one that is booked; look at it."))
        }
        let old = try SupportDifference.openCount(foundBefore: now - longestDifference, tenant: tenant, db)
        if old > 0 {
            findings.append(
                ("differences", "What a provider paid differs from what is booked, for more than three days."))
        }
        let day = now - longest
        if try isOpen("state IN ('calling', 'sent', 'outcome_unknown') AND called_at <= \(day)", tenant, db) {
            findings.append(("open", "A support is on its way for more than a day; ask its provider."))
        }
        if try isOpen("state = 'waiting' AND held_at IS NOT NULL", tenant, db) {
            findings.append(
                ("held", "A support is held since a restore: it may have left since. Say what became of it."))
        }
        let waits: SQL = """
            state = 'waiting' AND held_at IS NULL AND channel IN ('airtime', 'bank_transfer') AND created_at <= \(day)
            """
        if try isOpen(waits, tenant, db) {
            findings.append(("waiting", "A support that was approved waits for more than a day; see what is missing."))
        }
        // What is set in the place of what waits is told anew.
        return try findings
            + ComingSetting.all(tenant, db).map { coming in
                let place = ComingSetting.path(of: coming.name)
                return (
                    coming.subject,
                    "A setting that makes support worth more was changed and holds within a day (\(coming.label)): look at it at \(place)."
                )
            }
    }

    private static func isOpen(_ condition: SQL, _ tenant: TenantID, _ db: Connection) throws -> Bool {
        try db.row(
            "SELECT id FROM support_disbursement WHERE tenant_id = \(tenant) AND \(part: condition) LIMIT 1") != nil
    }
}
