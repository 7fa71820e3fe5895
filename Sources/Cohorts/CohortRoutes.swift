import Applications
import Kernel
import People
import Storage
import Web

/// Cohorts and their participants, for who works in the programmes.
package struct CohortRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys
    let intake: FileIntake

    package static func routes(
        database: Database, clock: any Clock, keys: PersonalKeys, intake: FileIntake
    ) -> [Route] {
        let pages = Self(database: database, clock: clock, keys: keys, intake: intake)
        return (pages.cohortRoutes + pages.participantRoutes + pages.missionRoutes)
            .exporting("/cohorts", cohortColumns).exporting("/participants", participantColumns)
    }

    // What the asker may not see is empty.
    // swift-format-ignore
    private static let cohortColumns = [
        "id", "name", "region", "starts_on", "ends_on", "state", "seats", "taken", "waiting", "cost_per_participant", "funded",
        "currency", "created_at",
    ]
    // swift-format-ignore
    private static let participantColumns = [
        "id", "reference", "name", "email", "phone", "external_id", "cohort", "cohort_name", "state", "waitlist_position",
        "started_on", "momentum", "identity_level", "skills.text", "first_income_on", "created_at",
    ]

    private static let imports = UploadLimits(count: 1, fileBytes: 8 << 20, totalBytes: 8 << 20)

    // swift-format-ignore
    private var cohortRoutes: [Route] {
        let reason: FieldShape = .required("reason", .text(max: 500))
        return [
            .get ("/cohorts",                   for: .programmes, "Cohorts, the latest start first", index)
                .taking(.optional("state", .choice(Cohort.State.allCases.map(\.rawValue))), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/cohorts/new",               for: .admins,     "The form for a new cohort", new),
            .post("/cohorts",                   for: .admins,     "Plan a cohort; capital that is allocated to it gives it seats", create)
                .taking(CohortTerms.fields).answering(AnswerShape(201, "the cohort")),
            .get ("/cohorts/{id}",              for: .programmes, "A cohort with its seats and participants; amounts for who may see budgets", show),
            .get ("/cohorts/{id}/edit",         for: .admins,     "The form to change a cohort", edit),
            .post("/cohorts/{id}",              for: .admins,     "Change what a cohort is to be; what is fixed is refused", change)
                .taking(CohortTerms.fields + [.required("version", .integer)]),
            .post("/cohorts/{id}/start",        for: .admins,     "The cohort begins: whoever holds a seat is active", start),
            .post("/cohorts/{id}/closure",      for: .admins,     "The cohort ends; before its last day with a reason", close)
                .taking(.optional("reason", .text(max: 500))),
            .post("/cohorts/{id}/cancellation", for: .admins,     "A planned cohort will not be held; nothing may be allocated to it", cancel)
                .taking(reason),
        ]
    }

    // swift-format-ignore
    private var participantRoutes: [Route] {
        let why: FieldShape = .required("reason", .choice(Participant.Reason.allCases.map(\.rawValue)))
        let change = ParticipantEntry.fields + [.required("version", .integer)]
        return [
            .post("/cohorts/{id}/participants",     for: .operators,  "Take somebody in: the next free funded seat, or the next place of the waitlist", add)
                .taking(ParticipantEntry.fields).answering(AnswerShape(201, "the participant, without name and address")),
            .get ("/cohorts/{id}/import",           for: .operators,  "The form to import participants", newImport),
            .post("/cohorts/{id}/import",           for: .operators,  "Import JSON or CSV, all rows or none; an answer for each row", importFile)
                .taking(.optional("rehearse", .flag, "say what would become of each row, and store nothing"), .required("file", .file, "or JSON as the body")).accepting(Self.imports).limited(toBody: 8 << 20),
            .get ("/participants",                  for: .programmes, "Participants, the newest first; q is a whole mail address or a reference", participants)
                .taking(.optional("cohort", .id), .optional("state", .choice(Participant.State.allCases.map(\.rawValue))), .optional("q", .text(max: 254)), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get ("/participants/{id}",             for: .programmes, "A participant; address and phone for who takes participants in", participant),
            .get ("/participants/{id}/edit",        for: .operators,  "The form to change who a participant is", editPerson),
            .post("/participants/{id}",             for: .operators,  "Change who a participant is", changePerson)
                .taking(change),
            .post("/participants/{id}/pause",       for: .operators,  "The participant pauses: the seat stays theirs", pause).taking(why),
            .post("/participants/{id}/resumption",  for: .operators,  "The participant goes on", resume),
            .post("/participants/{id}/withdrawal",  for: .operators,  "The participant leaves; the seat goes to who waits longest", withdraw).taking(why),
        ]
    }

    // swift-format-ignore
    private var missionRoutes: [Route] {
        [
            .post("/cohorts/{id}/missions",           for: .operators, "Define a mission for a cohort", addMission)
                .taking(Mission.Terms.fields).answering(AnswerShape(201, "the mission")),
            .post("/missions/{id}/retirement",        for: .operators, "Nobody attempts the mission any more", retireMission),
            .post("/missions/{id}/reopening",         for: .operators, "The mission can be attempted again", reopenMission),
            .post("/participants/{id}/measurements",  for: .mentors,   "Enter what was measured of a participant on a day; what is not given stays", measure)
                .taking(Measurement.fields),
            .post("/participants/{id}/income-clearing", for: .operators, "The first income was entered wrongly: there is none until another is measured", clearIncome)
                .taking(.required("reason", .choice(IncomeClearing.Reason.allCases.map(\.rawValue)))),
            .post("/participants/{id}/attempts",      for: .mentors,   "Enter an attempt of an active participant at a mission", attempt)
                .taking(MissionAttempt.New.fields),
        ]
    }
}
