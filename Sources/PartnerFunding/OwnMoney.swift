import Kernel
import Storage

/// What of a commitment's money that is not let out one person booked as received, and what others did: nobody lets a cent out that
/// only that person booked (0024). Receipts, releases, refunds and what is carried over are taken in the order of the ledger: what
/// others let out is laid to the person's receipts first, what the person let out to others' receipts that stood then.
struct OwnMoney: Sendable, Equatable {
    /// What the person booked.
    private(set) var own = Cents.zero
    /// What others did. Below zero: what covered it when it went out was taken back.
    private(set) var others = Cents.zero
    /// What the person released and cohorts did not give back, and what the person paid back to the partner.
    private(set) var letOut = Cents.zero

    /// What the person may still let out.
    var left: Cents { max(others, .zero) }

    /// Where nothing of the person's is left, the ledger alone bounds it.
    func allows(_ amount: Cents) -> Bool { own == .zero || amount <= others }

    /// Whether what the person let out is covered without so much that others booked.
    func isSpare(_ amount: Cents) -> Bool { letOut == .zero || amount <= others }

    static func of(_ commitment: Commitment, _ who: Who, _ db: Connection) throws -> OwnMoney {
        var pools: [Commitment.ID: OwnMoney] = [:]
        var standing = Cents.zero
        for event in try Event.of(commitment, db) {
            if event.who == who { standing = standing + event.standing }
            let (own, others) = pools[event.commitment, default: OwnMoney()].apply(event, by: who)
            guard let later = event.carriedTo else { continue }
            var pool = pools[later] ?? OwnMoney()
            (pool.own, pool.others) = (pool.own + own, pool.others + others)
            pools[later] = pool
        }
        return (pools[commitment.id] ?? OwnMoney()).bounded(by: standing)
    }

    /// No more is the person's own than what of the receipts that the person booked stands: where one was taken back and its money came
    /// from elsewhere, what was laid to it here is others'.
    private func bounded(by standing: Cents) -> OwnMoney {
        var bounded = self
        let excess = max(own - standing, .zero)
        (bounded.own, bounded.others) = (own - excess, others + excess)
        return bounded
    }

    /// Refused where the person would let out what only that person booked.
    static func check(_ amount: Cents, of commitment: Commitment, by who: Who, _ db: Connection) throws {
        let own = try of(commitment, who, db)
        guard own.allows(amount) else {
            throw CommitmentRefusal.ownReceipt(commitment.id, left: own.left, commitment.terms.currency)
        }
    }

    /// Answers what goes, by who booked it.
    private mutating func apply(_ event: Event, by who: Who) -> (own: Cents, others: Cents) {
        let isOwn = event.who == who
        switch event.kind {
        case .received:
            (own, others) = isOwn ? (own + event.amount, others) : (own, others + event.amount)
            return (.zero, .zero)
        case .letOut where isOwn:
            letOut = letOut + event.amount
            return take(event.amount, ownFirst: false)
        case .takenBack, .carriedBack: return take(event.amount, ownFirst: isOwn)
        case .letOut, .carried: return take(event.amount, ownFirst: true)
        }
    }

    private mutating func take(_ amount: Cents, ownFirst: Bool) -> (own: Cents, others: Cents) {
        let part = ownFirst ? min(own, amount) : .zero
        let rest = amount - part
        (own, others) = (own - part, others - rest)
        return (part, rest)
    }
}

