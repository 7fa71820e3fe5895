import Kernel
import Storage
import Web

/// What a partner earns (G08, G28–G30). Other terms are another version; a credit names the version that it was made by.
package struct ReferralTerms: Sendable, Equatable {
    package typealias ID = Identifier<ReferralTerms>

    package enum Model: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case percentage
        case fixedPrice = "fixed_price"
        case hybrid

        package var label: String {
            switch self {
            case .percentage: "A share of the deal"
            case .fixedPrice: "A price for each approved lead"
            case .hybrid: "A price for the lead, and a share of the deal"
            }
        }
    }

    package let id: ID
    package let version: Int
    package let model: Model
    /// Of what the funder pays out.
    package let percent: Percent?
    /// Of an approved lead.
    package let price: Cents?
    package let currency: Currency
    package let who: Who
    package let at: Moment

    private static let columns: SQL = """
        id, version, model, percent_thousandths, price_cents, currency, who, at
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        version = try row["version"]
        model = try row["model"]
        percent = try row.get("percent_thousandths", as: Int64?.self).map { Percent(thousandths: $0) }
        price = try row["price_cents"]
        currency = try row["currency"]
        who = try row["who"]
        at = try row["at"]
    }

    /// What new terms say.
    package struct Content: Sendable, Equatable {
        package let model: Model
        package let percent: Percent?
        package let price: Cents?

        package init(_ model: Model, percent: Percent? = nil, price: Cents? = nil) {
            self.model = model
            self.percent = percent
            self.price = price
        }

        static func read(_ reader: inout FieldReader) -> Content {
            let model: Model = reader.choice("model")
            let percent = reader.optionalScaled("percent", places: 3, in: 1...100_000).map { Percent(thousandths: $0) }
            let price = reader.optionalCents("price", in: Cents(1)...Cents.largest)
            if (model != .fixedPrice) != (percent != nil) {
                reader.refuse("percent", code: "not_of_model", "is said where the model has a share, and only there")
            }
            if (model != .percentage) != (price != nil) {
                reader.refuse("price", code: "not_of_model", "is said where the model has a price, and only there")
            }
            return Content(model, percent: percent, price: price)
        }
    }

    // swift-format-ignore
    static let shapes: [FieldShape] = [
        .required("model", .choice(Model.allCases.map(\.rawValue))), .optional("percent", .text(max: 10), "of the deal: 15 or 2.5"),
        .optional("price", .money, "for an approved lead"),
    ]

    package static func set(
        _ content: Content, for referrer: Referrer, _ act: ReferralAct, _ db: Connection
    ) throws -> ReferralTerms {
        try act.requireOutsider(of: referrer.id, db)
        let last: Int =
            try db.value(
                """
                SELECT coalesce(max(version), 0) FROM referral_terms
                 WHERE tenant_id = \(referrer.tenant) AND partner_id = \(referrer.id)
                """) ?? 0
        let id = ID(at: act.now)
        try db.run(
            """
            INSERT INTO referral_terms (id, tenant_id, partner_id, version, model, percent_thousandths, price_cents,
                                        currency, who, at)
            VALUES (\(id), \(referrer.tenant), \(referrer.id), \(last + 1), \(content.model),
                    \(content.percent?.thousandths), \(content.price), \(referrer.fields.currency), \(act.who),
                    \(act.now))
            """)
        try act.log(
            .init(.termsSet, "referral_terms", id, detail: ["version": Value(last + 1)]), of: referrer.id, db)
        return try find(id, tenant: act.tenant, db)
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> ReferralTerms {
        let row = try db.row("SELECT \(part: columns) FROM referral_terms WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw RecordRefusal.unknown("terms", id) }
        return try ReferralTerms(row)
    }

    /// All versions, the newest first.
    package static func of(_ referrer: Referrer.ID, tenant: TenantID, _ db: Connection) throws -> [ReferralTerms] {
        try db.rows(query(of: referrer, tenant: tenant)).map(ReferralTerms.init)
    }

    static func query(of referrer: Referrer.ID, tenant: TenantID) -> SQL {
        """
        SELECT \(part: columns) FROM referral_terms
         WHERE tenant_id = \(tenant) AND partner_id = \(referrer) ORDER BY version DESC
        """
    }

    /// Those in force at that moment; nil where there were none yet.
    package static func inForce(
        at moment: Moment, for referrer: Referrer.ID, tenant: TenantID, _ db: Connection
    ) throws -> ReferralTerms? {
        try db.row(
            """
            SELECT \(part: columns) FROM referral_terms
             WHERE tenant_id = \(tenant) AND partner_id = \(referrer) AND at <= \(moment)
             ORDER BY version DESC LIMIT 1
            """
        ).map(ReferralTerms.init)
    }

    package var value: Value {
        [
            "id": Value(id), "version": Value(version), "model": .string(model.rawValue),
            "model_label": .string(model.label), "percent": Value(percent?.decimal), "price": Value(price?.decimal),
            "price_text": Value(price.map(currency.shown)), "currency": .string(currency.rawValue),
            "who": .string(who.text), "at": Value(at),
        ]
    }

    static var choices: Value {
        .list(Model.allCases.map { ["value": .string($0.rawValue), "label": .string($0.label)] })
    }
}
