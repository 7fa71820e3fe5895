import Kernel
import Storage

extension CohortFigures {
    /// Of how many participants something was measured, cleared or attempted after a moment.
    package static func changed(
        since moment: Moment, in cohort: Cohort.ID, tenant: TenantID, _ db: Connection
    ) throws -> Int {
        try db.value(
            """
            SELECT count(*) FROM participant
             WHERE tenant_id = \(tenant) AND cohort_id = \(cohort)
               AND (EXISTS (SELECT 1 FROM participant_measurement
                             WHERE participant_measurement.tenant_id = participant.tenant_id
                               AND participant_measurement.participant_id = participant.id
                               AND participant_measurement.at > \(moment))
                    OR EXISTS (SELECT 1 FROM participant_income_clearing
                                WHERE participant_income_clearing.tenant_id = participant.tenant_id
                                  AND participant_income_clearing.participant_id = participant.id
                                  AND participant_income_clearing.at > \(moment))
                    OR EXISTS (SELECT 1 FROM mission_attempt
                                WHERE mission_attempt.tenant_id = participant.tenant_id
                                  AND mission_attempt.participant_id = participant.id
                                  AND mission_attempt.at > \(moment)))
            """) ?? 0
    }
}
