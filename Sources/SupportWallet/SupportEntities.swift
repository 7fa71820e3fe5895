import Kernel
import Web

/// The three records of the support wallet by their names in the program's description (I46), each with its members as routes answer
/// them to who may see budgets. What may be null is optional.
package enum SupportEntities {
    package static let all: [APIEntity] = [
        APIEntity(
            "SupportWallet", "What may be spent on one participant in one cohort, and what of it is spent", wallet,
            Wallet.lifecycle),
        APIEntity(
            "SupportRequest", "What a participant asked for: its worth, its tier and why, and what was decided",
            request, SupportRequest.lifecycle),
        APIEntity("DisbursementLog", "A row of the log of what was approved and what became of it", row),
    ]

    private static func texts(_ names: String...) -> [FieldShape] { names.map { .required($0, .text(max: 500)) } }
    private static func ids(_ names: String...) -> [FieldShape] { names.map { .required($0, .id) } }
    private static func amounts(_ names: String...) -> [FieldShape] {
        names.flatMap { name -> [FieldShape] in [.required(name, .money), .required("\(name)_text", .text(max: 50))] }
    }
    private static func flags(_ names: String...) -> [FieldShape] { names.map { .required($0, .flag) } }

    private static let wallet: [FieldShape] =
        ids("id", "participant", "cohort")
        + [
            .required("currency", .choice(Currency.allCases.map(\.rawValue))),
            .required("state", .choice(Wallet.State.allCases.map(\.rawValue))), .required("opened_at", .moment),
            .required("categories", .list, "spent and pending of each"),
        ] + amounts("allocated", "spent", "pending", "remaining", "voided")

    private static let request: [FieldShape] = [
        ids("id", "participant", "wallet", "cohort", "mission"), texts("reference", "type_label", "mission_title"),
        asked, amounts("amount"), decided, flags("is_queued", "is_admins", "is_asked"),
    ].flatMap { $0 }

    private static let asked: [FieldShape] = [
        .required("type", .choice(SupportKind.allCases.map(\.rawValue))),
        .optional("why_not_earlier", .choice(WhyNotEarlier.allCases.map(\.rawValue))),
        .optional("why_label", .text(max: 100)), .optional("justification", .text(max: 280), "opened for who decides"),
        .optional("answer", .text(max: 280), "opened for who decides"),
        .required("state", .choice(SupportRequest.State.allCases.map(\.rawValue))), .required("created_at", .moment),
    ]

    private static let decided: [FieldShape] = [
        .optional("tier", .integer), .optional("tier_word", .choice(Tier.allCases.map(\.word))),
        .required("reasons", .list, "of the tier"), .optional("rule_version", .text(max: 20)),
        .optional("question", .choice(Question.allCases.map(\.rawValue))),
        .optional("question_label", .text(max: 200)), .optional("denial", .choice(Denial.allCases.map(\.rawValue))),
        .optional("denial_label", .text(max: 200)),
        .optional("category", .choice(JustificationCategory.allCases.map(\.rawValue))),
        .optional("channel", .choice(Channel.allCases.map(\.rawValue))),
        .optional("approver", .text(max: 100), "SYSTEM for the first tier"),
        .optional("decided_by", .text(max: 100)), .optional("decided_at", .moment),
    ]

    private static let row: [FieldShape] = [
        ids("request", "participant_id", "cohort_id"), given, amounts("amount"), told, flags("is_cash"),
        texts("rule_version", "reference"),
    ].flatMap { $0 }

    private static let given: [FieldShape] = [
        .required("number", .integer, "of its request; a later row supersedes"),
        .required("support_type", .choice(SupportKind.allCases.map { $0.rawValue.uppercased() })),
        .optional("mission_id", .id), .required("approval_tier", .choice(Tier.allCases.map(\.word))),
        .required("approver_id", .text(max: 100)), .optional("approver_name", .text(max: 200)),
    ]

    private static let told: [FieldShape] = [
        .optional("provider_reference", .text(max: 200)), .required("timestamp", .moment),
        .required("happened_at", .moment), .required("at", .integer, "milliseconds, by which the list is ordered"),
        .required("status", .choice(DisbursementLog.Status.allCases.map(\.rawValue))),
        .required("event_type", .choice(SupportKind.allCases.map(\.eventType))),
    ]
}
