import Applications
import Cohorts
import Kernel
import Storage
import Web

/// A participant's bank account: what the bank resolved, sealed, and confirmed by the participant (I20–I25).
package struct BankAccount: Sendable {
    package typealias ID = Identifier<BankAccount>

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// The bank told a name; the participant did not say yet that it is theirs.
        case resolved
        case confirmed, replaced
    }

    package enum Event: String, Sendable, CaseIterable { case confirm, replace }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from         on          to
        (.resolved,     .confirm,   .confirmed),
        (.resolved,     .replace,   .replaced),
        (.confirmed,    .replace,   .replaced),
    ])

    package let id: ID
    package let tenant: TenantID
    package let participant: Participant.ID
    package let state: State
    package let confirmedAt: Moment?
    let hash: String
    let sealed: [Field: [UInt8]]

    /// The five that are kept (I24), each sealed by itself.
    enum Field: String, CaseIterable {
        case bankCode = "bank_code"
        case accountNumber = "account_number"
        case resolvedName = "resolved_account_name"
        case reference = "verification_reference"
        case timestamp = "verification_timestamp"
    }

    static let columns: SQL = """
        id, tenant_id, participant_id, state, confirmed_at, account_hash, bank_code_sealed, account_number_sealed,
        resolved_account_name_sealed, verification_reference_sealed, verification_timestamp_sealed
        """

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        participant = try row["participant_id"]
        state = try row["state"]
        confirmedAt = try row["confirmed_at"]
        hash = try row["account_hash"]
        sealed = [
            .bankCode: try row["bank_code_sealed"], .accountNumber: try row["account_number_sealed"],
            .resolvedName: try row["resolved_account_name_sealed"],
            .reference: try row["verification_reference_sealed"], .timestamp: try row["verification_timestamp_sealed"],
        ]
    }

    static func place(_ field: Field, _ id: ID) -> String { "support_account.\(field.rawValue)/\(id)" }

    /// What was sealed there: for a transfer and for masking, and nothing else.
    func opened(_ field: Field, _ keys: PersonalKeys) throws -> String {
        guard let bytes = sealed[field] else { preconditionFailure("every field is stored") }
        return try keys.opened(bytes, place: Self.place(field, id))
    }

    /// The same for equal accounts.
    static func hash(bank: NigerianBank, number: String, _ keys: PersonalKeys) -> String {
        keys.fingerprint("support.account", "\(bank.code):\(number)")
    }

    /// `ADAEZE OKONKWO` as `A••••• O••••••`.
    package static func masked(_ name: String) -> String {
        name.split(whereSeparator: \.isWhitespace).map { word in
            String(word.prefix(1)) + String(repeating: "•", count: max(0, min(word.count, 12) - 1))
        }.joined(separator: " ")
    }

    /// Whether two names share a word of three letters and more: banks turn names round and leave some out.
    static func isAlike(_ one: String, _ other: String) -> Bool {
        func words(_ name: String) -> Set<String> {
            Set(name.lowercased().split { !$0.isLetter }.map(String.init).filter { $0.count > 2 })
        }
        return !words(one).isDisjoint(with: words(other))
    }

    /// What its participant is shown: the bank, the masked name, the number's last two.
    func ownValue(_ keys: PersonalKeys) throws -> Value {
        let number = try opened(.accountNumber, keys)
        return [
            "account": Value(id),
            "bank": .string(NigerianBank.of(code: try opened(.bankCode, keys))?.name ?? ""),
            "number": .string("••••••••" + number.suffix(2)),
            "name": .string(Self.masked(try opened(.resolvedName, keys))),
            "is_confirmed": .bool(state == .confirmed), "wants_confirmation": .bool(state == .resolved),
        ]
    }
}
