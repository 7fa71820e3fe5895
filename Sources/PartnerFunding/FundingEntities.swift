import Cohorts
import Kernel
import Web

/// The six records of partner funding by their names in the program's description (F65), each with its members as routes
/// answer them. What may be null is optional.
package enum FundingEntities {
    package static let all: [APIEntity] = [
        APIEntity("Partner", "A funding partner as admins see it", partner, Partner.lifecycle),
        APIEntity("PartnerUser", "A person who signs in for a partner", user),
        APIEntity(
            "FundingCommitment", "A promise of capital: its terms and where it stands", commitment,
            Commitment.lifecycle),
        APIEntity(
            "CommitmentAllocation", "Capital of a commitment that a cohort has", allocation, Allocation.lifecycle),
        APIEntity("FundingLedger", "A row of the funding ledger, with the journal's row that booked it", entry),
        APIEntity("PartnerReport", "A locked report", report),
    ]

    private static func texts(_ names: String...) -> [FieldShape] { names.map { .required($0, .text(max: 500)) } }
    private static func ids(_ names: String...) -> [FieldShape] { names.map { .required($0, .id) } }

    private static let currency: FieldShape = .required("currency", .choice(Currency.allCases.map(\.rawValue)))

    private static let partner: [FieldShape] =
        ids("id") + texts("name", "contact_name", "email", "interest", "interest_label", "amount_text")
        + [.required("amount_low", .money), .required("amount_high", .money), currency]
        + texts("motivation", "motivation_label") + [.optional("motivation_text", .text(max: 4000))]
        + [
            .required("state", .choice(Partner.State.allCases.map(\.rawValue))), .required("created_at", .moment),
            .optional("confirmed_at", .moment), .required("is_confirmed", .flag), .required("allowed", .list),
        ]

    private static let user: [FieldShape] = texts("name", "email") + [.required("created_at", .moment)]

    private static let commitment: [FieldShape] =
        ids("id", "partner")
        + [
            .required("type", .choice(CommitmentTerms.Kind.allCases.map(\.rawValue))), .required("amount", .money),
            currency,
        ] + texts("type_label", "amount_text", "partner_name", "payment_code")
        + [
            .optional("note", .text(max: 2000)), .optional("cadence", .text(max: 20)), .optional("starts_on", .day),
            .optional("ends_on", .day), .optional("is_open_ended", .flag), .optional("intended_use", .text(max: 20)),
            .optional("intended_use_label", .text(max: 50)), .optional("cohort_size", .integer),
            .optional("cost_per_participant", .money), .optional("cost_text", .text(max: 50)),
            .optional("target_region", .text(max: 200)), .optional("timing", .text(max: 20)),
            .optional("timing_label", .text(max: 50)), .optional("seats", .integer),
            .required("state", .choice(Commitment.State.allCases.map(\.rawValue))), .required("created_at", .moment),
            .optional("approved_at", .moment), .optional("supersedes", .id), .optional("superseded_by", .id),
        ]

    private static let allocation: [FieldShape] =
        ids("id", "commitment", "cohort") + texts("cohort_name", "amount_text", "disbursed_text", "rest_text")
        + [
            .optional("cycle_on", .day), .required("state", .choice(Allocation.State.allCases.map(\.rawValue))),
            .required("amount", .money), .required("disbursed", .money), .required("rest", .money), currency,
            .required("seats", .integer), .required("created_at", .moment), .optional("released_at", .moment),
        ]

    private static let entry: [FieldShape] =
        ids("id", "commitment_id")
        + [
            .optional("allocation_id", .id), .optional("cohort_id", .id),
            .required("type", .choice(FundingEntry.Kind.allCases.map(\.rawValue))),
            .required("amount", .text(max: 30), "with a minus where it is taken away"), currency,
            .required("seats", .integer), .required("created_at", .moment), .required("seq", .integer),
            .optional("support_type", .choice(SupportType.allCases.map(\.rawValue)), "of what is paid out"),
            .optional("support_label", .text(max: 50)), .optional("participants", .integer),
            .optional("cause", .text(max: 100), "of support of one participant: what was approved"),
            .optional("request", .id),
            .optional("idempotency_key", .text(max: 200)),
        ] + texts("type_label", "amount_text", "description", "created_by_id", "who", "hash", "prev_hash")

    private static let report: [FieldShape] =
        ids("id", "partner")
        + [
            .required("type", .choice(PartnerReport.Kind.allCases.map(\.rawValue))), .required("from_on", .day),
            .required("to_on", .day), .optional("cohort", .id), .required("made_at", .moment),
            .required("version", .integer), .optional("supersedes", .id), .optional("supersedes_version", .integer),
            .optional("supersedes_hash", .text(max: 64)), .optional("reason", .text(max: 500)),
            .required("cohorts", .list), .required("sections", .list), .optional("superseded_by", .id),
            .required("locked_at", .moment), .required("is_current", .flag),
        ] + texts("type_label", "title", "office", "partner_name", "hash", "hash_start", "state")
}
