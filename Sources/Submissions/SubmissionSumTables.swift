import Kernel
import Storage

/// Where submissions stand now: how many, what they ask for, and since when, added up.
struct StandingSums: Equatable {
    private struct Key: Hashable {
        let tenant: TenantID
        let status: Status
        let funder: String
        let sentBy: String
        let currency: String
    }
    private struct Sum: Equatable {
        var number = 0
        var requested: Int64 = 0
        var startedMinutes: Int64 = 0
        var isEmpty: Bool { self == Sum() }
    }
    private var sums: [Key: Sum] = [:]

    init() {}

    init(tenant: TenantID, _ db: Connection) throws {
        for row in try db.rows(
            """
            SELECT status, funder_id, sent_by, currency, number, requested_cents, started_minutes
              FROM submission_sum WHERE tenant_id = \(tenant) ORDER BY status, funder_id, sent_by, currency
            """)
        {
            let sum = Sum(
                number: try row["number"], requested: try row["requested_cents"],
                startedMinutes: try row["started_minutes"])
            guard !sum.isEmpty else { continue }
            sums[
                Key(
                    tenant: tenant, status: try row["status"], funder: try row["funder_id"],
                    sentBy: try row["sent_by"], currency: try row["currency"])] = sum
        }
    }

    mutating func add(_ place: SubmissionSums.Place, _ figures: SubmissionFigures, _ number: Int) {
        let key = Key(
            tenant: place.tenant, status: figures.status, funder: place.funder, sentBy: place.sentBy,
            currency: place.currency)
        var sum = sums[key] ?? Sum()
        sum.number += number
        sum.requested += Int64(number) * place.requested
        sum.startedMinutes += Int64(number) * (place.createdAt.seconds / 60)
        sums[key] = sum.isEmpty ? nil : sum
    }

    /// Adds these to those that are stored.
    func store(_ db: Connection) throws {
        for (key, sum) in sums {
            try db.run(
                """
                INSERT INTO submission_sum (tenant_id, status, funder_id, sent_by, currency, number, requested_cents,
                                            started_minutes)
                VALUES (\(key.tenant), \(key.status), \(key.funder), \(key.sentBy), \(key.currency), \(sum.number),
                        \(sum.requested), \(sum.startedMinutes))
                ON CONFLICT (tenant_id, status, funder_id, sent_by, currency) DO UPDATE
                   SET number = submission_sum.number + excluded.number,
                       requested_cents = submission_sum.requested_cents + excluded.requested_cents,
                       started_minutes = submission_sum.started_minutes + excluded.started_minutes
                """)
        }
    }
}

/// How far the submissions of a month came.
struct MonthSums: Equatable {
    private struct Key: Hashable {
        let tenant: TenantID
        let month: Int
        let funder: String
        let sentBy: String
    }
    /// A count for each stage, in their order.
    private var sums: [Key: [Int]] = [:]

    init() {}

    init(tenant: TenantID, _ db: Connection) throws {
        for row in try db.rows(
            """
            SELECT month, funder_id, sent_by, submitted, replied, offered, accepted, funded
              FROM submission_month WHERE tenant_id = \(tenant) ORDER BY month, funder_id, sent_by
            """)
        {
            let counts: [Int] = try Stage.allCases.map { try row[$0.rawValue] }
            guard counts.contains(where: { $0 != 0 }) else { continue }
            sums[
                Key(tenant: tenant, month: try row["month"], funder: try row["funder_id"], sentBy: try row["sent_by"])
            ] = counts
        }
    }

    mutating func add(_ place: SubmissionSums.Place, _ figures: SubmissionFigures, _ number: Int) {
        guard let reached = figures.stage else { return }
        let key = Key(tenant: place.tenant, month: place.month, funder: place.funder, sentBy: place.sentBy)
        var counts = sums[key] ?? Stage.allCases.map { _ in 0 }
        for stage in Stage.allCases where stage.place <= reached.place { counts[stage.place] += number }
        sums[key] = counts.contains { $0 != 0 } ? counts : nil
    }

    /// The same counts as pages read them.
    var reaches: ReachSums {
        var reaches = ReachSums()
        for (key, counts) in sums {
            reaches.add(counts, month: key.month, funder: key.funder, sentBy: key.sentBy, tenant: key.tenant)
        }
        return reaches
    }

    func store(_ db: Connection) throws {
        for (key, counts) in sums {
            try db.run(
                """
                INSERT INTO submission_month (tenant_id, month, funder_id, sent_by, submitted, replied, offered, accepted,
                                              funded)
                VALUES (\(key.tenant), \(key.month), \(key.funder), \(key.sentBy), \(counts[0]), \(counts[1]),
                        \(counts[2]), \(counts[3]), \(counts[4]))
                ON CONFLICT (tenant_id, month, funder_id, sent_by) DO UPDATE
                   SET submitted = submission_month.submitted + excluded.submitted,
                       replied = submission_month.replied + excluded.replied,
                       offered = submission_month.offered + excluded.offered,
                       accepted = submission_month.accepted + excluded.accepted,
                       funded = submission_month.funded + excluded.funded
                """)
        }
    }
}

/// How long funders took to the first answer on the submissions of a month.
struct WaitSums: Equatable {
    private struct Key: Hashable {
        let tenant: TenantID
        let month: Int
        let funder: String
        let minutes: Int
    }
    private var sums: [Key: Int] = [:]

    init() {}

    init(tenant: TenantID, _ db: Connection) throws {
        for row in try db.rows(
            """
            SELECT month, funder_id, minutes, number FROM submission_wait
             WHERE tenant_id = \(tenant) AND number <> 0 ORDER BY month, funder_id, minutes
            """)
        {
            sums[
                Key(tenant: tenant, month: try row["month"], funder: try row["funder_id"], minutes: try row["minutes"])
            ] = try row["number"]
        }
    }

    mutating func add(_ place: SubmissionSums.Place, _ figures: SubmissionFigures, _ number: Int) {
        guard let wait = figures.wait else { return }
        let key = Key(tenant: place.tenant, month: place.month, funder: place.funder, minutes: wait.minutes)
        let sum = (sums[key] ?? 0) + number
        sums[key] = sum == 0 ? nil : sum
    }

    /// The same counts as pages read them.
    var packs: WaitPacks {
        var packs = WaitPacks()
        for (key, number) in sums {
            packs.add(number, minutes: key.minutes, month: key.month, funder: key.funder, tenant: key.tenant)
        }
        return packs
    }

    func store(_ db: Connection) throws {
        for (key, number) in sums {
            try db.run(
                """
                INSERT INTO submission_wait (tenant_id, month, funder_id, minutes, number)
                VALUES (\(key.tenant), \(key.month), \(key.funder), \(key.minutes), \(number))
                ON CONFLICT (tenant_id, month, funder_id, minutes) DO UPDATE
                   SET number = submission_wait.number + excluded.number
                """)
        }
    }
}
