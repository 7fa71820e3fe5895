import Applications
import Cohorts
import Kernel
import Storage
import Web

extension SupportRequest {
    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> SupportRequest {
        let row = try db.row(
            "SELECT \(part: columns) FROM support_request WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw SupportRefusal.unknown(id) }
        return try SupportRequest(row)
    }

    /// A participant's own of that id: another's is told like one that is not there.
    static func find(_ id: ID, of participant: Participant, _ db: Connection) throws -> SupportRequest {
        let found = try find(id, tenant: participant.tenant, db)
        guard found.participant == participant.id else { throw SupportRefusal.unknown(id) }
        return found
    }

    /// Whether a code would be shown now: nothing that stands against it is told otherwise.
    private static let hasVoucher: SQL = """
        CASE WHEN EXISTS (SELECT 1 FROM support_disbursement
                           WHERE support_disbursement.tenant_id = support_request.tenant_id
                             AND support_disbursement.request_id = support_request.id
                             AND support_disbursement.channel IN ('voucher', 'access')
                             AND support_disbursement.state = 'waiting' AND support_disbursement.held_at IS NULL)
              AND NOT EXISTS (SELECT 1 FROM support_flag
                               WHERE support_flag.tenant_id = support_request.tenant_id
                                 AND support_flag.participant_id = support_request.participant_id
                                 AND support_flag.state = 'open')
              AND EXISTS (SELECT 1 FROM participant
                           WHERE participant.tenant_id = support_request.tenant_id
                             AND participant.id = support_request.participant_id
                             AND participant.state IN ('active', 'completed'))
             THEN 1 ELSE 0 END
        """

    /// A participant's own, the newest first, as the participant may see them.
    package static func own(
        of participant: Participant, page: PageRequest, _ db: Connection
    ) throws -> Page<OwnRequest> {
        var conditions: [SQL] = [
            "support_request.tenant_id = \(participant.tenant)", "support_request.participant_id = \(participant.id)",
        ]
        if let after = page.after?.value.text { conditions.append("support_request.id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns), mission.title AS mission_title, \(part: hasVoucher) AS has_voucher
              FROM support_request
              JOIN mission ON mission.tenant_id = support_request.tenant_id AND mission.id = support_request.mission_id
             WHERE \(part: .all(conditions))
             ORDER BY support_request.id DESC
             LIMIT \(page.limit + 1)
            """)
        let requests = try rows.map {
            OwnRequest(
                try SupportRequest($0), mission: try $0["mission_title"],
                hasVoucher: try $0.get("has_voucher", as: Bool.self))
        }
        return Page(rows: requests, of: page) { Value($0.id) }
    }

    /// A request with whose it is and for which mission: the number, never a name.
    package struct Listed: Sendable {
        package let request: SupportRequest
        package let reference: String
        package let mission: String

        init(_ row: Row) throws {
            request = try SupportRequest(row)
            reference = Participant.reference(try row["number"])
            mission = try row["mission_title"]
        }
    }

    private static let listed: SQL = """
        SELECT \(part: columns), participant.number, mission.title AS mission_title
          FROM support_request
          JOIN mission ON mission.tenant_id = support_request.tenant_id AND mission.id = support_request.mission_id
          JOIN participant ON participant.tenant_id = support_request.tenant_id
                          AND participant.id = support_request.participant_id
        """

    /// What waits for a decision, the oldest first: an answered question stands where it stood. Nobody but an admin sees tier 3.
    package static func queue(
        _ tier: Tier?, isAdmin: Bool, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<Listed> {
        var conditions: [SQL] = ["support_request.tenant_id = \(tenant)", "support_request.state = 'queued'"]
        if let tier { conditions.append("support_request.tier = \(tier.rawValue)") }
        if !isAdmin { conditions.append("support_request.tier < \(Tier.admin.rawValue)") }
        if let after = page.after?.value.text { conditions.append("support_request.id > \(after)") }
        let rows = try db.rows(
            """
            \(part: listed)
             WHERE \(part: .all(conditions))
             ORDER BY support_request.id
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(Listed.init), of: page) { Value($0.request.id) }
    }

    package static func listed(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Listed {
        let row = try db.row(
            "\(part: listed) WHERE support_request.tenant_id = \(tenant) AND support_request.id = \(id)")
        guard let row else { throw SupportRefusal.unknown(id) }
        return try Listed(row)
    }

    /// Who approved it, by name; nothing where nobody did, or the program.
    func approverName(_ db: Connection) throws -> Value {
        guard transfer != nil else { return .null }
        return Value(try decidedBy?.personName(tenant: tenant, db))
    }

    /// A wallet's, the newest first.
    package static func of(
        _ wallet: Wallet.ID, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<Listed> {
        var conditions: [SQL] = ["support_request.tenant_id = \(tenant)", "support_request.wallet_id = \(wallet)"]
        if let after = page.after?.value.text { conditions.append("support_request.id < \(after)") }
        let rows = try db.rows(
            """
            \(part: listed)
             WHERE \(part: .all(conditions))
             ORDER BY support_request.id DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(Listed.init), of: page) { Value($0.request.id) }
    }

    /// What the rules have to look at: what is new, and of what waits for an operator the next `most` behind `last`, or from the first
    /// one on where none is left behind it. So each is looked at in its turn.
    package static func toTriage(
        after last: ID? = nil, most: Int = 500, tenant: TenantID, _ db: Connection
    ) throws -> (new: [ID], waiting: [ID]) {
        let new: [ID] = try db.rows(
            "SELECT id FROM support_request WHERE tenant_id = \(tenant) AND state = 'submitted' ORDER BY id LIMIT 500"
        ).map { try $0["id"] }
        let next = try waiting(after: last, most, tenant, db)
        return (new, next.isEmpty && last != nil ? try waiting(after: nil, most, tenant, db) : next)
    }

    private static func waiting(after last: ID?, _ most: Int, _ tenant: TenantID, _ db: Connection) throws -> [ID] {
        var conditions: [SQL] = [
            "tenant_id = \(tenant)", "state = 'queued'", "tier = \(Tier.programmeOperator.rawValue)",
        ]
        if let last { conditions.append("id > \(last)") }
        return try db.rows(
            "SELECT id FROM support_request WHERE \(part: .all(conditions)) ORDER BY id LIMIT \(most)"
        ).map { try $0["id"] }
    }
}

extension SupportRequest.Listed {
    /// As a row of its wallet.
    func rowValue(_ currency: Currency) -> Value {
        [
            "id": Value(request.id), "type_label": .string(request.kind.label), "mission_title": .string(mission),
            "state": .string(request.state.rawValue), "amount_text": .string(currency.shown(request.amount)),
            "asked_on": Value(request.createdAt.day),
        ]
    }

    /// For who may see budgets. What the participant wrote is opened for who decides, and for nobody else.
    func value(_ currency: Currency, _ keys: PersonalKeys, isOpened: Bool = true) throws -> Value {
        let id = request.id
        let justification = try keys.opened(
            request.sealedJustification, place: SupportRequest.place("justification", id))
        let answer = try request.sealedAnswer.map { try keys.opened($0, place: SupportRequest.place("answer", id)) }
        return [
            "id": Value(id), "reference": .string(reference), "participant": Value(request.participant),
            "wallet": Value(request.wallet), "cohort": Value(request.cohort), "type": .string(request.kind.rawValue),
            "type_label": .string(request.kind.label), "mission": Value(request.mission),
            "mission_title": .string(mission), "why_not_earlier": Value(request.whyNotEarlier?.rawValue),
            "why_label": Value(request.whyNotEarlier?.label),
            "justification": isOpened ? .string(justification) : .null,
            "state": .string(request.state.rawValue), "amount": .string(request.amount.decimal),
            "amount_text": .string(currency.shown(request.amount)), "tier": Value(request.tier?.rawValue),
            "tier_word": Value(request.tier?.word),
            "reasons": .list(
                request.reasons.map { ["code": .string($0.rawValue), "label": .string($0.label)] }),
            "rule_version": Value(request.ruleVersion), "question": Value(request.question?.rawValue),
            "question_label": Value(request.question?.label), "answer": isOpened ? Value(answer) : .null,
            "denial": Value(request.denial?.rawValue), "denial_label": Value(request.denial?.label),
            "category": Value(request.justificationCategory?.rawValue), "channel": Value(request.channel?.rawValue),
            "approver": request.transfer == nil ? .null : .string(request.approver),
            "decided_by": Value(request.decidedBy?.text), "decided_at": Value(request.decidedAt),
            "created_at": Value(request.createdAt), "is_queued": .bool(request.state == .queued),
            "is_admins": .bool(request.tier == .admin), "is_asked": .bool(request.state == .asked),
        ]
    }
}
