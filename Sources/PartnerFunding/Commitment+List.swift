import Kernel
import Storage
import Web

extension Commitment {
    /// Which commitments are wanted: of a partner, in a state, of a type.
    package struct Filter: Sendable {
        package var partner: Partner.ID?
        package var state: State?
        package var kind: CommitmentTerms.Kind?

        package init(partner: Partner.ID? = nil, state: State? = nil, kind: CommitmentTerms.Kind? = nil) {
            self.partner = partner
            self.state = state
            self.kind = kind
        }
    }

    /// In which order they are shown; of equal ones the newest first.
    package enum Order: String, Sendable, CaseIterable {
        case newest, oldest, amount, utilisation, partner

        var label: String {
            switch self {
            case .newest: "Newest first"
            case .oldest: "Oldest first"
            case .amount: "Largest amount first"
            case .utilisation: "Most used first"
            case .partner: "By partner"
            }
        }
    }

    /// An office's commitments, the newest first (J03, F52).
    package static func list(
        _ filter: Filter, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<Commitment> {
        let rows = try rows(
            filter, after: page.after?.value.text.flatMap { ID($0) }, limit: page.limit + 1, tenant: tenant, db)
        return Page(rows: rows, of: page) { Value($0.id) }
    }

    private static func rows(
        _ filter: Filter, after: ID?, limit: Int, tenant: TenantID, _ db: Connection
    ) throws -> [Commitment] {
        var conditions: [SQL] = ["funding_commitment.tenant_id = \(tenant)"]
        if let partner = filter.partner { conditions.append("funding_commitment.partner_id = \(partner)") }
        if let state = filter.state { conditions.append("commitment_standing.state = \(state)") }
        if let kind = filter.kind { conditions.append("funding_commitment.type = \(kind)") }
        if let after { conditions.append("funding_commitment.id < \(after)") }
        return try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE \(part: .all(conditions))
             ORDER BY funding_commitment.id DESC
             LIMIT \(limit)
            """
        ).map(Commitment.init)
    }

    /// All commitments of these partners, the newest first.
    static func of(_ partners: [Partner.ID], tenant: TenantID, _ db: Connection) throws -> [Commitment] {
        try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE funding_commitment.tenant_id = \(tenant) AND funding_commitment.partner_id IN \(list: partners)
             ORDER BY funding_commitment.id DESC
            """
        ).map(Commitment.init)
    }

    /// So many commitments of an office are ordered for a page; the newest of more.
    package static let mostOrdered = 10_000

    /// All of them in that order, with their sums; or the newest.
    package static func ordered(
        _ filter: Filter, _ order: Order, most: Int = .max, at now: Moment, tenant: TenantID, _ db: Connection
    ) throws -> [CommitmentLine] {
        let lines = try CommitmentLine.of(
            try rows(filter, after: nil, limit: most, tenant: tenant, db), at: now, db)
        func sorted(_ isBefore: (CommitmentLine, CommitmentLine) -> Bool) -> [CommitmentLine] {
            lines.enumerated().sorted { left, right in
                isBefore(left.element, right.element)
                    || !isBefore(right.element, left.element) && left.offset < right.offset
            }.map(\.element)
        }
        return switch order {
        case .newest: lines
        case .oldest: lines.reversed()
        case .amount: sorted { $0.commitment.terms.amount > $1.commitment.terms.amount }
        case .utilisation: sorted { $0.standing.utilisation > $1.standing.utilisation }
        case .partner: sorted { $0.commitment.partnerName < $1.commitment.partnerName }
        }
    }

    /// One page of them in that order.
    package static func list(
        _ filter: Filter, _ order: Order, page: PageRequest, at now: Moment, tenant: TenantID, _ db: Connection
    ) throws -> Page<CommitmentLine> {
        guard order != .newest else {
            return try list(filter, page: page, tenant: tenant, db).map { try CommitmentLine.of($0, at: now, db) }
        }
        let lines = try ordered(filter, order, most: mostOrdered, at: now, tenant: tenant, db)
        let last = page.after?.value.text.flatMap { ID($0) }
        // Where the last one shown is gone from the list, it begins anew.
        let first = last.flatMap { id in lines.firstIndex { $0.commitment.id == id } }.map { $0 + 1 } ?? 0
        return Page(rows: Array(lines.dropFirst(first).prefix(page.limit + 1)), of: page) { Value($0.commitment.id) }
    }
}
