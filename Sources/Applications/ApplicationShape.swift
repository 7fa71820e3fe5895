import Kernel
import Web

/// The fields of an application as requests bring them, for the route list and OpenAPI.
package enum ApplicationShape {
    // swift-format-ignore
    package static let fields: [FieldShape] = [
        .required("legal_name",            .text(max: 200)),
        .optional("trade_name",            .text(max: 200), "doing business as"),
        .optional("entity_type",           .choice(EntityType.allCases.map(\.rawValue))),
        .optional("incorporation_state",   .text(max: 30)),
        .optional("ein",                   .text(max: 30), "nine digits; sealed, only the last four are shown; `none` takes it away"),
        .optional("industry_code_kind",    .choice(IndustryCodeKind.allCases.map(\.rawValue))),
        .optional("industry_code",         .text(max: 6)),
        .optional("industry_name",         .text(max: 200)),
        .optional("street",                .text(max: 200)),
        .optional("city",                  .text(max: 100)),
        .optional("state",                 .text(max: 30), "a US state: two letters or name"),
        .optional("region",                .text(max: 100), "outside the US"),
        .optional("postal_code",           .text(max: 20)),
        .optional("country",               .text(max: 2)),
        .optional("phone",                 .text(max: 40)),
        .optional("email",                 .text(max: 254)),
        .optional("website",               .text(max: 200)),
        .optional("started_on",            .day, "when the business began"),
        .optional("currency",              .choice(Currency.allCases.map(\.rawValue))),
        .optional("monthly_revenue",       .money),
        .optional("annual_revenue",        .money),
        .optional("average_daily_balance", .money),
        .optional("negative_days",         .integer, "in a month"),
        .optional("deposits_per_month",    .integer),
        .optional("requested_amount",      .money),
        .optional("requested_term_months", .integer),
        .optional("use_of_funds",          .text(max: 2000)),
        .optional("fico",                  .integer, "300 to 850"),
        .optional("open_positions",        .integer),
        .optional("total_daily_debit",     .money),
        .optional("default_status",        .choice(DefaultStatus.allCases.map(\.rawValue))),
        .optional("defaulted_on",          .day),
        .optional("bankruptcy_status",     .choice(BankruptcyStatus.allCases.map(\.rawValue))),
        .optional("bankruptcy_on",         .day, "of the discharge, or of the filing while it is open"),
        .optional("owners",                .list, "up to six: id, name, title, share, ssn, birth_date, address, phone, email"),
        .optional("advances",              .list, "what is repaid already: funder, started_on, original, balance, payment, frequency"),
        .optional("source_system",         .text(max: 60)),
        .optional("external_id",           .text(max: 120)),
    ]

    /// What a form offers to choose from.
    static let choices: Value = [
        "entity_types": .list(EntityType.allCases.map { option($0.rawValue, $0.label) }),
        "industry_code_kinds": .list(IndustryCodeKind.allCases.map { option($0.rawValue, $0.label) }),
        "states": .list(USState.all.map { option($0.code, $0.name) }),
        "currencies": .list(Currency.allCases.map { option($0.rawValue, $0.rawValue) }),
        "default_statuses": .list(DefaultStatus.allCases.map { option($0.rawValue, $0.label) }),
        "bankruptcy_statuses": .list(BankruptcyStatus.allCases.map { option($0.rawValue, $0.label) }),
        "frequencies": .list(PaymentFrequency.allCases.map { option($0.rawValue, $0.label) }),
        "documents": .list(FileCode.allCases.map { option($0.rawValue, $0.label) }),
    ]

    private static func option(_ value: String, _ label: String) -> Value {
        ["value": Value(value), "label": Value(label)]
    }
}
