import Kernel
import Storage

/// The batches of a period for every partner of which something waits: a month's end in one command (G33). Partners come in
/// blocks, each a transaction of its own; a run that was cut off is completed by asking again, because a batch is made once.
struct PayoutRun: Sendable {
    /// So many partners are in one transaction, so that other writers wait for a moment only.
    private static let atOnce = 50

    let database: Database
    let act: ReferralAct
    let from: Day
    let to: Day

    /// What becomes of a partner.
    private enum Ending: String, CaseIterable {
        case made, former
        case belowMinimum = "below_minimum"
    }

    private struct Entry {
        let referrer: Referrer
        let ending: Ending
        let amount: Cents
        var payout: ReferralPayout.ID?

        var value: Value {
            [
                "partner": Value(referrer.id), "partner_name": .string(referrer.fields.name),
                "answer": .string(ending.rawValue), "amount": .string(amount.decimal),
                "amount_text": .string(referrer.fields.currency.shown(amount)),
                "currency": .string(referrer.fields.currency.rawValue), "payout": Value(payout),
            ]
        }
    }

    /// What became of each partner, or would.
    func run(isDry: Bool) async throws -> Value {
        try ReferralPayout.check(from, to, at: act.now)
        let all = try await database.read { try waiting($0) }
        var entries: [Entry] = []
        for start in stride(from: 0, to: all.count, by: Self.atOnce) {
            let some = Array(all[start..<min(all.count, start + Self.atOnce)])
            entries +=
                isDry
                ? try await database.read { db in try some.map { try look(at: $0, db) } }
                : try await database.write { db in try some.map { try make(for: $0, db) } }
        }
        var value: Value = [
            "from_on": Value(from), "to_on": Value(to), "is_dry": .bool(isDry), "items": .list(entries.map(\.value)),
            "next": .null,
        ]
        for ending in Ending.allCases {
            value = value.adding(ending.rawValue, Value(entries.count { $0.ending == ending }))
        }
        return value
    }

    /// The partners with a free credit of the period or before.
    private func waiting(_ db: Connection) throws -> [Referrer.ID] {
        try db.rows(Self.query(until: to.adding(days: 1).start, tenant: act.tenant)).map { try $0["partner_id"] }
    }

    static func query(until end: Moment, tenant: TenantID) -> SQL {
        """
        SELECT DISTINCT partner_id FROM referral_credit
         WHERE tenant_id = \(tenant) AND is_free = 1 AND decided_at < \(end) ORDER BY partner_id
        """
    }

    private func look(at id: Referrer.ID, _ db: Connection) throws -> Entry {
        let referrer = try Referrer.find(id, tenant: act.tenant, db)
        switch try ReferralPayout.outlook(for: referrer, from: from, to: to, at: act.now, db) {
        case .former(let former):
            return Entry(referrer: referrer, ending: .former, amount: former.generated, payout: former.id)
        case .new(let plan):
            return Entry(referrer: referrer, ending: plan.isEnough ? .made : .belowMinimum, amount: plan.total)
        }
    }

    private func make(for id: Referrer.ID, _ db: Connection) throws -> Entry {
        let seen = try look(at: id, db)
        guard seen.ending == .made else { return seen }
        let made = try ReferralPayout.generate(for: seen.referrer, from: from, to: to, act, db).payout
        return Entry(referrer: seen.referrer, ending: .made, amount: made.generated, payout: made.id)
    }
}
