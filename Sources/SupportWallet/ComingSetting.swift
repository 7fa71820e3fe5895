import Kernel
import Storage

/// What somebody set that gives more than what stands: it holds a day later, or as soon as another admin sets the same, so that nobody
/// alone makes anything worth more unseen (I44). Until then the former stands, and who may change settings sees both.
package struct ComingSetting: Sendable {
    /// So long it waits for another.
    static let waits = Span.hours(24)

    let value: Value
    let by: String
    let from: Moment

    private static func place(_ name: String) -> String { "\(name).coming" }

    /// What waits in that setting's place; nil where nothing does.
    static func of(_ name: String, _ tenant: TenantID, _ db: Connection) throws -> ComingSetting? {
        guard let stored = try Setting.read(place(name), tenant: tenant, db), let value = stored["value"],
            !value.isNull, let by = stored["by"]?.text, let from = stored["from"]?.integer
        else { return nil }
        return ComingSetting(value: value, by: by, from: Moment(milliseconds: from))
    }

    /// Says from when the value holds; nil where it holds now, because another set the same before or its day is over.
    static func propose(_ name: String, _ value: Value, _ act: SupportAct, _ db: Connection) throws -> Moment? {
        if let coming = try of(name, act.tenant, db), coming.value == value {
            if act.now < coming.from {
                if coming.by == act.who.text { return coming.from }
                if let first = Who(text: coming.by) { try act.requireSecond(to: first, db) }
            }
            return try end(name, act, db)
        }
        let from = act.now + waits
        try Setting.write(
            place(name), ["value": value, "by": .string(act.who.text), "from": .int(from.milliseconds)],
            tenant: act.tenant, by: act.who, at: act.now, db)
        return from
    }

    /// Nothing waits any more: it holds, or another thing was set in its place.
    @discardableResult
    static func end(_ name: String, _ act: SupportAct, _ db: Connection) throws -> Moment? {
        guard try of(name, act.tenant, db) != nil else { return nil }
        try Setting.write(place(name), ["value": .null], tenant: act.tenant, by: act.who, at: act.now, db)
        return nil
    }

    /// What waited its day; it waits no more.
    static func due(_ name: String, _ act: SupportAct, _ db: Connection) throws -> Value? {
        guard let coming = try of(name, act.tenant, db), coming.from <= act.now else { return nil }
        try end(name, act, db)
        return coming.value
    }

    /// Whether something of an office waits to be confirmed.
    static func isWaiting(_ tenant: TenantID, _ db: Connection) throws -> Bool {
        try names.contains { try of($0, tenant, db) != nil }
    }

    /// Whether something of an office has waited its day.
    package static func isDue(_ tenant: TenantID, at now: Moment, _ db: Connection) throws -> Bool {
        try names.contains { try of($0, tenant, db).map { $0.from <= now } ?? false }
    }

    /// Lets hold what waited its day.
    package static func keep(_ act: SupportAct, _ db: Connection) throws {
        for currency in Currency.allCases { try PayoutRate.keep(currency, act, db) }
        try SupportRules.keep(act, db)
        try WalletSettings.keep(act, db)
    }

    private static let names =
        Currency.allCases.map(PayoutRate.comingName(of:)) + [SupportRules.name, WalletSettings.name]

    /// For the page of a setting: when it holds, and whether it is the reader's own, who confirms nothing.
    func shown(to reader: Who) -> Value {
        ["holds_at": Value(from), "is_own": .bool(by == reader.text)]
    }
}
