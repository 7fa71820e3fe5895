import Deals
import Funders
import Kernel
import Web

/// What a request says of a funder's commission terms.
enum TermsInput {
    // swift-format-ignore
    static let fields: [FieldShape] = [
        .required("version",            .integer, "the newest that was seen; 0 where there is none"),
        .required("valid_from",         .day),
        .optional("currency",           .choice(Currency.allCases.map(\.rawValue))),
        .required("rate",               .text(max: 10), "percent or points, up to three decimal places"),
        .optional("basis",              .choice(CommissionTerms.Basis.allCases.map(\.rawValue))),
        .optional("takes_offer_points", .flag, "an offer's own points go before the rate"),
        .optional("trigger",            .choice(CommissionTerms.Trigger.allCases.map(\.rawValue))),
        .optional("renewal_rate",       .text(max: 10), "the rate, if absent"),
        .optional("bonus_tiers",        .list, "count of deals funded in a month, bonus"),
        .required("plan",               .choice(CommissionPlan.allCases.map(\.rawValue))),
        .optional("calendar",           .choice(BusinessCalendar.all.map(\.name))),
        .optional("clawback_days",      .integer, "0 to 730; 0: none"),
        .optional("clawback_mode",      .choice(ClawbackMode.allCases.map(\.rawValue))),
        .optional("reserve",            .text(max: 10), "percent of each payee's share"),
        .optional("renewal_share",      .text(max: 10), "percent of the payback; 50, if absent"),
    ]

    static func read(_ reader: inout FieldReader) -> (content: CommissionTerms.Content, version: Int) {
        let version = reader.integer("version", in: 0...100_000)
        var content = CommissionTerms.Content(
            validFrom: reader.day("valid_from"), currency: reader.optionalChoice("currency", Currency.self) ?? .usd,
            rate: Percent(thousandths: reader.scaled("rate", places: 3, in: 0...100_000)), plan: reader.choice("plan"))
        content.basis = reader.optionalChoice("basis", CommissionTerms.Basis.self) ?? .fundedAmount
        content.takesOfferPoints = reader.flag("takes_offer_points")
        content.trigger = reader.optionalChoice("trigger", CommissionTerms.Trigger.self) ?? .fundedAndRenewal
        content.renewalRate = DealInput.percent("renewal_rate", &reader)
        content.bonusTiers = Incentive.list("bonus_tiers", &reader)
        if let name = reader.optionalText("calendar", max: 40) {
            if BusinessCalendar.all.contains(where: { $0.name == name }) {
                content.calendar = name
            } else {
                let names = BusinessCalendar.all.map(\.name).joined(separator: ", ")
                reader.refuse("calendar", code: "not_one_of", "must be one of: \(names)")
            }
        }
        content.clawbackDays = reader.optionalInteger("clawback_days", in: 0...730) ?? 0
        content.clawbackMode = reader.optionalChoice("clawback_mode", ClawbackMode.self) ?? .full
        content.reserve = DealInput.percent("reserve", &reader) ?? Percent(thousandths: 0)
        if content.reserve.thousandths > 0, content.clawbackDays == 0 {
            reader.refuse("reserve", code: "no_window", "needs a clawback window: without one nothing is held back")
        }
        let share = reader.optionalScaled("renewal_share", places: 3, in: 1...100_000)
        content.renewalShare = share.map { Percent(thousandths: $0) } ?? FundedDeal.usualRenewalShare
        return (content, version)
    }

    /// What the form offers to choose from.
    static let choices: Value = [
        "plans": options(CommissionPlan.allCases.map { ($0.rawValue, $0.label) }),
        "bases": options(CommissionTerms.Basis.allCases.map { ($0.rawValue, $0.label) }),
        "triggers": options(CommissionTerms.Trigger.allCases.map { ($0.rawValue, $0.label) }),
        "modes": options(ClawbackMode.allCases.map { ($0.rawValue, $0.label) }),
        "calendars": options(BusinessCalendar.all.map { ($0.name, $0.label) }),
        "currencies": options(Currency.allCases.map { ($0.rawValue, $0.rawValue) }),
    ]

    private static func options(_ rows: [(String, String)]) -> Value {
        .list(rows.map { ["value": .string($0.0), "label": .string($0.1)] })
    }
}

extension CommissionTerms.Basis {
    var label: String {
        switch self {
        case .fundedAmount: "of the funded amount (points)"
        case .payback: "of the payback"
        }
    }
}

extension CommissionTerms.Trigger {
    var label: String {
        switch self {
        case .funded: "First fundings only"
        case .fundedAndRenewal: "Fundings and renewals"
        }
    }
}

extension ClawbackMode {
    var label: String {
        switch self {
        case .full: "In full"
        case .proRata: "By the days that are left"
        }
    }
}

extension BusinessCalendar {
    var label: String { name == Self.usFederal.name ? "US federal holidays" : "Monday to Friday" }
}

extension CommissionTerms {
    /// A version for pages and programs alike.
    package var value: Value {
        [
            "id": Value(id), "funder": Value(funder), "version": Value(version),
            "valid_from": Value(content.validFrom), "begins_on": Value(content.validFrom),
            "currency": .string(content.currency.rawValue), "rate": .string(content.rate.decimal),
            "basis": .string(content.basis.rawValue), "basis_label": .string(content.basis.label),
            "takes_offer_points": .bool(content.takesOfferPoints), "trigger": .string(content.trigger.rawValue),
            "trigger_label": .string(content.trigger.label), "renewal_rate": Value(content.renewalRate?.decimal),
            "bonus_tiers": .list(content.bonusTiers.map(\.value)),
            "bonus_tiers_text": .string(Value(content.bonusTiers.map(\.value)).json),
            "bonus_lines": .list(
                content.bonusTiers.map {
                    .string(
                        "\(content.currency.shown($0.bonus)) for \($0.count) deal\($0.count == 1 ? "" : "s") in a month"
                    )
                }),
            "plan": .string(content.plan.rawValue), "plan_label": .string(content.plan.label),
            "calendar": .string(content.calendar), "calendar_label": .string(businessDays.label),
            "clawback_days": Value(content.clawbackDays), "has_clawback": .bool(content.clawbackDays > 0),
            "clawback_mode": .string(content.clawbackMode.rawValue),
            "clawback_label": .string(content.clawbackMode.label), "reserve": .string(content.reserve.decimal),
            "has_reserve": .bool(content.reserve.thousandths > 0),
            "renewal_share": .string(content.renewalShare.decimal), "who": .string(who.text), "at": Value(at),
        ]
    }
}
