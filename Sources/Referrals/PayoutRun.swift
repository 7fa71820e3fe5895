import Kernel
import Storage

/// The batches of a period for every partner of which something waits: a month's end in one command (G33). Partners come in
/// blocks, each a transaction of its own; a run that was cut off is completed by asking again, because a batch is made once.
struct PayoutRun: Sendable {
    /// So many partners are in one transaction, or so many lines and what the last partner has more, so that other writers wait
    /// for a moment only.
    private static let atOnce = (partners: 50, lines: 1000)

    let database: Database
    let act: ReferralAct
    let from: Day
    let to: Day

    /// What becomes of a partner.
    enum Ending: String, CaseIterable {
        case made, former
        case belowMinimum = "below_minimum"
        case refused
    }

    struct Entry {
        let id: Referrer.ID
        var referrer: Referrer?
        let ending: Ending
        var amount = Cents.zero
        var lines = 0
        var payout: ReferralPayout.ID?
        var refusal: String?

        var value: Value {
            let currency = referrer?.fields.currency
            return [
                "partner": Value(id), "partner_name": Value(referrer?.fields.name),
                "answer": .string(ending.rawValue), "amount": .string(amount.decimal),
                "amount_text": Value(currency?.shown(amount)), "currency": Value(currency?.rawValue),
                "payout": Value(payout), "refusal": Value(refusal),
            ]
        }
    }

    /// What became of each partner, or would.
    func run(isDry: Bool) async throws -> Value {
        try ReferralPayout.check(from, to, at: act.now)
        let all = try await database.read { try waiting($0) }
        var entries: [Entry] = []
        while entries.count < all.count {
            let rest = all[entries.count...]
            entries +=
                isDry
                ? try await database.read { db in try Self.block(of: rest, lines: \.lines) { try look(at: $0, db) } }
                : try await database.write { db in try Self.block(of: rest, lines: \.lines) { try make(for: $0, db) } }
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

    /// As many of them as one transaction takes; one at least.
    static func block<Each, Answer>(
        of some: ArraySlice<Each>, lines: (Answer) -> Int, _ body: (Each) throws -> Answer
    ) rethrows -> [Answer] {
        var (answers, count): ([Answer], Int) = ([], 0)
        for each in some.prefix(atOnce.partners) {
            let answer = try body(each)
            answers.append(answer)
            count += lines(answer)
            if count >= atOnce.lines { break }
        }
        return answers
    }

    /// The partners with a free credit of the period or before that are in the lists.
    private func waiting(_ db: Connection) throws -> [Referrer.ID] {
        try db.rows(Self.query(until: to.adding(days: 1).start, tenant: act.tenant)).map { try $0["partner_id"] }
    }

    static func query(until end: Moment, tenant: TenantID) -> SQL {
        """
        SELECT DISTINCT partner_id FROM referral_credit
         WHERE tenant_id = \(tenant) AND is_free = 1 AND decided_at < \(end)
           AND EXISTS (SELECT 1 FROM referral_partner
                        WHERE referral_partner.tenant_id = \(tenant) AND referral_partner.id = referral_credit.partner_id
                          AND deleted_at IS NULL)
         ORDER BY partner_id
        """
    }

    /// Nothing is written here: what is refused of one partner is its own answer, and keeps no other from its batch.
    private func look(at id: Referrer.ID, _ db: Connection) throws -> Entry {
        do {
            let referrer = try Referrer.find(id, tenant: act.tenant, db)
            switch try ReferralPayout.outlook(for: referrer, from: from, to: to, at: act.now, db) {
            case .former(let former):
                return Entry(
                    id: id, referrer: referrer, ending: .former, amount: former.generated, payout: former.id)
            case .new(let plan):
                return Entry(
                    id: id, referrer: referrer, ending: plan.isEnough ? .made : .belowMinimum, amount: plan.total,
                    lines: plan.lines.count)
            }
        } catch let refusal as any Refusal {
            return Entry(id: id, ending: .refused, refusal: refusal.code)
        }
    }

    func make(for id: Referrer.ID, _ db: Connection) throws -> Entry {
        let seen = try look(at: id, db)
        guard seen.ending == .made, let referrer = seen.referrer else { return seen }
        let made = try ReferralPayout.generate(for: referrer, from: from, to: to, act, db).payout
        return Entry(
            id: id, referrer: referrer, ending: .made, amount: made.generated, lines: seen.lines, payout: made.id)
    }
}
