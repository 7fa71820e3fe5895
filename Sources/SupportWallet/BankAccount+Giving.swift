import Applications
import Cohorts
import Kernel
import Storage
import Web

extension BankAccount {
    /// As a participant gives it.
    package struct Draft: Sendable {
        package let bank: NigerianBank
        package let number: String

        package init(_ bank: NigerianBank, _ number: String) {
            self.bank = bank
            self.number = number
        }

        static func read(_ reader: inout FieldReader) -> Draft? {
            let code = reader.text("bank", max: 10)
            let number = reader.text("account_number", max: 20).filter { !" -".contains($0) }
            let bank = NigerianBank.of(code: code)
            if !code.isEmpty, bank == nil { reader.refuse("bank", code: "unknown_bank", "choose a bank of the list") }
            if let bank, !number.isEmpty, !bank.owns(number) {
                reader.refuse(
                    "account_number", code: "not_an_account",
                    "this is no account number of that bank: look at each digit")
            }
            if !reader.flag("is_mine") {
                reader.refuse("is_mine", code: "not_confirmed", "confirm that it is your own account")
            }
            return bank.map { Draft($0, number) }
        }

        // swift-format-ignore
        static let shapes: [FieldShape] = [
            .required("bank", .choice(NigerianBank.all.map(\.code)), "the code of a Nigerian bank"),
            .required("account_number", .text(max: 20), "ten digits (NUBAN)"), .required("is_mine", .flag, "I confirm this is my account"),
        ]
    }

    package static let triesADay = 3

    /// Whether an account may be given: whoever asks for cash, or everybody from the start on where the office set it so (I20).
    package static func mayBeGiven(_ participant: Participant, _ db: Connection) throws -> Bool {
        guard participant.state == .active else { return false }
        if try SupportRules.of(participant.tenant, db).takesAccountsAtStart { return true }
        return try db.row(
            """
            SELECT id FROM support_request
             WHERE tenant_id = \(participant.tenant) AND participant_id = \(participant.id) AND kind = 'cash'
               AND state IN ('submitted', 'queued', 'asked', 'approved') LIMIT 1
            """) != nil
    }

    /// Counts a try before the bank is asked: a fourth of a day is refused.
    static func countTry(_ participant: Participant, _ act: SupportAct, _ db: Connection) throws {
        guard try mayBeGiven(participant, db) else { throw AccountRefusal.notYet }
        let day = act.now.day
        let tries: Int =
            try db.value(
                """
                SELECT count(*) FROM support_account_try
                 WHERE tenant_id = \(act.tenant) AND participant_id = \(participant.id) AND day = \(day)
                """) ?? 0
        guard tries < triesADay else { throw AccountRefusal.tooManyTries }
        try db.run(
            """
            INSERT INTO support_account_try (tenant_id, participant_id, day, number, at)
            VALUES (\(act.tenant), \(participant.id), \(day), \(tries + 1), \(act.now))
            """)
    }

    /// Keeps what the bank resolved; what was resolved before and not confirmed goes.
    static func store(
        _ draft: Draft, name: String, reference: String, of participant: Participant, keys: PersonalKeys,
        _ act: SupportAct, _ db: Connection
    ) throws -> BankAccount {
        for former in try of(participant, db) where former.state == .resolved {
            try former.move(on: .replace, act, db)
        }
        let id = ID(at: act.now)
        func sealed(_ field: Field, _ text: String) -> [UInt8] { keys.sealing.seal(text, place: place(field, id)) }
        try db.run(
            """
            INSERT INTO support_account (id, tenant_id, participant_id, bank_code_sealed, account_number_sealed,
                                         resolved_account_name_sealed, verification_reference_sealed,
                                         verification_timestamp_sealed, account_hash, state, created_at)
            VALUES (\(id), \(act.tenant), \(participant.id), \(sealed(.bankCode, draft.bank.code)),
                    \(sealed(.accountNumber, draft.number)), \(sealed(.resolvedName, name)),
                    \(sealed(.reference, reference)), \(sealed(.timestamp, act.now.description)),
                    \(hash(bank: draft.bank, number: draft.number, keys)), 'resolved', \(act.now))
            """)
        try act.log(
            "support_account", id, "resolve", to: State.resolved.rawValue,
            detail: ["participant": Value(participant.id)], db)
        return try find(id, tenant: act.tenant, db)
    }

