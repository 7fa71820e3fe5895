import Funders
import Kernel
import Storage

/// What became of a submission, for sums over the past: derived from its events, stored beside them.
struct SubmissionResult: Equatable, Sendable {
    let submittedAt: Moment
    /// The funder's first word, automatic ones left out.
    let answeredAt: Moment?
    let offeredAt: Moment?
    /// Declined without ever an offer.
    let isDeclined: Bool
    let isFunded: Bool
    /// Nothing has come, and something may still.
    let isWaiting: Bool

    /// Answered within so many working minutes is prompt.
    static let promptMinutes = BusinessHours.dayMinutes

    /// Nil where nothing went out, or nothing can be said of the funder: it never got the mail, or was told not to answer.
    init?(_ standing: [SubmissionEvent], status: Status) {
        guard let sent = standing.first(where: { $0.type == .sent })?.occurredAt,
            ![.cancelled, .failed, .undeliverable].contains(status)
        else { return nil }
        let answers = standing.filter { $0.type.isAnswer }.map(\.occurredAt)
        let offers = standing.filter { $0.type.isOffer }.map(\.occurredAt)
        if answers.isEmpty, status == .merchantWithdrawn { return nil }
        submittedAt = sent
        answeredAt = answers.min().map { max($0, sent) }
        offeredAt = offers.min().map { max($0, sent) }
        isDeclined = status == .declined && offers.isEmpty
        isFunded = status == .funded
        isWaiting = status == .sent && answers.isEmpty
    }

    private init(_ row: Row) throws {
        submittedAt = try row["submitted_at"]
        answeredAt = try row["answered_at"]
        offeredAt = try row["offered_at"]
        isDeclined = try row["is_declined"]
        isFunded = try row["is_funded"]
        isWaiting = try row["is_waiting"]
    }

    /// As it is stored.
    static func of(_ id: Submission.ID, tenant: TenantID, _ db: Connection) throws -> SubmissionResult? {
        try stored(id, tenant: tenant, db)?.result
    }

    /// The row with what was fixed when it was first written.
    private static func stored(
        _ id: Submission.ID, tenant: TenantID, _ db: Connection
    ) throws -> (result: SubmissionResult, tally: FunderTally)? {
        try db.row(
            """
            SELECT funder_id, month, size_band, submitted_at, answered_at, offered_at, is_declined, is_funded, is_waiting,
                   is_prompt
              FROM submission_result WHERE tenant_id = \(tenant) AND submission_id = \(id)
            """
        ).map { row in
            let result = try SubmissionResult(row)
            let tally = FunderTally(
                funder: try row["funder_id"], month: try row["month"], size: try row["size_band"])
            return (result, result.counted(in: tally, isPrompt: try row["is_prompt"]))
        }
    }

    private func counted(in tally: FunderTally, isPrompt: Bool) -> FunderTally {
        var tally = tally
        tally.cases.sent = 1
        tally.cases.answered = answeredAt == nil ? 0 : 1
        tally.cases.prompt = isPrompt ? 1 : 0
        tally.cases.offered = offeredAt == nil ? 0 : 1
        tally.cases.declined = isDeclined ? 1 : 0
        tally.cases.funded = isFunded ? 1 : 0
        return tally
    }

