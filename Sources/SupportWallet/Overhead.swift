import Applications
import Kernel
import Ledger
import Storage
import Web

/// What running the programme cost for one participant: it counts against the allocation and is no support (I05).
package struct Overhead: Sendable {
    package typealias ID = Identifier<Overhead>

    package enum Purpose: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case onboarding, platform, venue, communication, other

        package var label: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
    }

    /// As somebody enters it.
    package struct Draft: Sendable {
        package let amount: Cents
        package let purpose: Purpose
        /// The paper that shows it, as it was typed: a wallet has it once, but for what was taken back.
        package let reference: String
        package let spentOn: Day

        package init(_ amount: Cents, _ purpose: Purpose, reference: String, on day: Day) {
            self.amount = amount
            self.purpose = purpose
            self.reference = reference
            spentOn = day
        }

        /// As people see it, and rows hold it.
        var shown: String { LongNumbers.shortened(reference) }

        static func read(_ reader: inout FieldReader) -> Draft {
            Draft(
                reader.cents("amount", in: Cents(1)...Cents.largest), reader.choice("purpose"),
                reference: reader.text("reference", max: 100), on: reader.day("spent_on"))
        }

        // swift-format-ignore
        static let shapes: [FieldShape] = [
            .required("amount", .money), .required("purpose", .choice(Purpose.allCases.map(\.rawValue))),
            .required("reference", .text(max: 100), "of the paper that shows it; a participant has it once, but for what was taken back"), .required("spent_on", .day),
        ]
    }

    package let id: ID
    package let tenant: TenantID
    package let wallet: Wallet.ID
    package let draft: Draft
    package let transfer: Transfer.ID
    package let who: Who
    package let isReversed: Bool

    private static let columns: SQL = """
        support_overhead.id, support_overhead.tenant_id, support_overhead.wallet_id, support_overhead.amount_cents,
        support_overhead.purpose, coalesce(support_overhead.paper, support_overhead.reference) AS reference,
        support_overhead.spent_on, support_overhead.transfer_id,
        support_overhead.who, support_overhead_reversal.overhead_id AS reversed
        """
    private static let tables: SQL = """
        support_overhead LEFT JOIN support_overhead_reversal
            ON support_overhead_reversal.tenant_id = support_overhead.tenant_id
           AND support_overhead_reversal.overhead_id = support_overhead.id
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        wallet = try row["wallet_id"]
        draft = Draft(
            try row["amount_cents"], try row["purpose"], reference: try row["reference"], on: try row["spent_on"])
        transfer = try row["transfer_id"]
        who = try row["who"]
        isReversed = try row.get("reversed", as: String?.self) != nil
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Overhead {
        let row = try db.row(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE support_overhead.tenant_id = \(tenant) AND support_overhead.id = \(id)
            """)
        guard let row else { throw WalletRefusal.unknownOverhead(id) }
        return try Overhead(row)
    }

    /// A wallet's, the newest first.
    package static func of(
        _ wallet: Wallet.ID, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<Overhead> {
        var conditions: [SQL] = [
            "support_overhead.tenant_id = \(tenant)", "support_overhead.wallet_id = \(wallet)",
        ]
        if let after = page.after?.value.text { conditions.append("support_overhead.id < \(after)") }
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE \(part: .all(conditions))
             ORDER BY support_overhead.id DESC
             LIMIT \(page.limit + 1)
            """)
        return Page(rows: try rows.map(Overhead.init), of: page) { Value($0.id) }
    }

    package static func book(
        _ draft: Draft, to wallet: Wallet, keys: PersonalKeys, _ act: SupportAct, _ db: Connection
    ) throws -> Overhead {
        try act.requirePerson()
        guard wallet.state == .open else { throw WalletRefusal.notOpen(wallet.id, wallet.state) }
        guard draft.spentOn <= act.now.day else { throw WalletRefusal.inTheFuture(draft.spentOn) }
        let (id, hash) = (ID(at: act.now), keys.fingerprint("support.paper", draft.reference))
        try requireOnce(draft, hash, wallet, db)
        let reference = try freeReference(draft, wallet, act, db)
        let transfer = try WalletMoney(act, wallet).spend(draft.amount, on: draft.spentOn, for: id, db)
        try db.run(
            """
            INSERT INTO support_overhead (id, tenant_id, wallet_id, amount_cents, purpose, reference, paper, paper_hash,
                                          spent_on, transfer_id, who, at)
            VALUES (\(id), \(wallet.tenant), \(wallet.id), \(draft.amount), \(draft.purpose), \(reference),
                    \(draft.shown), \(hash), \(draft.spentOn), \(transfer), \(act.who), \(act.now))
            """)
        try act.log(
            "support_wallet", wallet.id, "overhead",
            detail: ["overhead": Value(id), "amount": .string(draft.amount.decimal)], db)
        return try find(id, tenant: wallet.tenant, db)
    }

    /// Refused where a row of the same paper stands: by the keyed hash of the whole reference, because of its long numbers four digits are
    /// stored, which other papers may have too. What was booked before there was a hash has its whole reference.
    private static func requireOnce(
        _ draft: Draft, _ hash: String, _ wallet: Wallet, _ db: Connection
    ) throws {
        let rows = try db.rows(
            """
            SELECT \(part: columns) FROM \(part: tables)
             WHERE support_overhead.tenant_id = \(wallet.tenant) AND support_overhead.wallet_id = \(wallet.id)
               AND (support_overhead.paper_hash = \(hash)
                    OR support_overhead.paper_hash IS NULL
                       AND coalesce(support_overhead.paper, support_overhead.reference) = \(draft.reference))
            """
        ).map(Overhead.init)
        guard rows.allSatisfy(\.isReversed) else { throw WalletRefusal.referenceTaken(draft.shown) }
    }

    /// By which the row is one of its wallet's: the paper as it is shown, and an identity behind it where another row is called so.
    private static func freeReference(
        _ draft: Draft, _ wallet: Wallet, _ act: SupportAct, _ db: Connection
    ) throws -> String {
        let taken = try db.row(
            """
            SELECT id FROM support_overhead
             WHERE tenant_id = \(wallet.tenant) AND wallet_id = \(wallet.id) AND reference = \(draft.shown)
            """)
        // No paper that somebody types has a tabulator in its reference.
        return taken == nil ? draft.shown : "\(draft.shown.prefix(60))\t\(ID(at: act.now))"
    }

    /// It was booked by mistake.
    package func reverse(reason: SupportReason, _ act: SupportAct, _ db: Connection) throws {
        try act.requirePerson()
        guard !isReversed else { throw WalletRefusal.reversedAlready(id) }
        let wallet = try Wallet.find(wallet, tenant: tenant, db)
        guard wallet.state == .open else { throw WalletRefusal.notOpen(wallet.id, wallet.state) }
        let back = try WalletMoney(act, wallet).takeBack(transfer, of: id, db)
        try db.run(
            """
            INSERT INTO support_overhead_reversal (tenant_id, overhead_id, transfer_id, reason, who, at)
            VALUES (\(tenant), \(id), \(back), \(SupportReason.word), \(act.who), \(act.now))
            """)
        try act.log(
            "support_wallet", wallet.id, "overhead_taken_back", reason: reason,
            detail: ["overhead": Value(id)], db)
    }

    func value(_ currency: Currency) -> Value {
        [
            "id": Value(id), "wallet": Value(wallet), "amount": .string(draft.amount.decimal),
            "amount_text": .string(currency.shown(draft.amount)), "purpose": .string(draft.purpose.rawValue),
            "purpose_label": .string(draft.purpose.label), "reference": .string(draft.shown),
            "spent_on": Value(draft.spentOn), "who": .string(who.text), "is_reversed": .bool(isReversed),
        ]
    }
}
