import Cohorts
import Crypto
import Kernel
import Storage
import Web

/// What of a week's support somebody looks at, by chance (I45): a seed is drawn when the week is over, so that nobody can know before
/// what it draws, and shown, so that everybody can draw again. The rows with the least SHA-256 of seed and request are drawn.
package struct SupportSample: Sendable {
    package enum Outcome: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case confirmed
        case notConfirmed = "not_confirmed"
        case notReached = "not_reached"

        package var label: String {
            switch self {
            case .confirmed: "It arrived and was used"
            case .notConfirmed: "It did not arrive, or was used otherwise"
            case .notReached: "Nobody was reached"
            }
        }
    }

    /// One in ten, and three at least.
    static func size(of given: Int) -> Int { min(given, max(3, (given + 9) / 10)) }

    /// The drawn ones in their order.
    static func draw(_ ids: [SupportRequest.ID], seed: String) -> [SupportRequest.ID] {
        let ranked = ids.map { (Hexadecimal.encode(Digest(of: Array("\(seed):\($0)".utf8)).bytes), $0) }
            .sorted { $0.0 < $1.0 }
        return ranked.prefix(size(of: ids.count)).map(\.1)
    }

    /// The Monday of a day's week.
    static func week(of day: Day) -> Day { day.adding(days: 1 - day.weekday) }

    /// So far back a week is drawn that was missed, because the program stood still.
    private static let mostWeeks = 12

    /// Draws of each week that is over, once.
    package static func drawIfDue(_ act: SupportAct, seed: () -> [UInt8] = { randomBytes(32) }, _ db: Connection) throws
    {
        let monday = week(of: act.now.day)
        for back in 1...mostWeeks { try draw(monday.adding(days: -7 * back), act, seed, db) }
    }

    private static func draw(_ last: Day, _ act: SupportAct, _ seed: () -> [UInt8], _ db: Connection) throws {
        let known = try db.row("SELECT week FROM support_sample WHERE tenant_id = \(act.tenant) AND week = \(last)")
        guard known == nil else { return }
        let ids = try given(in: last, tenant: act.tenant, db)
        guard !ids.isEmpty else { return }
        let seed = Hexadecimal.encode(seed())
        try db.run(
            """
            INSERT INTO support_sample (tenant_id, week, seed, given, at)
            VALUES (\(act.tenant), \(last), \(seed), \(ids.count), \(act.now))
            """)
        let drawn = draw(ids, seed: seed)
        for (place, id) in drawn.enumerated() {
            try db.run(
                """
                INSERT INTO support_sample_item (tenant_id, week, request_id, place)
                VALUES (\(act.tenant), \(last), \(id), \(place + 1))
                """)
            try act.log("support_request", id, "drawn", detail: ["week": Value(last), "seed": .string(seed)], db)
        }
    }

    /// Of what a week is drawn, in the order of the identities: with the seed everybody can draw again.
    static func given(in week: Day, tenant: TenantID, _ db: Connection) throws -> [SupportRequest.ID] {
        try db.rows(
            """
            SELECT request_id FROM disbursement_log
             WHERE tenant_id = \(tenant) AND status = 'COMPLETED' AND at >= \(week.start)
               AND at < \(week.adding(days: 7).start)
             ORDER BY request_id
            """
        ).map { try $0["request_id"] }
    }

    /// What was found, by another than who approved or handed out; a later word supersedes.
    static func record(
        _ outcome: Outcome, of request: SupportRequest, _ act: SupportAct, _ db: Connection
    ) throws {
        try act.requirePerson()
        let item = try db.row(
            "SELECT week FROM support_sample_item WHERE tenant_id = \(act.tenant) AND request_id = \(request.id)")
        guard item != nil else { throw SampleRefusal.notDrawn(request.id) }
        let handedOut: Who?? = try db.value(
            "SELECT redeemed_by FROM support_disbursement WHERE tenant_id = \(act.tenant) AND request_id = \(request.id)"
        )
        guard request.decidedBy != act.who, (handedOut ?? nil) != act.who else { throw DecisionRefusal.ownRequest }
        try SupportLogin.requireOther(than: request, act, db)
        let last: Int?? = try db.value(
            """
            SELECT max(number) FROM support_sample_result
             WHERE tenant_id = \(act.tenant) AND request_id = \(request.id)
            """)
        try db.run(
            """
            INSERT INTO support_sample_result (tenant_id, request_id, number, outcome, who, at)
            VALUES (\(act.tenant), \(request.id), \(((last ?? nil) ?? 0) + 1), \(outcome), \(act.who), \(act.now))
            """)
        try act.log("support_request", request.id, "verified", detail: ["outcome": .string(outcome.rawValue)], db)
    }

    /// The weeks, the newest first, with what was drawn and found.
    static func list(page: PageRequest, tenant: TenantID, _ db: Connection) throws -> Page<Value> {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        if let after = page.after?.value.text.flatMap({ Day($0) }) { conditions.append("week < \(after)") }
        let weeks = try db.rows(
            """
            SELECT week, seed, given FROM support_sample
             WHERE \(part: .all(conditions))
             ORDER BY week DESC
             LIMIT \(page.limit + 1)
            """
        ).map { (week: try $0.get("week", as: Day.self), seed: try $0.get("seed", as: String.self), row: $0) }
        guard let newest = weeks.first?.week, let oldest = weeks.last?.week else {
            return Page(rows: [], of: page) { $0 }
        }
        let items = try drawn(oldest...newest, tenant, db)
        let values = try weeks.map { found -> Value in
            [
                "week": Value(found.week), "seed": .string(found.seed),
                "given": Value(try found.row.get("given", as: Int.self)),
                "drawn": .list(try (items[found.week] ?? []).map(drawnValue)),
            ]
        }
        return Page(rows: values, of: page) { $0["week"] ?? .null }
    }

    /// What was drawn of weeks, by week, in the order of the draw.
    private static func drawn(
        _ weeks: ClosedRange<Day>, _ tenant: TenantID, _ db: Connection
    ) throws -> [Day: [Row]] {
        try Dictionary(
            grouping: try db.rows(
                """
                SELECT support_sample_item.week, support_sample_item.request_id, support_request.kind,
                       participant.number,
                       (SELECT outcome FROM support_sample_result
                         WHERE support_sample_result.tenant_id = support_sample_item.tenant_id
                           AND support_sample_result.request_id = support_sample_item.request_id
                         ORDER BY support_sample_result.number DESC LIMIT 1) AS outcome
                  FROM support_sample_item
                  JOIN support_request ON support_request.tenant_id = support_sample_item.tenant_id
                                      AND support_request.id = support_sample_item.request_id
                  JOIN participant ON participant.tenant_id = support_request.tenant_id
                                  AND participant.id = support_request.participant_id
                 WHERE support_sample_item.tenant_id = \(tenant) AND support_sample_item.week >= \(weeks.lowerBound)
                   AND support_sample_item.week <= \(weeks.upperBound)
                 ORDER BY support_sample_item.week, support_sample_item.place
                """), by: { try $0.get("week", as: Day.self) })
    }

    private static func drawnValue(_ row: Row) throws -> Value {
        let kind: SupportKind = try row["kind"]
        let outcome = try row.get("outcome", as: Outcome?.self)
        return [
            "request": .string(try row["request_id"]), "reference": .string(Participant.reference(try row["number"])),
            "type_label": .string(kind.label), "outcome": Value(outcome?.rawValue),
            "outcome_label": Value(outcome?.label), "is_confirmed": .bool(outcome == .confirmed),
        ]
    }
}

/// What is wrong with a word on a sample.
package enum SampleRefusal: Refusal, Equatable {
    case notDrawn(SupportRequest.ID)

    package var kind: RefusalKind { .conflict }
    package var code: String { "not_drawn" }

    package var reason: String {
        switch self {
        case .notDrawn(let id): "request \(id) was not drawn by chance; only what was drawn is looked at here"
        }
    }
}
