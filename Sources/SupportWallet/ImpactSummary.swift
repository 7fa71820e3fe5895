import Cohorts
import Kernel
import Storage

/// What a participant's time in a cohort came to (I37–I40). What was not measured is absent, which is not zero. Of support it has kinds
/// and words; the version for who may see budgets has the figures of the wallet beside.
package struct ImpactSummary: Sendable {
    package let reference: String
    package let cohort: String
    package let transformation: Transformation
    package let support: Support
    package let behaviour: ImpactBehaviour

    /// Identity, the three skills, the first income.
    package struct Transformation: Sendable, Equatable {
        package let firstLevel: Int?
        package let level: Int?
        package let skills: SkillTriad?
        package let daysToFirstIncome: Int?

        var value: Value {
            [
                "first_level": Value(firstLevel.map { "L\($0)" }), "level": Value(level.map { "L\($0)" }),
                "skills": skills?.value ?? .null, "days_to_first_income": Value(daysToFirstIncome),
            ]
        }
    }

    /// No member of it can hold an amount (I38).
    package struct Support: Sendable, Equatable {
        package let kinds: [SupportKind]
        /// Whether anything was asked for, whatever became of it.
        package let isAsked: Bool
        package let eligibility: Consistency
        package let band: SupportSignal.Band?

        package enum Consistency: String, Sendable, CaseIterable {
            case maintained
            case interrupted
            case notYet = "not_yet"

            /// As the participant reads it (I41).
            package var words: String {
                switch self {
                case .maintained: "Eligibility maintained"
                case .interrupted: "Eligibility maintained at times"
                case .notYet: "Eligibility not begun"
                }
            }
        }

        /// The participant's words: what was accessed, or that nothing was needed.
        package var words: [String] {
            let none = isAsked ? "Support asked for" : "Support not required"
            let accessed = kinds.isEmpty ? [none] : ["Support accessed"] + kinds.map(\.label)
            return accessed + [eligibility.words]
        }

        var value: Value {
            [
                "kinds": .list(kinds.map { ["kind": .string($0.rawValue), "kind_label": .string($0.label)] }),
                "eligibility": .string(eligibility.rawValue), "eligibility_label": .string(eligibility.words),
            ]
        }
    }

    package static func of(_ participant: Participant, _ db: Connection) throws -> ImpactSummary {
        let standing = participant.standing
        let levels = try Measurement.of(participant, db).compactMap(\.standing.identityLevel)
        let days = participant.startedOn.flatMap { start in standing.firstIncomeOn.map { $0 - start } }
        return ImpactSummary(
            reference: participant.reference,
            cohort: try Cohort.find(participant.cohort, tenant: participant.tenant, db).name,
            transformation: Transformation(
                firstLevel: levels.last, level: standing.identityLevel, skills: standing.skills,
                daysToFirstIncome: days),
            support: try support(participant, db), behaviour: try .of(participant, db))
    }

    private static func support(_ participant: Participant, _ db: Connection) throws -> Support {
        let (tenant, id) = (participant.tenant, participant.id)
        let kinds: [SupportKind] = try db.rows(
            """
            SELECT DISTINCT kind FROM support_request
             WHERE tenant_id = \(tenant) AND participant_id = \(id) AND state = 'completed'
            """
        ).map { try $0["kind"] }
        let asked = try db.row(
            "SELECT id FROM support_request WHERE tenant_id = \(tenant) AND participant_id = \(id) LIMIT 1")
        let codes: [Eligibility] = try db.rows(
            """
            SELECT code FROM support_eligibility WHERE tenant_id = \(tenant) AND participant_id = \(id) ORDER BY number
            """
        ).map { try $0["code"] }
        // What stands before the first time, and behind the last day, is nobody's doing.
        let told = codes.filter { $0 != .notStarted && $0 != .ended }.drop { $0 != .eligible }
        let consistency: Support.Consistency =
            !told.contains(.eligible) ? .notYet : told.allSatisfy { $0 == .eligible } ? .maintained : .interrupted
        let wallet = try Wallet.of(id, tenant: tenant, db)
        let signal = try wallet.flatMap { try SupportSignal.of($0.id, tenant: tenant, db) }
        return Support(
            kinds: kinds.sorted(), isAsked: asked != nil, eligibility: consistency, band: signal?.band)
    }

    /// For the participant: neutral words, and no digit in what is told of support.
    package var abridged: Value {
        [
            "reference": .string(reference), "cohort": .string(cohort), "transformation": transformation.value,
            "support": .list(support.words.map { .string($0) }), "behaviour": behaviour.value,
        ]
    }

    /// To be told to others, where the participant agrees: of the change, not of the aid (I42).
    package var story: Value {
        [
            "layer": .string(ImpactLayer.storytelling.rawValue), "cohort": .string(cohort),
            "transformation": transformation.value, "behaviour": behaviour.value,
        ]
    }

    /// For who may see budgets.
    package func full(_ participant: Participant, _ db: Connection) throws -> Value {
        var value: Value = [
            "layer": .string(ImpactLayer.structured.rawValue), "participant": Value(participant.id),
            "reference": .string(reference), "cohort": .string(cohort), "transformation": transformation.value,
            "support": support.value.adding("band", Value(support.band?.rawValue))
                .adding("band_label", Value(support.band?.label)),
            "behaviour": behaviour.value,
        ]
        if let wallet = try Wallet.of(participant.id, tenant: participant.tenant, db) {
            value = value.adding("wallet", Value(wallet.id))
                .adding("balance", try WalletBalance.of(wallet, db).value)
        }
        return value
    }
}
