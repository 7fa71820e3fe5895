import Kernel
import Notices
import Storage

/// Tells payees by itself what was paid to them, where the office turned that on: of each payout that was marked since
/// then, once, and of none that was marked before the payee's address was entered. Whoever was told of a payout that is
/// taken back is told that as well.
package struct PayoutNotices: Sendable {
    let desk: NoticeDesk

    static let about = "payout"
    static let aboutBack = "payout_back"
    private static let who = Who.system("notices")
    private static let setting = "payees.payout_notices"
    /// What could not be told for so long is told by people.
    static let window = Span.days(14)
    /// A payout that is taken back later than this after it was marked is told by people.
    static let correctionWindow = Span.days(90)
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
        let marked: SQL = """
            commission_payout.at >= \(max(since, now - window)) AND commission_payout.state = 'booked'
            AND payee.email_set_at <= commission_payout.at AND NOT \(part: told(about))
            """
        let back: SQL = """
            commission_payout.at >= \(max(since, now - correctionWindow)) AND commission_payout.state = 'reversed'
            AND \(part: told(about)) AND NOT \(part: told(aboutBack))
            """
        let letters =
            try letters(where: back, most: most, tenant: tenant, db) {
                try .takenBack($0, tenant: tenant, db)
            }
            + letters(where: marked, most: most, tenant: tenant, db) { try .payout($0, tenant: tenant, db) }
        return Array(letters.prefix(most))
    }

    private static func letters(
        where condition: SQL, most: Int, tenant: TenantID, _ db: Connection,
        _ letter: (Payout.ID) throws -> NoticeLetter?
    ) throws -> [NoticeLetter] {
        var letters: [NoticeLetter] = []
        var last: Payout.ID?
        repeat {
            let due = try due(condition, after: last, most: most, tenant: tenant, db)
            letters += try due.compactMap(letter)
            last = due.count < most ? nil : due.last
        } while last != nil && letters.count < most
        return letters
    }

    /// Whether a mail of that kind was written of the payout.
    private static func told(_ about: String) -> SQL {
        """
        EXISTS (SELECT 1 FROM notice
                 WHERE notice.tenant_id = commission_payout.tenant_id AND notice.party_kind = \(Payee.recordKind)
                   AND notice.party_id = payee.id AND notice.about = \(about)
                   AND notice.about_key = commission_payout.id)
        """
    }

    /// Payouts to payees with an address, in the order in which they were marked.
    private static func due(
        _ condition: SQL, after last: Payout.ID?, most: Int, tenant: TenantID, _ db: Connection
    ) throws -> [Payout.ID] {
        let rest: SQL = last.map { "AND commission_payout.id > \($0)" } ?? ""
        return try db.rows(
            """
            SELECT commission_payout.id
              FROM commission_payout JOIN payee ON payee.id = commission_payout.payee_id
             WHERE commission_payout.tenant_id = \(tenant) \(part: rest) AND \(part: condition)
             ORDER BY commission_payout.id LIMIT \(most)
            """
        ).map { try $0.get("id", as: Payout.ID.self) }
    }
}
