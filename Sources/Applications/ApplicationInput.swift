import Kernel
import MIME
import Web

/// What a request says about an application. Nil lists and `keep` leave what is stored.
package struct ApplicationInput: Sendable {
    package var fields: Application.Fields
    package var ein = PersonalChange.keep
    package var owners: [OwnerInput]?
    package var advances: [Advance]?
    package var sourceSystem: String?
    package var externalID: String?
}

extension ApplicationInput {
    /// Reads a request's or a row's object over `former`; `build` reads what stands beside the application's fields.
    package static func read<Extra>(
        _ value: Value, over former: Application.Fields?, today: Day,
        _ build: (inout FieldReader) throws -> Extra = { _ in () }
    ) throws -> (input: ApplicationInput, extra: Extra) {
        try FieldReader.read(FlatNames.gathered(value)) { reader in
            (ApplicationInput(&reader, over: former, today: today), try build(&reader))
        }
    }

    /// Reads the body's fields over `former`; a field that is not there stays as it was.
    private init(_ reader: inout FieldReader, over former: Application.Fields?, today: Day) {
        fields = former ?? Application.Fields()
        if former == nil || reader.has("legal_name") { fields.legalName = reader.text("legal_name", max: 200) }
        fields.readBusiness(&reader, today: today)
        fields.readAddress(&reader)
        fields.readFinancials(&reader)
        fields.readPast(&reader, today: today)
        ein = Self.digits("ein", count: 9, &reader)
        if reader.has("owners") { owners = Self.owners(&reader, today: today) }
        if reader.has("advances") { advances = Self.advances(&reader, today: today) }
        sourceSystem = reader.optionalText("source_system", max: 60)
        externalID = reader.optionalText("external_id", max: 120)
        if (sourceSystem == nil) != (externalID == nil) {
            reader.refuse(
                sourceSystem == nil ? "source_system" : "external_id", code: "required",
                "source_system and external_id are given together")
        }
    }

    /// What takes a sealed field away. Nothing or an empty text keeps it, because a form never shows what is stored.
    package static let clearing = "none"

    /// Digits with hyphens or spaces between them: `12-3456789`.
    static func digits(_ name: String, count: Int, _ reader: inout FieldReader) -> PersonalChange {
        guard let text = reader.optionalText(name, max: 30) else { return .keep }
        if text == clearing { return .clear }
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") && $0 != 32 }
        guard digits.count == count, digits.allSatisfy({ (48...57).contains($0) }) else {
            reader.refuse(name, code: "not_a_number", "must be \(count) digits")
            return .keep
        }
        return .set(String(decoding: digits, as: UTF8.self))
    }

    private static func owners(_ reader: inout FieldReader, today: Day) -> [OwnerInput] {
        let owners = reader.objects("owners", count: Owner.most) { owner in
            OwnerInput(
                id: owner.optionalID("id", Owner.self), name: owner.text("name", max: 200),
                title: owner.optionalText("title", max: 100),
                share: owner.optionalScaled("share", places: 3, in: 0...100_000).map { Percent(thousandths: $0) },
                ssn: digits("ssn", count: 9, &owner), birthDate: birthDate(&owner, today: today),
                address: owner.optionalText("address", max: 300), phone: owner.optionalPhone("phone"),
                email: owner.optionalAddress("email"))
        }
        if owners.compactMap(\.share?.thousandths).reduce(0, +) > 100_000 {
            reader.refuse("owners", code: "shares_above_100", "must hold shares of at most 100 % together")
        }
        return owners
    }

    private static func birthDate(_ owner: inout FieldReader, today: Day) -> PersonalChange {
        if owner.raw("birth_date") == .string(clearing) { return .clear }
        guard let day = owner.optionalDay("birth_date") else { return .keep }
        if day.adding(months: 16 * 12) > today || day.adding(months: 120 * 12) < today {
            owner.refuse("birth_date", code: "out_of_range", "must be 16 to 120 years ago")
        }
        return .set(day.description)
    }

    private static func advances(_ reader: inout FieldReader, today: Day) -> [Advance] {
        reader.objects("advances", count: Advance.most) { advance in
            Advance(
                funder: advance.text("funder", max: 200), startedOn: advance.optionalPast("started_on", today: today),
                original: advance.optionalCents("original"), balance: advance.optionalCents("balance"),
                payment: advance.optionalCents("payment"),
                frequency: advance.optionalChoice("frequency", PaymentFrequency.self))
        }
    }
}

extension FieldReader {
    /// A day that is not in the future.
    mutating func optionalPast(_ name: String, today: Day) -> Day? {
        guard let day = optionalDay(name) else { return nil }
        if day > today || day.civil.year < 1800 {
            refuse(name, code: "out_of_range", "must be a day from 1800 to today")
        }
        return day
    }

    /// A mail address that can be written to, without a name.
    package mutating func optionalAddress(_ name: String) -> String? {
        guard let text = optionalText(name, max: 254) else { return nil }
        do {
            return try MailboxAddress(text).address
        } catch {
            refuse(name, code: error.code, error.reason)
            return nil
        }
    }

    /// A telephone number: digits, spaces and the signs `+ - . ( ) / x`, with 7 to 15 digits.
    package mutating func optionalPhone(_ name: String) -> String? {
        guard let text = optionalText(name, max: 40) else { return nil }
        let digits = text.utf8.filter { (48...57).contains($0) }.count
        let isPlain = text.lowercased().utf8.allSatisfy { (48...57).contains($0) || " +-.()/ext".utf8.contains($0) }
        if !isPlain || !(7...20).contains(digits) {
            refuse(name, code: "not_a_phone", "must be a telephone number such as +1 212 555 0100")
        }
        return text
    }
}
