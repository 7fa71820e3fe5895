import Kernel
import Web

/// What is told of a new contract.
package struct ContractDraft: Sendable {
    package let reference: String
    package let amount: Cents
    package let currency: Currency
    package let startsOn: Day
    package let endsOn: Day
    package let terms: String
    package let project: OrgProject.ID?
    /// Empty: the whole amount when the period begins.
    package let instalments: [SponsorContract.Instalment]
    /// Beside what the tier is owed.
    package let obligations: [Entitlement]
    /// Whether the tier's entitlements are owed.
    package let hasEntitlements: Bool

    static func read(_ reader: inout FieldReader) -> ContractDraft {
        let draft = ContractDraft(
            reference: reader.text("reference", max: 100), amount: reader.cents("amount", in: Cents(1)...Cents.largest),
            currency: reader.choice("currency"), startsOn: reader.day("starts_on"), endsOn: reader.day("ends_on"),
            terms: reader.optionalText("terms", max: 20_000, lines: true) ?? "", project: reader.optionalID("project"),
            instalments: instalments(&reader),
            obligations: Entitlement.list("obligations", &reader),
            hasEntitlements: reader.optionalFlag("entitlements") ?? true)
        if draft.endsOn < draft.startsOn {
            reader.refuse("ends_on", code: "ends_before_start", "must not be before starts_on")
        }
        return draft
    }

    /// As a list of objects, or a form's lines: `2026-12-01 15000`.
    private static func instalments(_ reader: inout FieldReader) -> [SponsorContract.Instalment] {
        guard reader.has("instalment_lines") else {
            return reader.objects("instalments", count: 120) { inner in
                SponsorContract.Instalment(
                    dueOn: inner.day("due_on"), amount: inner.cents("amount", in: Cents(1)...Cents.largest))
            }
        }
        let text = reader.optionalText("instalment_lines", max: 4000, lines: true) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 2, let day = Day(words[0]), let amount = Cents(decimal: words[1]), amount > .zero
            else {
                reader.refuse(
                    "instalment_lines", code: "bad_line", "each line must be a day and an amount: 2026-12-01 15000")
                return nil
            }
            return SponsorContract.Instalment(dueOn: day, amount: amount)
        }
    }

    // swift-format-ignore
    static let shapes: [FieldShape] = [
        .required("reference", .text(max: 100), "once at the node"), .required("amount", .money), .required("currency", .choice(Currency.allCases.map(\.rawValue))),
        .required("starts_on", .day), .required("ends_on", .day), .optional("terms", .text(max: 20_000)), .optional("project", .id, "of the node"),
        .optional("instalments", .list, "due_on, amount; together the amount; none: all when the period begins"), .optional("instalment_lines", .text(max: 4000), "a form's way to say them: 2026-12-01 15000"),
        .optional("obligations", .list, "kind, words, number; beside what the tier is owed"), .optional("obligations_lines", .text(max: 10_000), "a form's way to say them: mention 6 Mention by the announcer"), .optional("entitlements", .flag, "whether the tier's are owed; else yes"),
    ]
}
