import Classification
import Kernel
import Web

/// A correction as a page's form gives it: one field per member of the reading.
enum ReadingForm {
    /// Nil where the form says that the machine read rightly (no outcome is given).
    static func read(_ reader: inout FieldReader) throws -> Reading? {
        let outcome = reader.optionalText("outcome", max: 40)
        var label = Value.Fields()
        label["also"] = .list(reader.texts("also", max: 40).map(Value.string))
        label["decline_reasons"] = .list(reader.texts("decline_reasons", max: 40).map(Value.string))
        label["requested_docs"] = .list(reader.texts("requested_docs", max: 40).map(Value.string))
        label["funded_amount"] = Value(reader.optionalText("funded_amount", max: 30))
        label["commission_amount"] = Value(reader.optionalText("commission_amount", max: 30))
        let offers = (0..<mostOffers).compactMap { offer(&reader, prefix($0)) }
        guard let outcome else { return nil }
        label["outcome"] = .string(outcome)
        label["offers"] = .list(offers.map(Value.object))
        do {
            return try Reading(value: .object(label))
        } catch {
            throw byFormName(error)
        }
    }

    /// The refusal with the name that the form gives the field.
    private static func byFormName(_ refusal: ReadingRefusal) -> ReadingRefusal {
        func name(_ member: String) -> String {
            texts.contains(member) || member == "currency" ? "offer_\(member)" : member
        }
        return switch refusal {
        case .notAnObject: .notAnObject
        case .unknownCode(let field): .unknownCode(field: name(field))
        case .wrongNumber(let field): .wrongNumber(field: name(field))
        case .wrongText(let field): .wrongText(field: name(field))
        }
    }

    private static let texts = [
        "amount", "factor_rate", "buy_rate", "interest_rate_percent", "payback_amount", "term_unit",
        "payment_frequency",
        "payment_amount", "holdback_percent", "origination_fee_percent", "origination_fee_amount", "commission_points",
        "prepay", "expires_on",
    ]

    /// So many offers a form can tell apart.
    private static let mostOffers = 6

    /// The first offer's fields begin `offer_`, the second's `offer_2_`.
    private static func prefix(_ index: Int) -> String { index == 0 ? "offer_" : "offer_\(index + 1)_" }

    private static func offer(_ reader: inout FieldReader, _ prefix: String) -> Value.Fields? {
        var offer = Value.Fields()
        for name in texts {
            if let text = reader.optionalText(prefix + name, max: 200) { offer[name] = .string(text) }
        }
        if let term = reader.optionalInteger(prefix + "term_value", in: 1...10_000) {
            offer["term_value"] = Value(term)
        }
        let currency = reader.optionalText(prefix + "currency", max: 3)
        guard !offer.isEmpty else { return nil }
        offer["currency"] = .string(currency ?? "USD")
        return offer
    }

    /// What a form shows at first: the reading, and room for one offer more. Lists are codes with blanks between them.
    static func filled(_ reading: Value?) -> Value {
        func codes(_ name: String) -> Value {
            .string((reading?[name]?.list ?? []).compactMap(\.text).joined(separator: " "))
        }
        let offers = ((reading?["offers"]?.list ?? []) + [[:]]).prefix(mostOffers)
        return [
            "outcome": reading?["outcome"] ?? .null, "also": codes("also"),
            "decline_reasons": codes("decline_reasons"), "requested_docs": codes("requested_docs"),
            "funded_amount": reading?["funded_amount"] ?? .null,
            "commission_amount": reading?["commission_amount"] ?? .null,
            "offers": .list(
                offers.enumerated().map { index, offer in
                    offer.adding("prefix", .string(prefix(index))).adding("number", Value(index + 1))
                }),
        ]
    }
}
