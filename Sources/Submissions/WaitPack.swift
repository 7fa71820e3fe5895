import Kernel
import Storage

/// How many answers took how long: a count for each step of waiting, as one row of a table holds it. So a page reads a row
/// for a month or a year where it would read a row for each step.
package struct WaitPack: Sendable, Equatable {
    /// In the order of the steps.
    private var counts = Array(repeating: 0, count: WaitStep.all.count)

    package init() {}

    /// From `15:3,30:1`: the upper end of a step in minutes, and how many. What is no step of ours is left out.
    init(_ text: String) { add(text) }

    /// The row of this text added to it.
    package mutating func add(_ text: String) {
        var (minutes, number, isNumber, isNegative) = (0, 0, false, false)
        func close(_ counts: inout [Int]) {
            guard isNumber, let place = WaitStep.place(minutes: minutes) else { return }
            counts[place] += isNegative ? -number : number
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: ","):
                close(&counts)
                (minutes, number, isNumber, isNegative) = (0, 0, false, false)
            case UInt8(ascii: ":"): isNumber = true
            case UInt8(ascii: "-"): isNegative = true
            default:
                let digit = Int(byte &- UInt8(ascii: "0"))
                if isNumber { number = number &* 10 &+ digit } else { minutes = minutes &* 10 &+ digit }
            }
        }
        close(&counts)
    }

    mutating func add(_ number: Int, minutes: Int) {
        if let place = WaitStep.place(minutes: minutes) { counts[place] += number }
    }

    mutating func add(_ other: WaitPack) {
        for place in counts.indices { counts[place] += other.counts[place] }
    }

    var isEmpty: Bool { counts.allSatisfy { $0 == 0 } }

    /// Those steps that something counts for.
    package var steps: [(minutes: Int, number: Int)] {
        zip(WaitStep.all, counts).filter { $1 != 0 }.map { (minutes: $0, number: $1) }
    }

    var text: String { steps.map { "\($0.minutes):\($0.number)" }.joined(separator: ",") }
}

/// The steps of `submission_wait` packed: by month and by year, for each funder and for all together.
struct WaitPacks: Equatable {
    private struct Key: Hashable {
        let tenant: TenantID
        /// A month (202611) or a year (2026).
        let period: Int
        /// Empty: all funders.
        let funder: String
    }
    private var packs: [Key: WaitPack] = [:]

    init() {}

    init(tenant: TenantID, _ db: Connection) throws {
        for row in try db.rows(
            """
            SELECT period, funder_id, steps FROM submission_wait_pack
             WHERE tenant_id = \(tenant) AND steps <> '' ORDER BY period, funder_id
            """)
        {
            packs[Key(tenant: tenant, period: try row["period"], funder: try row["funder_id"])] = WaitPack(
                try row["steps"])
        }
    }

    /// Counts for the funder and for all, in the month and in its year.
    mutating func add(_ number: Int, minutes: Int, month: Int, funder: String, tenant: TenantID) {
        for period in [month, month / 100] {
            for funder in [funder, ""] {
                let key = Key(tenant: tenant, period: period, funder: funder)
                packs[key, default: WaitPack()].add(number, minutes: minutes)
                if packs[key]?.isEmpty ?? true { packs[key] = nil }
            }
        }
    }

    /// Adds these to those that are stored. Writers follow one another on both engines, so that none is lost in between.
    func store(_ db: Connection) throws {
        for (key, pack) in packs {
            let stored: String? = try db.value(
                """
                SELECT steps FROM submission_wait_pack
                 WHERE tenant_id = \(key.tenant) AND period = \(key.period) AND funder_id = \(key.funder)
                """)
            var sum = pack
            sum.add(stored ?? "")
            try db.run(
                """
                INSERT INTO submission_wait_pack (tenant_id, period, funder_id, steps)
                VALUES (\(key.tenant), \(key.period), \(key.funder), \(sum.text))
                ON CONFLICT (tenant_id, period, funder_id) DO UPDATE SET steps = excluded.steps
                """)
        }
    }

    /// Fills the new table from the counts that are there.
    @Sendable static func fill(_ db: Connection) throws {
        for row in try db.rows("SELECT DISTINCT tenant_id FROM submission_wait ORDER BY tenant_id") {
            try WaitSums(tenant: try row["tenant_id"], db).packs.store(db)
        }
    }
}
