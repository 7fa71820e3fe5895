import Kernel
import Storage

/// What somebody set that gives more than what stands: it holds a day later, or as soon as another admin sets the same, so that nobody
/// alone makes anything worth more unseen (I44). Until then the former stands, and who may change settings sees both.
package struct ComingSetting: Sendable {
    /// So long it waits for another.
    static let waits = Span.hours(24)

    let name: String
    let value: Value
    let by: String
    let from: Moment

    private static func place(_ name: String) -> String { "\(name).coming" }

    /// What waits in that setting's place; nil where nothing does.
    static func of(_ name: String, _ tenant: TenantID, _ db: Connection) throws -> ComingSetting? {
        guard let stored = try Setting.read(place(name), tenant: tenant, db), let value = stored["value"],
            !value.isNull, let by = stored["by"]?.text, let from = stored["from"]?.integer
        else { return nil }
        return ComingSetting(name: name, value: value, by: by, from: Moment(milliseconds: from))
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
        return try ComingSetting(name: name, value: value, by: act.who.text, from: act.now + waits).write(act, db)
    }

    private func write(_ act: SupportAct, _ db: Connection) throws -> Moment {
        try Setting.write(
            Self.place(name), ["value": value, "by": .string(by), "from": .int(from.milliseconds)],
            tenant: act.tenant, by: act.who, at: act.now, db)
        return from
    }

    /// An admin says that it is not to hold, be it the own: the former stands.
    static func refuse(_ name: String, _ act: SupportAct, _ db: Connection) throws {
        try act.requirePerson()
        guard try of(name, act.tenant, db) != nil else { throw ComingRefusal.nothingWaits }
        try Setting.write(
            place(name), ["value": .null, "is_refused": true], tenant: act.tenant, by: act.who, at: act.now, db)
    }

    /// After a restore its day begins anew: it may have been refused since the backup, and nobody there saw an alert of it.
    static func waitAnew(_ act: SupportAct, _ db: Connection) throws {
        for found in try all(act.tenant, db) {
            _ = try ComingSetting(name: found.name, value: found.value, by: found.by, from: act.now + waits)
                .write(act, db)
        }
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

    /// What of an office waits to be confirmed.
    static func all(_ tenant: TenantID, _ db: Connection) throws -> [ComingSetting] {
        try names.compactMap { try of($0, tenant, db) }
    }

    /// Whether something of an office has waited its day.
    package static func isDue(_ tenant: TenantID, at now: Moment, _ db: Connection) throws -> Bool {
        try all(tenant, db).contains { $0.from <= now }
    }

    /// Lets hold what waited its day.
    package static func keep(_ act: SupportAct, _ db: Connection) throws {
        for currency in Currency.allCases { try PayoutRate.keep(currency, act, db) }
        try SupportRules.keep(act, db)
        try WalletSettings.keep(act, db)
    }

    static let names = Currency.allCases.map(PayoutRate.comingName(of:)) + [SupportRules.name, WalletSettings.name]

    /// What is changed, for people.
    var label: String {
        if name == SupportRules.name { return "borders and worths" }
        if name == WalletSettings.name { return "the allocation" }
        return Currency.allCases.first { PayoutRate.comingName(of: $0) == name }.map { "naira for one \($0.rawValue)" }
            ?? name
    }

    /// By which its alert stands: another value in its place is another alert.
    var subject: String { "coming \(name) \(from.milliseconds)" }

    /// Where it is looked at.
    static func path(of name: String) -> String { "/admin/support/\(name == SupportRules.name ? "rules" : "settings")" }

    /// For the page of a setting: when it holds, and whether it is the reader's own, who confirms nothing.
    func shown(to reader: Who) -> Value {
        ["setting": .string(name), "holds_at": Value(from), "is_own": .bool(by == reader.text)]
    }
}

/// What is wrong with a word on what waits.
package enum ComingRefusal: Refusal, Equatable {
    case nothingWaits

    package var kind: RefusalKind { .conflict }
    package var code: String { "nothing_waits" }
    package var reason: String { "nothing waits there any more: look at what holds now" }
}
