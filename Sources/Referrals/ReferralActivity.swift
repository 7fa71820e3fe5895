import Kernel
import People
import Storage
import Web

/// A row of a partner's activity: who did what, when (G47, G48). It is only ever added, and stays.
package struct ReferralActivity: Sendable {
    package let id: Identifier<ReferralActivity>
    package let referrer: Referrer.ID
    package let action: ReferralAction
    package let kind: String
    package let resource: String
    package let who: Who
    package let at: Moment
    package let amount: Cents?
    package let note: String?

    /// Which rows are wanted; what is nil narrows nothing.
    package struct Filter: Sendable {
        package var referrer: Referrer.ID?
        package var who: Who?
        package var resource: String?
        package var action: ReferralAction?
        package var from: Day?
        package var to: Day?

        package init(referrer: Referrer.ID? = nil) { self.referrer = referrer }

        static func read(_ query: Query, of referrer: Referrer.ID?) throws -> Filter {
            var filter = Filter(referrer: referrer)
            filter.who = try query.text("who", max: 100).map { text in
                guard let who = Who(text: text) else {
                    throw PlainRefusal(.invalid, code: "not_an_actor", field: "who", "must be such as person:ID")
                }
                return who
            }
            filter.resource = try query.text("resource", max: 26)
            filter.action = try query.choice("action")
            filter.from = try query.day("from")
            filter.to = try query.day("to")
            return filter
        }
    }

    // swift-format-ignore
    static let fields: [FieldShape] = [
        .optional("who", .text(max: 100), "person:ID, key:NAME, system:PART"), .optional("resource", .text(max: 26), "a record's id"),
        .optional("action", .choice(ReferralAction.allCases.map(\.rawValue))), .optional("from", .day), .optional("to", .day),
        .optional("after", .text(max: 600)), .optional("limit", .integer),
    ]

    /// The newest first.
    package static func list(
        _ filter: Filter, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<ReferralActivity> {
        let rows = try db.rows(query(filter, page: page, tenant: tenant))
        return Page(rows: try rows.map(ReferralActivity.init), of: page) {
            ["at": .int($0.at.milliseconds), "id": Value($0.id)]
        }
    }

    static func query(_ filter: Filter, page: PageRequest, tenant: TenantID) -> SQL {
        var conditions: [SQL] = ["tenant_id = \(tenant)"]
        if let referrer = filter.referrer { conditions.append("partner_id = \(referrer)") }
        if let who = filter.who { conditions.append("who = \(who)") }
        if let resource = filter.resource { conditions.append("resource_id = \(resource)") }
        if let action = filter.action { conditions.append("action = \(action)") }
        if let from = filter.from { conditions.append("at >= \(from.start)") }
        if let to = filter.to { conditions.append("at < \(to.adding(days: 1).start)") }
        if let after = page.after?.value, let at = after["at"]?.integer, let id = after["id"]?.text {
            let moment = Moment(milliseconds: at)
            conditions.append("at <= \(moment) AND (at < \(moment) OR id < \(id))")
        }
        return """
            SELECT id, partner_id, action, resource_kind, resource_id, who, at, amount_cents, note
              FROM referral_activity
             WHERE \(part: .all(conditions))
             ORDER BY at DESC, id DESC
             LIMIT \(page.limit + 1)
            """
    }

    private init(_ row: Row) throws {
        id = try row["id"]
        referrer = try row["partner_id"]
        action = try row["action"]
        kind = try row["resource_kind"]
        resource = try row["resource_id"]
        who = try row["who"]
        at = try row["at"]
        amount = try row["amount_cents"]
        note = try row["note"]
    }

    /// Where the record is shown; nil where it has no page.
    private var page: String? {
        switch kind {
        case "referral_partner": "/referral/partners/\(resource)"
        case "referral_lead": "/referral/leads/\(resource)"
        case "referral_credit": "/referral/credits/\(resource)"
        case "referral_payout": "/referral/payouts/\(resource)"
        default: nil
        }
    }

    package func value(isOffice: Bool) -> Value {
        [
            "id": Value(id), "partner": Value(referrer), "action": .string(action.rawValue),
            "action_label": .string(action.label), "resource_kind": .string(kind), "resource": .string(resource),
            "page": Value(page), "who": .string(who.text), "at": Value(at), "amount": Value(amount?.decimal),
            "note": Value(isOffice || !action.isNoteInternal ? note : nil),
        ]
    }
}
