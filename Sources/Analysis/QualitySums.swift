import Classification
import Kernel
import Storage

/// How many readings people looked at and how many they confirmed.
struct Agreement: Sendable, Equatable {
    var verdicts: Int
    var confirmed: Int

    var corrected: Int { verdicts - confirmed }
    /// In tenths of a percent; nil without verdicts.
    var perMille: Int? { Portion(confirmed, of: verdicts).perMille }
    var percent: String? { Portion(confirmed, of: verdicts).percent }

    var members: [(String, Value)] {
        [
            ("verdicts", Value(verdicts)), ("confirmed", Value(confirmed)), ("corrected", Value(corrected)),
            ("percent", Value(percent)),
        ]
    }

    func value(_ more: [(String, Value)]) -> Value {
        var fields = Value.Fields()
        for (name, value) in more + members { fields[name] = value }
        return .object(fields)
    }
}

/// Agreement of people with the reader, added up by the store.
enum QualitySums {
    private static let tables: SQL = """
          FROM reading_case AS verdict
          JOIN reading ON reading.message_id = verdict.message_id AND reading.seq = verdict.machine_seq
        """
    private static let confirmed: SQL = "sum(CASE WHEN verdict.changed = '[]' THEN 1 ELSE 0 END)"
    private static let weekMilliseconds = 604_800_000
    /// The first day of the count was a Thursday; weeks begin on Mondays.
    private static let shiftMilliseconds = 259_200_000

    struct Week: Sendable, Equatable {
        /// The Monday.
        let day: Day
        let reader: String
        let agreement: Agreement
    }

    /// By week and version, the oldest first.
    static func weeks(_ filter: QualityFilter, tenant: TenantID, _ db: Connection) throws -> [Week] {
        try db.rows(
            "SELECT (verdict.at + \(shiftMilliseconds)) / \(weekMilliseconds) AS week, reading.reader,"
                + " count(*) AS verdicts, \(part: confirmed) AS confirmed" + tables
                + " WHERE \(part: filter.conditions(tenant: tenant)) GROUP BY 1, 2 ORDER BY 1, 2"
        ).map { row in
            Week(
                day: Day(number: Int32(try row.get("week", as: Int.self) * 7 - 3)), reader: try row["reader"],
                agreement: try Agreement(row))
        }
    }

    /// By what the reader took the mail for; `sure`: those that it would have applied by itself.
    static func outcomes(_ filter: QualityFilter, tenant: TenantID, _ db: Connection) throws -> Value {
        let rows = try db.rows(
            """
            SELECT reading.outcome, count(*) AS verdicts, \(part: confirmed) AS confirmed,
                   sum(CASE WHEN reading.disposition = 'apply' THEN 1 ELSE 0 END) AS sure,
                   sum(CASE WHEN reading.disposition = 'apply' AND verdict.changed = '[]' THEN 1 ELSE 0 END) AS sure_right
            """ + tables + " WHERE \(part: filter.conditions(tenant: tenant)) GROUP BY 1 ORDER BY verdicts DESC, 1")
        return .list(
            try rows.map { row in
                let code: String = try row["outcome"]
                let sure = Agreement(verdicts: try row["sure"], confirmed: try row["sure_right"])
                return try Agreement(row).value([
                    ("code", .string(code)), ("label", .string(Outcome(rawValue: code)?.label ?? code)),
                    ("sure", sure.value([])),
                ])
            })
    }

    /// Which parts people corrected, the most frequent first.
    static func parts(_ filter: QualityFilter, tenant: TenantID, _ db: Connection) throws -> Value {
        var counts: [String: Int] = [:]
        for row in try db.rows(
            "SELECT verdict.changed, count(*) AS number" + tables
                + " WHERE \(part: filter.conditions(tenant: tenant)) AND verdict.changed <> '[]' GROUP BY 1")
        {
            let number: Int = try row["number"]
            for part in try row.get("changed", as: Value.self).list?.compactMap(\.text) ?? [] {
                counts[part, default: 0] += number
            }
        }
        return .list(
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                ["label": .string(label(ofPart: $0.key)), "count": Value($0.value)]
            })
    }

    private static func label(ofPart part: String) -> String {
        switch part {
        case "outcome": "Outcome"
        case "also": "What it says besides"
        case "decline_reasons": "Decline reasons"
        case "offers": "Offers"
        case "requested_docs": "Documents wanted"
        case "funded_amount": "Funded amount"
        case "commission_amount": "Commission"
        default: part
        }
    }

    /// All together: every verdict, and those on readings that were sure.
    static func total(_ outcomes: Value) -> Value {
        func sum(_ member: (Value) -> Value?) -> Int {
            (outcomes.list ?? []).reduce(0) { $0 + Int(member($1)?.integer ?? 0) }
        }
        let all = Agreement(verdicts: sum { $0["verdicts"] }, confirmed: sum { $0["confirmed"] })
        let sure = Agreement(
            verdicts: sum { $0["sure"]?["verdicts"] }, confirmed: sum { $0["sure"]?["confirmed"] })
        return all.value([("sure", sure.value([]))])
    }

    /// The versions that people judged.
    static func readers(tenant: TenantID, _ db: Connection) throws -> [String] {
        try db.rows(
            "SELECT DISTINCT reading.reader" + tables + " WHERE verdict.tenant_id = \(tenant) ORDER BY 1"
        ).map { try $0["reader"] }
    }
}

extension Agreement {
    fileprivate init(_ row: Row) throws {
        self.init(verdicts: try row["verdicts"], confirmed: try row["confirmed"])
    }
}