    /// The participant says that the name is theirs. The account before is replaced; an account that somebody else confirmed, be it
    /// replaced since, is a risk that an admin looks at, on both sides (I48). The participant is told nothing of it.
    package func confirm(_ act: SupportAct, _ db: Connection) throws {
        _ = try Self.lifecycle.move(state, on: .confirm)
        let person = try Participant.find(participant, tenant: tenant, db)
        guard person.state == .active else { throw AccountRefusal.notYet }
        if let former = try Self.confirmed(of: person, db) { try former.move(on: .replace, act, db) }
        try move(on: .confirm, act, db)
        let others: [Participant.ID] = try db.rows(
            """
            SELECT DISTINCT participant_id FROM support_account
             WHERE tenant_id = \(tenant) AND account_hash = \(hash) AND participant_id <> \(participant)
               AND confirmed_at IS NOT NULL
             ORDER BY participant_id
            """
        ).map { try $0["participant_id"] }
        guard !others.isEmpty else { return }
        let system = SupportAct(tenant: tenant, by: .system("support"), at: act.now)
        for id in others + [participant] {
            try RiskFlag.raise(.duplicateAccount, on: id, system, db)
        }
    }

    private func move(on event: Event, _ act: SupportAct, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let confirmedAt: SQL = event == .confirm ? "\(act.now)" : "confirmed_at"
        let changed = try db.changes(
            """
            UPDATE support_account SET state = \(next), confirmed_at = \(part: confirmedAt)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "account \(id)") }
        try act.log("support_account", id, event.rawValue, from: state.rawValue, to: next.rawValue, db)
    }

    static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> BankAccount {
        let row = try db.row("SELECT \(part: columns) FROM support_account WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw AccountRefusal.unknown(id) }
        return try BankAccount(row)
    }

    /// Another's is told like one that is not there.
    package static func find(_ id: ID, of participant: Participant, _ db: Connection) throws -> BankAccount {
        let found = try find(id, tenant: participant.tenant, db)
        guard found.participant == participant.id else { throw AccountRefusal.unknown(id) }
        return found
    }

    /// A participant's, the newest first.
    package static func of(_ participant: Participant, _ db: Connection) throws -> [BankAccount] {
        try db.rows(
            """
            SELECT \(part: columns) FROM support_account
             WHERE tenant_id = \(participant.tenant) AND participant_id = \(participant.id) ORDER BY id DESC LIMIT 50
            """
        ).map(BankAccount.init)
    }

    /// The one that stands.
    static func confirmed(of participant: Participant, _ db: Connection) throws -> BankAccount? {
        try db.row(
            """
            SELECT \(part: columns) FROM support_account
             WHERE tenant_id = \(participant.tenant) AND participant_id = \(participant.id) AND state = 'confirmed'
             ORDER BY id DESC LIMIT 1
            """
        ).map(BankAccount.init)
    }

    /// Reseals what an older key sealed, of all tenants; says of how many accounts.
    package static func reseal(keys: PersonalKeys, _ db: Connection) throws -> Int {
        let accounts = try db.rows("SELECT \(part: columns) FROM support_account ORDER BY id").map(BankAccount.init)
        var count = 0
        for account in accounts where account.sealed.values.contains(where: keys.sealing.isOutdated) {
            func anew(_ field: Field) throws -> [UInt8] {
                keys.sealing.seal(try account.opened(field, keys), place: place(field, account.id))
            }
            try db.run(
                """
                UPDATE support_account
                   SET bank_code_sealed = \(anew(.bankCode)), account_number_sealed = \(anew(.accountNumber)),
                       resolved_account_name_sealed = \(anew(.resolvedName)),
                       verification_reference_sealed = \(anew(.reference)),
                       verification_timestamp_sealed = \(anew(.timestamp))
                 WHERE id = \(account.id)
                """)
            count += 1
        }
        return count
    }
}
