import Kernel
import Web

/// Reads each field that the body has; the others stay.
extension Application.Fields {
    mutating func readBusiness(_ reader: inout FieldReader, today: Day) {
        if reader.has("trade_name") { tradeName = reader.optionalText("trade_name", max: 200) }
        if reader.has("entity_type") { entityType = reader.optionalChoice("entity_type", EntityType.self) }
        if reader.has("incorporation_state") { incorporationState = reader.optionalState("incorporation_state") }
        if reader.has("industry_name") { industryName = reader.optionalText("industry_name", max: 200) }
        if reader.has("industry_code") || reader.has("industry_code_kind") { readIndustryCode(&reader) }
        if reader.has("phone") { phone = reader.optionalPhone("phone") }
        if reader.has("email") { email = reader.optionalAddress("email") }
        if reader.has("website") { website = reader.optionalText("website", max: 200) }
        if reader.has("started_on") { startedOn = reader.optionalPast("started_on", today: today) }
    }

    /// NAICS codes have 2 to 6 digits, SIC codes 2 to 4.
    private mutating func readIndustryCode(_ reader: inout FieldReader) {
        let kind = reader.optionalChoice("industry_code_kind", IndustryCodeKind.self) ?? industryCodeKind ?? .naics
        if reader.has("industry_code") { industryCode = reader.optionalText("industry_code", max: 6) }
        if let code = industryCode {
            let longest = kind == .naics ? 6 : 4
            if !(2...longest).contains(code.utf8.count) || !code.utf8.allSatisfy({ (48...57).contains($0) }) {
                reader.refuse("industry_code", code: "not_a_code", "must be 2 to \(longest) digits of \(kind.label)")
            }
        }
        industryCodeKind = industryCode == nil ? nil : kind
    }

    mutating func readAddress(_ reader: inout FieldReader) {
        if reader.has("street") { street = reader.optionalText("street", max: 200) }
        if reader.has("city") { city = reader.optionalText("city", max: 100) }
        if reader.has("state") { state = reader.optionalState("state") }
        if reader.has("region") { region = reader.optionalText("region", max: 100) }
        if reader.has("postal_code") { postalCode = reader.optionalText("postal_code", max: 20) }
        if reader.has("country") {
            country = reader.optionalText("country", max: 2)?.uppercased() ?? "US"
            if country.utf8.count != 2 || !country.utf8.allSatisfy({ (65...90).contains($0) }) {
                reader.refuse("country", code: "not_a_country", "must be two letters such as US")
            }
        }
        if state != nil, country != "US" {
            reader.refuse("state", code: "not_in_country", "is a state of the USA: use region for \(country)")
        }
    }

    mutating func readFinancials(_ reader: inout FieldReader) {
        if reader.has("currency") { currency = reader.optionalChoice("currency", Currency.self) ?? .usd }
        if reader.has("monthly_revenue") { monthlyRevenue = reader.optionalCents("monthly_revenue") }
        if reader.has("annual_revenue") { annualRevenue = reader.optionalCents("annual_revenue") }
        if reader.has("average_daily_balance") {
            let least = Cents(-Cents.largest.count)
            averageDailyBalance = reader.optionalCents("average_daily_balance", in: least ... .largest)
        }
        if reader.has("negative_days") { negativeDays = reader.optionalInteger("negative_days", in: 0...31) }
        if reader.has("deposits_per_month") {
            depositsPerMonth = reader.optionalInteger("deposits_per_month", in: 0...100_000)
        }
        if reader.has("requested_amount") {
            requestedAmount = reader.optionalCents("requested_amount", in: Cents(1) ... .largest)
        }
        if reader.has("requested_term_months") {
            requestedTermMonths = reader.optionalInteger("requested_term_months", in: 1...480)
        }
        if reader.has("use_of_funds") { useOfFunds = reader.optionalText("use_of_funds", max: 2000, lines: true) }
    }

    mutating func readPast(_ reader: inout FieldReader, today: Day) {
        if reader.has("fico") { fico = reader.optionalInteger("fico", in: 300...850) }
        if reader.has("open_positions") { openPositions = reader.optionalInteger("open_positions", in: 0...50) }
        if reader.has("total_daily_debit") { totalDailyDebit = reader.optionalCents("total_daily_debit") }
        if reader.has("default_status") {
            defaultStatus = reader.optionalChoice("default_status", DefaultStatus.self)
        }
        if reader.has("defaulted_on") { defaultedOn = reader.optionalPast("defaulted_on", today: today) }
        if reader.has("bankruptcy_status") {
            bankruptcyStatus = reader.optionalChoice("bankruptcy_status", BankruptcyStatus.self)
        }
        if reader.has("bankruptcy_on") { bankruptcyOn = reader.optionalPast("bankruptcy_on", today: today) }
        if defaultStatus == DefaultStatus.none || defaultStatus == nil, defaultedOn != nil {
            reader.refuse("defaulted_on", code: "contradiction", "stands only beside a default")
        }
        if bankruptcyStatus == BankruptcyStatus.none || bankruptcyStatus == nil, bankruptcyOn != nil {
            reader.refuse("bankruptcy_on", code: "contradiction", "stands only beside a bankruptcy")
        }
    }
}

extension FieldReader {
    /// A state's two letters or its name.
    mutating func optionalState(_ name: String) -> String? {
        guard let text = optionalText(name, max: 30) else { return nil }
        guard let code = USState.code(text) else {
            refuse(name, code: "not_a_state", "must be one of the 50 states or DC: two letters such as NY")
            return nil
        }
        return code
    }
}
