import Applications
import Cohorts
import Crypto
import Kernel
import Storage
import Web

extension SupportRequest {
    /// What a participant fills in: choices, and one short sentence.
    package struct Draft: Sendable {
        package let kind: SupportKind
        package let mission: Mission.ID
        package let whyNotEarlier: WhyNotEarlier?
        /// At most 280 characters; long numbers are masked before anything is stored.
        package let justification: String

        package init(_ kind: SupportKind, for mission: Mission.ID, because why: WhyNotEarlier? = nil, _ text: String) {
            self.kind = kind
            self.mission = mission
            whyNotEarlier = why
            justification = LongNumbers.masked(text)
        }

        static func read(_ reader: inout FieldReader) -> Draft {
            Draft(
                reader.optionalChoice("type") ?? .standard, for: reader.id("mission"),
                because: reader.optionalChoice("why_not_earlier"), reader.text("justification", max: 280, lines: true))
        }

        // swift-format-ignore
        static let shapes: [FieldShape] = [
            .optional("type", .choice(SupportKind.allCases.map(\.rawValue)), "data where absent"), .required("mission", .id, "a required one of the own cohort"),
            .optional("why_not_earlier", .choice(WhyNotEarlier.allCases.map(\.rawValue)), "needed for all but data"),
            .required("justification", .text(max: 280), "how this enables the mission; long numbers are masked"),
        ]
    }

    /// Takes the request in. Whatever its tier will be, this does the same and answers the same: the rules look at it afterwards.
    package static func submit(
        _ draft: Draft, evidence: Evidence.Draft?, by participant: Participant, keys: PersonalKeys, _ act: SupportAct,
        _ db: Connection
    ) throws -> SupportRequest {
        try requireEligible(participant, at: act.now, db)
        try Eligibility.note(participant, act, db)
        // The keeper opens wallets, not who asks.
        let keeper = SupportAct(tenant: act.tenant, by: .system("support"), at: act.now)
        guard let wallet = try Wallet.open(for: participant.id, keeper, db), wallet.state == .open else {
            throw SupportRefusal.notEligible(.notStarted)
        }
        try check(draft, participant, db)
        let (rules, id) = (try SupportRules.of(act.tenant, in: wallet.currency, db), ID(at: act.now))
        let justification = keys.sealing.seal(draft.justification, place: place("justification", id))
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO support_request (id, tenant_id, wallet_id, participant_id, cohort_id, kind, mission_id,
                                             why_not_earlier, justification_sealed, state, asked_at_minute, amount_cents,
                                             tier_reasons, is_acknowledged, created_by, created_at, updated_at)
                VALUES (\(id), \(act.tenant), \(wallet.id), \(participant.id), \(participant.cohort), \(draft.kind),
                        \(draft.mission), \(draft.whyNotEarlier), \(justification), \(State.submitted),
                        \(rules.minute(act.now)), \(rules.value(of: draft.kind)), '', 0, \(act.who), \(act.now),
                        \(act.now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw SupportRefusal.alreadyAsked
        }
        if let evidence { try evidence.store(for: id, keys: keys, act, db) }
        try act.log(
            "support_request", id, "submit", to: State.submitted.rawValue,
            detail: [
                "participant": Value(participant.id), "kind": .string(draft.kind.rawValue),
                "mission": Value(draft.mission),
            ], db)
        db.signal("support", of: act.tenant)
        return try find(id, tenant: act.tenant, db)
    }

    private static func requireEligible(_ participant: Participant, at now: Moment, _ db: Connection) throws {
        let code = try Eligibility.of(participant, at: now, db)
        guard code == .eligible else { throw SupportRefusal.notEligible(code) }
    }

    /// Refuses what `submit` would refuse, before the picture of it is stored.
    static func precheck(_ draft: Draft, by participant: Participant, at now: Moment, _ db: Connection) throws {
        try requireEligible(participant, at: now, db)
        try check(draft, participant, db)
        let open = try db.row(
            """
            SELECT id FROM support_request
             WHERE tenant_id = \(participant.tenant) AND participant_id = \(participant.id) AND kind = \(draft.kind)
               AND mission_id = \(draft.mission) AND state IN ('submitted', 'queued', 'asked') LIMIT 1
            """)
        guard open == nil else { throw SupportRefusal.alreadyAsked }
    }

    private static func check(_ draft: Draft, _ participant: Participant, _ db: Connection) throws {
        if draft.kind == .standard, draft.whyNotEarlier != nil { throw SupportRefusal.whyNotAsked }
        if draft.kind != .standard, draft.whyNotEarlier == nil { throw SupportRefusal.whyNeeded(draft.kind) }
        // A mission of another cohort is told like one that is not there.
        let mission: Mission
        do { mission = try Mission.find(draft.mission, tenant: participant.tenant, db) } catch is CohortRefusal {
            throw SupportRefusal.unknownMission
        }
        guard mission.cohort == participant.cohort else { throw SupportRefusal.unknownMission }
        guard mission.state == .open else { throw SupportRefusal.missionRetired }
        guard mission.terms.isRequired else { throw SupportRefusal.missionNotRequired }
    }

    /// The participant answers what was asked: the request stands where it stood.
    package func answer(_ text: String, keys: PersonalKeys, _ act: SupportAct, _ db: Connection) throws {
        guard state == .asked else { throw SupportRefusal.notAsked(id) }
        let next = try Self.lifecycle.move(state, on: .answer)
        let sealed = keys.sealing.seal(LongNumbers.masked(text), place: Self.place("answer", id))
        let changed = try db.changes(
            """
            UPDATE support_request SET state = \(next), answer_sealed = \(sealed), updated_at = \(act.now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "request \(id)") }
        try act.log("support_request", id, Event.answer.rawValue, from: state.rawValue, to: next.rawValue, db)
    }
}