    /// Writes the result in place of the former one and moves the sums by what differs. Under the writer's lock, so that
    /// the sums stay those of the rows.
    static func store(
        _ result: SubmissionResult?, of id: Submission.ID, tenant: TenantID, _ db: Connection
    ) throws {
        let former = try stored(id, tenant: tenant, db)
        guard former?.result != result else { return }
        if let former { try former.tally.add(times: -1, tenant: tenant, db) }
        guard let result else {
            return try db.run("DELETE FROM submission_result WHERE tenant_id = \(tenant) AND submission_id = \(id)")
        }
        guard let place = try Place.of(id, tenant: tenant, db) else { return }
        let hours = BusinessHours(zone: place.zone)
        let waited = result.answeredAt.map { hours.minutes(from: result.submittedAt, to: $0) }
        let elapsed = result.answeredAt.map { Int(($0 - result.submittedAt).milliseconds / 60_000) }
        let isPrompt = waited.map { $0 <= promptMinutes } ?? false
        let silent =
            result.isWaiting ? place.silentMinutes.map { hours.adding(minutes: $0, to: result.submittedAt) } : nil
        let tally =
            former?.tally
            ?? FunderTally(funder: place.funder, month: result.submittedAt.day.monthNumber, size: place.size)
        try db.run(
            """
            INSERT INTO submission_result (submission_id, tenant_id, funder_id, month, size_band, submitted_at, answered_at,
                                           wait_minutes, elapsed_minutes, offered_at, is_prompt, is_declined, is_funded,
                                           is_waiting, silent_at)
            VALUES (\(id), \(tenant), \(tally.funder), \(tally.month), \(tally.size), \(result.submittedAt),
                    \(result.answeredAt), \(waited), \(elapsed), \(result.offeredAt), \(isPrompt),
                    \(result.isDeclined), \(result.isFunded), \(result.isWaiting), \(silent))
            ON CONFLICT (submission_id) DO UPDATE
               SET submitted_at = excluded.submitted_at, answered_at = excluded.answered_at,
                   wait_minutes = excluded.wait_minutes, elapsed_minutes = excluded.elapsed_minutes,
                   offered_at = excluded.offered_at, is_prompt = excluded.is_prompt,
                   is_declined = excluded.is_declined, is_funded = excluded.is_funded,
                   is_waiting = excluded.is_waiting, silent_at = excluded.silent_at
            """)
        try result.counted(in: tally, isPrompt: isPrompt).add(times: 1, tenant: tenant, db)
    }

    /// What the row needs besides the events.
    private struct Place {
        let funder: Funder.ID
        let zone: String
        let size: SizeBand
        let silentMinutes: Int?

        static func of(_ id: Submission.ID, tenant: TenantID, _ db: Connection) throws -> Place? {
            try db.row(
                """
                SELECT submission.funder_id, funder.time_zone, application.requested_amount_cents,
                       funder_clock.silent_minutes
                  FROM submission
                  JOIN application ON application.id = submission.application_id
                  JOIN funder ON funder.id = submission.funder_id
                  LEFT JOIN funder_clock ON funder_clock.tenant_id = submission.tenant_id
                       AND funder_clock.funder_id = submission.funder_id
                 WHERE submission.tenant_id = \(tenant) AND submission.id = \(id)
                """
            ).map { row in
                Place(
                    funder: try row["funder_id"], zone: try row["time_zone"],
                    size: SizeBand(of: try row["requested_amount_cents"]), silentMinutes: try row["silent_minutes"])
            }
        }
    }

    /// Fills the new tables from the events that are there.
    @Sendable static func fill(_ db: Connection) throws {
        for row in try db.rows("SELECT id, tenant_id FROM submission WHERE submitted_at IS NOT NULL ORDER BY id") {
            let (id, tenant): (Submission.ID, TenantID) = (try row["id"], try row["tenant_id"])
            let state = SubmissionState(try SubmissionEvent.of(id, tenant: tenant, db))
            try store(state.result, of: id, tenant: tenant, db)
        }
    }
}

extension EventType {
    /// A word of the funder's own.
    var isAnswer: Bool {
        switch self {
        case .replied, .acknowledged, .question, .requestedDocs, .declined, .withdrawn: true
        default: isOffer
        }
    }

    /// Shows that there is an offer.
    var isOffer: Bool {
        switch self {
        case .offered, .contractSent, .accepted, .funded: true
        default: false
        }
    }
}

extension Day {
    /// Year and month as one number: 202611.
    package var monthNumber: Int {
        let (year, month, _) = civil
        return year * 100 + month
    }
}