extension OwnMoney {
    /// What came in for a commitment, or left it.
    fileprivate struct Event {
        enum Kind: String, SQLReadable {
            case received
            /// A receipt was a mistake: `who` booked it.
            case takenBack = "taken_back"
            /// Released, less what the cohort gave back, or paid back to the partner.
            case letOut = "let_out"
            /// To the commitment in its place.
            case carried
            /// To the commitment of a receipt that was a mistake and is taken back: `who` booked it.
            case carriedBack = "carried_back"
        }

        let kind: Kind
        let who: Who
        let commitment: Commitment.ID
        let carriedTo: Commitment.ID?
        let amount: Cents

        /// What stands of receipts by it.
        var standing: Cents {
            switch kind {
            case .received: amount
            case .takenBack: .zero - amount
            case .letOut, .carried, .carriedBack: .zero
            }
        }

        private init(_ row: Row) throws {
            kind = try row["what"]
            who = try row["who"]
            commitment = try row["commitment_id"]
            carriedTo = try row["carried_to_id"]
            amount = try row["amount_cents"]
        }

        /// Those of a commitment, and of those whose money was carried to it, in the order of the ledger.
        static func of(_ commitment: Commitment, _ db: Connection) throws -> [Event] {
            let tenant = commitment.tenant
            let own = try sources(of: commitment, db)
            return try db.rows(
                """
                SELECT seq, what, who, commitment_id, carried_to_id, amount_cents
                  FROM (\(part: receipts(tenant, own)) UNION ALL \(part: releases(tenant, own))
                        UNION ALL \(part: returns(tenant, own))) AS event
                 ORDER BY seq
                """
            ).map(Event.init)
        }

        /// Itself, and all from which money was carried to it, step by step: only that, so that neither another currency nor what
        /// stayed elsewhere is in it.
        private static func sources(of commitment: Commitment, _ db: Connection) throws -> [Commitment.ID] {
            var (all, last): (Set<Commitment.ID>, [Commitment.ID]) = ([commitment.id], [commitment.id])
            while !last.isEmpty {
                last = try db.rows(
                    """
                    SELECT DISTINCT commitment_id FROM commitment_return
                     WHERE tenant_id = \(commitment.tenant) AND carried_to_id IN \(list: last)
                     ORDER BY commitment_id
                    """
                ).map { try $0.first(as: Commitment.ID.self) }.filter { all.insert($0).inserted }
            }
            return all.sorted()
        }

        private static func receipts(_ tenant: TenantID, _ own: [Commitment.ID]) -> SQL {
            """
            SELECT ledger_row.seq, 'received' AS what, commitment_receipt.who, commitment_receipt.commitment_id,
                   NULL AS carried_to_id, commitment_receipt.amount_cents
              FROM commitment_receipt
              JOIN ledger_row ON ledger_row.tenant_id = commitment_receipt.tenant_id
                             AND ledger_row.transfer_id = commitment_receipt.transfer_id AND ledger_row.step = 1
             WHERE commitment_receipt.tenant_id = \(tenant) AND commitment_receipt.commitment_id IN \(list: own)
            UNION ALL
            SELECT ledger_row.seq, 'taken_back' AS what, commitment_receipt.who, commitment_receipt.commitment_id,
                   NULL AS carried_to_id, commitment_receipt.amount_cents
              FROM commitment_receipt
              JOIN ledger_row ON ledger_row.tenant_id = commitment_receipt.tenant_id
                             AND ledger_row.reverses_id = commitment_receipt.transfer_id
             WHERE commitment_receipt.tenant_id = \(tenant) AND commitment_receipt.commitment_id IN \(list: own)
            """
        }

        /// What a cohort gave back did not go out.
        private static func releases(_ tenant: TenantID, _ own: [Commitment.ID]) -> SQL {
            """
            SELECT release.ledger_seq AS seq, 'let_out' AS what, release.who, release.commitment_id, NULL AS carried_to_id,
                   (SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM funding_ledger
                     WHERE tenant_id = release.tenant_id AND allocation_id = release.allocation_id
                       AND type IN ('created', 'adjusted', 'reversed')) AS amount_cents
              FROM funding_ledger AS release
             WHERE release.tenant_id = \(tenant) AND release.commitment_id IN \(list: own) AND release.type = 'released'
            """
        }

        private static func returns(_ tenant: TenantID, _ own: [Commitment.ID]) -> SQL {
            """
            SELECT ledger_row.seq,
                   CASE WHEN commitment_return.carried_to_id IS NULL THEN 'let_out'
                        WHEN commitment_return.receipt_id IS NULL THEN 'carried' ELSE 'carried_back' END AS what,
                   coalesce(commitment_receipt.who, commitment_return.who) AS who, commitment_return.commitment_id,
                   commitment_return.carried_to_id, commitment_return.amount_cents
              FROM commitment_return
              LEFT JOIN commitment_receipt ON commitment_receipt.tenant_id = commitment_return.tenant_id
                                          AND commitment_receipt.id = commitment_return.receipt_id
              JOIN ledger_row ON ledger_row.tenant_id = commitment_return.tenant_id
                             AND ledger_row.transfer_id = commitment_return.transfer_id AND ledger_row.step = 1
             WHERE commitment_return.tenant_id = \(tenant) AND commitment_return.commitment_id IN \(list: own)
            """
        }
    }
}
