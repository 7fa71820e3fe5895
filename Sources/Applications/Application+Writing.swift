import Kernel
import Storage

extension Application {
    static func write(
        _ input: ApplicationInput, to id: ID, number: Int, keys: PersonalKeys, tenant: TenantID, at moment: Moment,
        _ db: Connection
    ) throws {
        try write(input.fields, to: id, number: number, tenant: tenant, db)
        try writeEIN(input.ein, to: id, keys: keys, tenant: tenant, db)
        if let owners = input.owners { try write(owners, to: id, keys: keys, tenant: tenant, at: moment, db) }
        if let advances = input.advances { try write(advances, to: id, tenant: tenant, db) }
    }

    private static func write(
        _ fields: Fields, to id: ID, number: Int, tenant: TenantID, _ db: Connection
    ) throws {
        let search = [fields.legalName, fields.tradeName ?? "", reference(number)].map(Folding.fold)
            .filter { !$0.isEmpty }.joined(separator: " · ")
        try db.run(
            """
            UPDATE application
               SET legal_name = \(fields.legalName), legal_name_key = \(Folding.company(fields.legalName)),
                   search_key = \(search), trade_name = \(fields.tradeName), entity_type = \(fields.entityType),
                   incorporation_state = \(fields.incorporationState), industry_code_kind = \(fields.industryCodeKind),
                   industry_code = \(fields.industryCode), industry_name = \(fields.industryName),
                   street = \(fields.street), city = \(fields.city), state = \(fields.state), region = \(fields.region),
                   postal_code = \(fields.postalCode), country = \(fields.country), phone = \(fields.phone),
                   email = \(fields.email), website = \(fields.website), started_on = \(fields.startedOn),
                   monthly_revenue_cents = \(fields.monthlyRevenue), annual_revenue_cents = \(fields.annualRevenue),
                   average_daily_balance_cents = \(fields.averageDailyBalance),
                   negative_days = \(fields.negativeDays), deposits_per_month = \(fields.depositsPerMonth),
                   currency = \(fields.currency), requested_amount_cents = \(fields.requestedAmount),
                   requested_term_months = \(fields.requestedTermMonths), use_of_funds = \(fields.useOfFunds),
                   fico = \(fields.fico), open_positions = \(fields.openPositions),
                   total_daily_debit_cents = \(fields.totalDailyDebit), default_status = \(fields.defaultStatus),
                   defaulted_on = \(fields.defaultedOn), bankruptcy_status = \(fields.bankruptcyStatus),
                   bankruptcy_on = \(fields.bankruptcyOn)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try MerchantName.write([fields.legalName, fields.tradeName], of: id, tenant: tenant, db)
    }

    private static func writeEIN(
        _ change: PersonalChange, to id: ID, keys: PersonalKeys, tenant: TenantID, _ db: Connection
    ) throws {
        guard change != .keep else { return }
        let new = change.new
        let sealed = new.map { keys.sealing.seal($0, place: Place.ein(id)) }
        try db.run(
            """
            UPDATE application
               SET ein_sealed = \(sealed), ein_last4 = \(new.map { String($0.suffix(4)) }),
                   ein_hash = \(new.map { keys.fingerprint("ein", $0) })
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
    }

    /// Replaces the owners; one that is known by id or name keeps the sealed fields that the request does not change.
    private static func write(
        _ owners: [OwnerInput], to id: ID, keys: PersonalKeys, tenant: TenantID, at moment: Moment, _ db: Connection
    ) throws {
        let rows = try db.rows(
            """
            DELETE FROM application_owner WHERE tenant_id = \(tenant) AND application_id = \(id)
            RETURNING id, name, ssn_sealed, ssn_last4, birth_date_sealed
            """)
        var former = rows
        for (index, owner) in owners.enumerated() {
            let place = try former.firstIndex { row in
                try owner.id.map { try row["id"] == $0 }
                    ?? (Folding.fold(row["name"]) == Folding.fold(owner.name))
            }
            let kept = place.map { former.remove(at: $0) }
            if owner.id != nil, kept == nil { throw ApplicationRefusal.unknownOwner(index) }
            let ownerID: Owner.ID = try kept?["id"] ?? Owner.ID(at: moment)
            let ssn = try sealed(owner.ssn, place: Place.ssn(ownerID), keys) { try kept?["ssn_sealed"] }
            let birth = try sealed(owner.birthDate, place: Place.birthDate(ownerID), keys) {
                try kept?["birth_date_sealed"]
            }
            let last4: String? =
                try owner.ssn == .keep ? kept?["ssn_last4"] : owner.ssn.new.map { String($0.suffix(4)) }
            try db.run(
                """
                INSERT INTO application_owner (id, tenant_id, application_id, place, name, title, share, ssn_sealed,
                                               ssn_last4, birth_date_sealed, address, phone, email)
                VALUES (\(ownerID), \(tenant), \(id), \(index + 1), \(owner.name), \(owner.title), \(owner.share), \(ssn),
                        \(last4), \(birth), \(owner.address), \(owner.phone), \(owner.email))
                """)
        }
    }

    private static func sealed(
        _ change: PersonalChange, place: String, _ keys: PersonalKeys, former: () throws -> [UInt8]?
    ) rethrows -> [UInt8]? {
        switch change {
        case .keep: try former()
        case .clear: nil
        case .set(let text): keys.sealing.seal(text, place: place)
        }
    }

    private static func write(_ advances: [Advance], to id: ID, tenant: TenantID, _ db: Connection) throws {
        try db.run("DELETE FROM application_advance WHERE tenant_id = \(tenant) AND application_id = \(id)")
        for (index, advance) in advances.enumerated() {
            try db.run(
                """
                INSERT INTO application_advance (tenant_id, application_id, place, funder, started_on, original_cents,
                                                 balance_cents, payment_cents, frequency)
                VALUES (\(tenant), \(id), \(index + 1), \(advance.funder), \(advance.startedOn), \(advance.original),
                        \(advance.balance), \(advance.payment), \(advance.frequency))
                """)
        }
    }
}

/// Where a sealed field belongs: it opens nowhere else.
enum Place {
    static func ein(_ id: Application.ID) -> String { "application.ein/\(id)" }
    static func ssn(_ id: Owner.ID) -> String { "application_owner.ssn/\(id)" }
    static func birthDate(_ id: Owner.ID) -> String { "application_owner.birth_date/\(id)" }
}
