import Kernel
import Notices
import Storage

/// Tells payees by itself what was paid to them, where the office turned that on: of each payout that was marked since
/// then, once, and of none that was marked before the payee's address was entered.
package struct PayoutNotices: Sendable {
    let desk: NoticeDesk

    static let about = "payout"
    private static let who = Who.system("notices")
    private static let setting = "payees.payout_notices"
    /// What could not be told for so long is told by people.
    static let window = Span.days(14)
    /// So many are read at once, and told at one look.
    static let most = 200

    package init(desk: NoticeDesk) { self.desk = desk }

    /// Since when payouts are told; nil where they are not.
    package static func since(tenant: TenantID, _ db: Connection) throws -> Moment? {
        try Setting.read(setting, tenant: tenant, db)?["since"]?.integer.map { Moment(milliseconds: $0) }
    }

    /// Turns it on, from now on, or off.
    package static func set(
        _ isOn: Bool, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        guard try (since(tenant: tenant, db) != nil) != isOn else { return }
        try Setting.write(
            setting, ["since": isOn ? .int(now.milliseconds) : .null], tenant: tenant, by: who, at: now, db)
    }

    /// One look at an office; says how many mails it queued.
    @discardableResult
    package func look(tenant: TenantID) async throws -> Int {
        let now = desk.clock.now()
        let letters = try await desk.database.read { try Self.letters(tenant: tenant, at: now, $0) }
        var queued = 0
        for letter in letters {
            do {
                _ = try await desk.send(letter, tenant: tenant, by: Self.who)
                queued += 1
            } catch is any Refusal {
                // Another node was faster, or too much was written to the payee by itself: it is looked at again.
                continue
            }
        }
        return queued
    }

    /// What is to be told now, the oldest first. A taken-back payout is not, nor anything to an address that mails came
    /// back from: those stand in nobody's way, however many they are.
    static func letters(
        tenant: TenantID, at now: Moment, most: Int = most, _ db: Connection
    ) throws -> [NoticeLetter] {
        guard let since = try since(tenant: tenant, db) else { return [] }
        var letters: [NoticeLetter] = []
        var last: Payout.ID?
        repeat {
            let due = try due(since: max(since, now - window), after: last, most: most, tenant: tenant, db)
            letters += try due.compactMap { try NoticeLetter.payout($0, tenant: tenant, db) }
            last = due.count < most ? nil : due.last
        } while last != nil && letters.count < most
        return Array(letters.prefix(most))
    }

    /// Payouts of which no mail was written, to payees with an address, in the order in which they were marked.
    private static func due(
        since: Moment, after last: Payout.ID?, most: Int, tenant: TenantID, _ db: Connection
    ) throws -> [Payout.ID] {
        let rest: SQL = last.map { "AND commission_payout.id > \($0)" } ?? ""
        return try db.rows(
            """
            SELECT commission_payout.id
              FROM commission_payout JOIN payee ON payee.id = commission_payout.payee_id
             WHERE commission_payout.tenant_id = \(tenant) AND commission_payout.at >= \(since) \(part: rest)
               AND commission_payout.state = 'booked' AND payee.email_set_at <= commission_payout.at
               AND NOT EXISTS (SELECT 1 FROM notice
                                WHERE notice.tenant_id = \(tenant) AND notice.party_kind = \(Payee.recordKind)
                                  AND notice.party_id = payee.id AND notice.about = \(about)
                                  AND notice.about_key = commission_payout.id)
             ORDER BY commission_payout.id LIMIT \(most)
            """
        ).map { try $0.get("id", as: Payout.ID.self) }
    }
}
