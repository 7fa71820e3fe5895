import Cohorts
import Kernel
import Storage

/// What followed support (L11): attempts at missions in the days before a support was given and in as many after, of a cohort's
/// participants together; no attempt counts twice on one side. It tells of no cause.
package struct SupportAction: Sendable, Equatable {
    static let days = 14

    package let cohort: Cohort.ID
    package let name: String
    /// Supports whose days after are over.
    package let given: Int
    package let attemptsBefore: Int
    package let attemptsAfter: Int

    /// By cohort, of what was given.
    package static func of(_ tenant: TenantID, today: Day, _ db: Connection) throws -> [SupportAction] {
        var sums: [Cohort.ID: (given: Int, before: Int, after: Int)] = [:]
        let attempts = Dictionary(
            grouping: try db.rows(
                """
                SELECT participant_id, made_on FROM mission_attempt
                 WHERE tenant_id = \(tenant)
                   AND participant_id IN (SELECT participant_id FROM support_wallet WHERE tenant_id = \(tenant))
                """
            ).map {
                (id: try $0.get("participant_id", as: Participant.ID.self), on: try $0.get("made_on", as: Day.self))
            },
            by: \.id)
        let rows = try db.rows(
            """
            SELECT disbursement_log.participant_id, disbursement_log.cohort_id, disbursement_log.at, participant.started_on
              FROM disbursement_log
              JOIN participant ON participant.tenant_id = disbursement_log.tenant_id
                              AND participant.id = disbursement_log.participant_id
             WHERE disbursement_log.tenant_id = \(tenant) AND disbursement_log.status = 'COMPLETED'
               AND NOT EXISTS (SELECT 1 FROM disbursement_log AS later
                                WHERE later.tenant_id = disbursement_log.tenant_id
                                  AND later.request_id = disbursement_log.request_id
                                  AND later.number > disbursement_log.number)
             ORDER BY disbursement_log.at, disbursement_log.request_id
            """)
        var counted: [Participant.ID: Day] = [:]
        for row in rows {
            let (participant, cohort): (Participant.ID, Cohort.ID) = (try row["participant_id"], try row["cohort_id"])
            let day = try row.get("at", as: Moment.self).day
            let (own, start) = (attempts[participant] ?? [], try row.get("started_on", as: Day?.self) ?? day)
            // As many days on both sides, all of them over; none is in two supports' days.
            let span = min(days, day - start)
            guard span > 0, today - day >= span, counted[participant].map({ day - $0 >= 2 * days }) ?? true else {
                continue
            }
            counted[participant] = day
            sums[cohort, default: (0, 0, 0)].given += 1
            sums[cohort]?.before += own.filter { $0.on < day && day - $0.on <= span }.count
            sums[cohort]?.after += own.filter { $0.on >= day && $0.on - day < span }.count
        }
        return try sums.map { id, sum in
            SupportAction(
                cohort: id, name: try Cohort.find(id, tenant: tenant, db).name, given: sum.given,
                attemptsBefore: sum.before, attemptsAfter: sum.after)
        }.sorted { ($0.name, $0.cohort.description) < ($1.name, $1.cohort.description) }
    }

    var value: Value {
        [
            "cohort": Value(cohort), "name": .string(name), "given": Value(given),
            "attempts_before": Value(attemptsBefore), "attempts_after": Value(attemptsAfter), "days": Value(Self.days),
        ]
    }
}
