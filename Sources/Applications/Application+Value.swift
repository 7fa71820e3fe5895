import Kernel

extension Application.Fields {
    /// All fields by their names, as pages and JSON show them.
    package var value: Value.Fields {
        var all = Value.Fields()
        all["legal_name"] = Value(legalName)
        all["trade_name"] = Value(tradeName)
        all.add("entity_type", entityType?.rawValue, label: entityType?.label)
        all.add("incorporation_state", incorporationState, label: incorporationState.flatMap(USState.name))
        all.add("industry_code_kind", industryCodeKind?.rawValue, label: industryCodeKind?.label)
        all["industry_code"] = Value(industryCode)
        all["industry_name"] = Value(industryName)
        all["street"] = Value(street)
        all["city"] = Value(city)
        all.add("state", state, label: state.flatMap(USState.name))
        all["region"] = Value(region)
        all["postal_code"] = Value(postalCode)
        all["country"] = Value(country)
        all["phone"] = Value(phone)
        all["email"] = Value(email)
        all["website"] = Value(website)
        all["started_on"] = Value(startedOn)
        all["currency"] = Value(currency.rawValue)
        all.add("monthly_revenue", monthlyRevenue, currency)
        all.add("annual_revenue", annualRevenue, currency)
        all.add("average_daily_balance", averageDailyBalance, currency)
        all["negative_days"] = Value(negativeDays)
        all["deposits_per_month"] = Value(depositsPerMonth)
        all.add("requested_amount", requestedAmount, currency)
        all["requested_term_months"] = Value(requestedTermMonths)
        all["use_of_funds"] = Value(useOfFunds)
        all["fico"] = Value(fico)
        all["open_positions"] = Value(openPositions)
        all.add("total_daily_debit", totalDailyDebit, currency)
        all.add("default_status", defaultStatus?.rawValue, label: defaultStatus?.label)
        all["defaulted_on"] = Value(defaultedOn)
        all.add("bankruptcy_status", bankruptcyStatus?.rawValue, label: bankruptcyStatus?.label)
        all["bankruptcy_on"] = Value(bankruptcyOn)
        return all
    }

    /// The fields whose values differ, by name: for history rows, which hold no contents.
    func names(changedFrom former: Application.Fields) -> [String] {
        let (new, old) = (value, former.value)
        return new.names.filter { new[$0] != old[$0] && !$0.hasSuffix("_label") && !$0.hasSuffix("_cents") }
    }
}

extension Application {
    /// One row of a list.
    package func summary(today: Day) -> Value {
        var all = Value.Fields()
        all["id"] = Value(id)
        all["reference"] = Value(reference)
        all["legal_name"] = Value(fields.legalName)
        all["trade_name"] = Value(fields.tradeName)
        all["industry_name"] = Value(fields.industryName)
        all["state"] = Value(fields.state ?? fields.region)
        all["months_in_business"] = Value(monthsInBusiness(today: today))
        all["currency"] = Value(fields.currency.rawValue)
        all.add("requested_amount", fields.requestedAmount, fields.currency)
        all.add("monthly_revenue", fields.monthlyRevenue, fields.currency)
        all["fico"] = Value(fields.fico)
        all["is_archived"] = Value(archivedAt != nil)
        all["created_at"] = Value(createdAt)
        all["updated_at"] = Value(updatedAt)
        return .object(all)
    }

    /// Everything but the sealed fields, of which the last digits are shown.
    package func value(owners: [Owner], advances: [Advance], today: Day) -> Value {
        var all = fields.value
        all["id"] = Value(id)
        all["reference"] = Value(reference)
        all["months_in_business"] = Value(monthsInBusiness(today: today))
        all["ein_last4"] = Value(einLast4)
        all["ein_label"] = Value(einLast4.map { "••-•••\($0)" })
        all["owners"] = .list(owners.map(\.value))
        all["advances"] = .list(advances.map { $0.value(fields.currency) })
        all["source_system"] = Value(sourceSystem)
        all["external_id"] = Value(externalID)
        all["created_at"] = Value(createdAt)
        all["updated_at"] = Value(updatedAt)
        all["archived_at"] = Value(archivedAt)
        all["is_archived"] = Value(archivedAt != nil)
        all["version"] = Value(version)
        return .object(all)
    }

    /// Whole months since the business began; nil where that is not known.
    package func monthsInBusiness(today: Day) -> Int? { fields.startedOn.map { today.months(since: $0) } }
}

extension Owner {
    var value: Value {
        var all = Value.Fields()
        all["id"] = Value(id)
        all["name"] = Value(name)
        all["title"] = Value(title)
        all.add("share", share?.decimal, label: share.map { "\($0.decimal) %" })
        all["ssn_last4"] = Value(ssnLast4)
        all["ssn_label"] = Value(ssnLast4.map { "•••-••-\($0)" })
        all["has_birth_date"] = Value(hasBirthDate)
        all["address"] = Value(address)
        all["phone"] = Value(phone)
        all["email"] = Value(email)
        return .object(all)
    }
}

extension Advance {
    func value(_ currency: Currency) -> Value {
        var all = Value.Fields()
        all["funder"] = Value(funder)
        all["started_on"] = Value(startedOn)
        all.add("original", original, currency)
        all.add("balance", balance, currency)
        all.add("payment", payment, currency)
        all.add("frequency", frequency?.rawValue, label: frequency?.label)
        return .object(all)
    }
}

extension Day {
    /// Whole months from `earlier` to this day, never negative: 31 January to 28 February is one.
    package func months(since earlier: Day) -> Int {
        guard earlier < self else { return 0 }
        let (from, to) = (earlier.civil, civil)
        let months = (to.year - from.year) * 12 + to.month - from.month
        return earlier.adding(months: months) <= self ? months : months - 1
    }
}
