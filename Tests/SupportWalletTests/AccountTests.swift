import Applications
import Cohorts
import Crypto
import Kernel
import Storage
import Synchronization
import TestCalls
import TestDatabases
import TestServers
import Testing
import Web

@testable import SupportWallet

/// Bank accounts: checked, resolved over HTTP, masked, confirmed, sealed, compared.
@Suite struct AccountTests {
    /// Numbers of First Bank whose last digit fits: the Central Bank's own example, and others.
    private static let numbers = ["0000014579", "1234567897", "9876543210"]

    private static func number(_ serial: String, of bank: NigerianBank) throws -> String {
        try #require((0...9).map { "\(serial)\($0)" }.first(where: bank.owns))
    }

    private static let firstBank = "011"

    private static func body(_ number: String, bank: String = firstBank) -> Value {
        ["bank": .string(bank), "account_number": .string(number), "is_mine": true]
    }

    @Test func `I21 a NUBAN is of ten digits, and its last follows from bank and number`() throws {
        let bank = try #require(NigerianBank.of(code: Self.firstBank))
        #expect(bank.owns("0000014579"))
        for wrong in ["0000014570", "0000014597", "000001457", "00000145790", "000001457x", ""] {
            #expect(!bank.owns(wrong), "\(wrong)")
        }
        // The same number is not another bank's, and each change of one digit is seen.
        #expect(try !#require(NigerianBank.of(code: "058")).owns("0000014579"))
        for place in 0..<10 {
            for digit in "0123456789" {
                var text = Array("0000014579")
                guard text[place] != digit else { continue }
                text[place] = digit
                #expect(!bank.owns(String(text)), "\(String(text))")
            }
        }
        #expect(Set(NigerianBank.all.map(\.code)).count == NigerianBank.all.count)
    }

    @Test func `I20 an account is asked for by who asks for cash, or from the start on where that is set`() async throws
    {
        let office = try await Supporting()
        let group = try await office.group(2)
        let bank = try #require(NigerianBank.of(code: Self.firstBank))
        let number = try Self.number("123456789", of: bank)
        office.providers.simulator.know("ADAEZE OKONKWO", bank: bank.code, number: number)
        let asker = group.askers[0]
        #expect(try await office.code(.post, "/support/account", Self.body(number), as: asker) == "not_yet")
        _ = try await office.ask(.cash, group)
        #expect(try await office.code(.post, "/support/account", Self.body(number), as: asker) == nil)
        #expect(try await office.code(.post, "/support/account", Self.body(number), as: group.askers[1]) == "not_yet")
        let act = office.act
        var rules = SupportRules()
        rules.takesAccountsAtStart = true
        let changed = rules
        try await office.write { db, _ in try changed.write(act, db) }
        #expect(try await office.code(.post, "/support/account", Self.body(number), as: group.askers[1]) == nil)
    }

    @Test func `I21 I23 a bank of the list, a number that fits, a confirmation; three tries a day`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        _ = try await office.ask(.cash, group)
        let asker = group.askers[0]
        let bank = try #require(NigerianBank.of(code: Self.firstBank))
        let number = try Self.number("223344556", of: bank)
        // swift-format-ignore
        let rows: [(Value, String)] = [
            (Self.body(number, bank: "999"),                                        "unknown_bank"),
            (Self.body("0000014570"),                                               "not_an_account"),
            (["bank": "011", "account_number": .string(number)],                    "not_confirmed"),
            (["bank": "011", "account_number": .string(number), "is_mine": false],  "not_confirmed"),
            (Self.body(number).adding("nin", "12345678901"),                        "unknown_field"),
        ]
        for (body, code) in rows { #expect(try await office.code(.post, "/support/account", body, as: asker) == code) }
        for _ in 1...3 {
            #expect(try await office.code(.post, "/support/account", Self.body(number), as: asker) == "not_resolved")
        }
        #expect(try await office.code(.post, "/support/account", Self.body(number), as: asker) == "too_many_tries")
        office.clock.advance(.days(1))
        office.providers.simulator.know("ADAEZE OKONKWO", bank: bank.code, number: number)
        #expect(try await office.code(.post, "/support/account", Self.body(number), as: asker) == nil)
    }

    @Test func `I23 I24 I43 the masked name is shown and confirmed; five fields are sealed and no name lies open`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        _ = try await office.ask(.cash, group)
        let asker = group.askers[0]
        let bank = try #require(NigerianBank.of(code: Self.firstBank))
        let number = try Self.number("998877665", of: bank)
        office.providers.simulator.know("ADAEZE NGOZI OKONKWO", bank: bank.code, number: number)
        let made = try await office.caller.call(.post, "/support/account", Self.body(number), as: asker)
        #expect(made["name"] == "A••••• N•••• O••••••" && made["bank"] == "First Bank of Nigeria")
        #expect(made["number"]?.text?.suffix(2) == number.suffix(2) && made["is_confirmed"] == false)
        let id: Value = ["account": .string(made["account"]?.text ?? "")]
        #expect(try await office.code(.post, "/support/account/confirm", id, as: asker) == nil)
        #expect(try await office.code(.post, "/support/account/confirm", id, as: asker) == "illegal_move")
        let shown = try await office.caller.call(.get, "/support/account", as: asker)
        #expect(shown["accounts"]?.list?.first?["is_confirmed"] == true)
        let keys = office.keys
        let account = try await office.read { db, tenant in
            try BankAccount.of(try Participant.find(group.people[0], tenant: tenant, db), db)[0]
        }
        let opened = try BankAccount.Field.allCases.map { try account.opened($0, keys) }
        #expect(Array(opened.prefix(4)) == ["011", number, "ADAEZE NGOZI OKONKWO", "paystack:9"])
        #expect(Moment(opened[4]) != nil)
        try await Self.expectNothingOpen(office, ["ADAEZE", "OKONKWO", number, "Adaeze", "Okonkwo", "80312345"])
    }

    /// Looks through every text of every table, and through the file of the database where it is one.
    private static func expectNothingOpen(_ office: Supporting, _ words: [String]) async throws {
        for table in try await office.read({ db, _ in try TestDatabases.tables(db) }) {
            let rows = try await office.read { db, _ in try db.rows("SELECT * FROM \(part: SQL(stringLiteral: table))")
            }
            for row in rows {
                let text = "\(row)"
                for word in words { #expect(!text.contains(word), "\(word) in \(table)") }
            }
        }
        for name in Files.names(in: office.folder.path) where name.hasPrefix("support.db") {
            let bytes = Files.read("\(office.folder.path)/\(name)") ?? []
            let text = String(decoding: bytes, as: UTF8.self)
            for word in words { #expect(!text.contains(word), "\(word) in \(name)") }
        }
    }

    @Test func `I48 the same account of two participants raises a flag on both, and what they ask is an admin's`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group(2)
        let bank = try #require(NigerianBank.of(code: Self.firstBank))
        let number = try Self.number("555555555", of: bank)
        office.providers.simulator.know("ONE PERSON", bank: bank.code, number: number)
        for person in 0..<2 {
            _ = try await office.ask(.cash, group, person)
            let made = try await office.caller.call(
                .post, "/support/account", Self.body(number), as: group.askers[person])
            let id: Value = ["account": .string(made["account"]?.text ?? "")]
            _ = try await office.caller.call(.post, "/support/account/confirm", id, as: group.askers[person])
        }
        for person in 0..<2 {
            let id = try await office.ask(.data, group, person)
            try await office.triage()
            let request = try await office.request(id)
            #expect(request.tier == .admin && request.reasons == [.risk])
        }
    }

    @Test func `K04 after a new key every field of an account is sealed by it`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        _ = try await office.ask(.cash, group)
        let bank = try #require(NigerianBank.of(code: Self.firstBank))
        let number = try Self.number("101010101", of: bank)
        office.providers.simulator.know("ADAEZE", bank: bank.code, number: number)
        _ = try await office.caller.call(.post, "/support/account", Self.body(number), as: group.askers[0])
        let both = PersonalKeys(
            sealing: SealingKeys([1: Array(repeating: 7, count: 32), 2: Array(repeating: 8, count: 32)]),
            hashing: Array(repeating: 9, count: 32))
        #expect(try await office.write { db, _ in try BankAccount.reseal(keys: both, db) } == 1)
        #expect(try await office.write { db, _ in try BankAccount.reseal(keys: both, db) } == 0)
        let account = try await office.read { db, tenant in
            try BankAccount.of(try Participant.find(group.people[0], tenant: tenant, db), db)[0]
        }
        #expect(try account.opened(.accountNumber, both) == number)
        #expect(throws: (any Error).self) { try account.opened(.accountNumber, office.keys) }
    }

    @Test func `I23 a bank that does not answer, or a wrong key, resolves nothing`() async throws {
        let providers = try Providers()
        let bank = try #require(NigerianBank.of(code: Self.firstBank))
        providers.simulator.know("X", bank: bank.code, number: "0000014579")
        #expect(try await providers.paystack("sk_other").resolve(bank: bank, number: "0000014579") == .unavailable)
        #expect(
            try await providers.paystack().resolve(bank: bank, number: "0000014579")
                == .found(name: "X", reference: "paystack:9"))
        #expect(try await providers.paystack().resolve(bank: bank, number: "0000014577") == .unknown)
        let nobody = try #require(Paystack(address: "http://127.0.0.1:9", secret: "x", send: Providers.send))
        #expect(await nobody.resolve(bank: bank, number: "0000014579") == .unavailable)
        #expect(Paystack(address: "ftp://x", secret: "x", send: Providers.send) == nil)
    }

    /// Gives no answer to who asks first.
    private final class SilentOnce: BankProvider {
        private let count = Mutex(0)

        func resolve(bank: NigerianBank, number: String) async -> NameResolution {
            let asked = count.withLock { count in
                count += 1
                return count
            }
            return asked == 1 ? .unavailable : .found(name: "ADAEZE OKONKWO", reference: "r")
        }
    }

    @Test func `I23 a command to which the bank gave no answer is sent again under its key, and then told the same`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        _ = try await office.ask(.cash, group)
        let bank = SilentOnce()
        let caller = RouteCaller(
            AccountRoutes.routes(database: office.database, clock: office.clock, keys: office.keys, provider: bank))
        func give() async throws -> String? {
            do {
                return try await caller.call(
                    .post, "/support/account", Self.body("0000014579"), as: group.askers[0], key: "one")["account"]?
                    .text
            } catch let refusal as AccountRefusal { return refusal.code }
        }
        #expect(try await give() == "bank_unavailable")
        let account = try await give()
        #expect(account?.utf8.count == 26)
        #expect(try await give() == account)
        let tries = try await office.read { db, _ in
            try db.value("SELECT count(*) FROM support_account_try", as: Int.self)
        }
        #expect(tries == 2)
    }

    @Test func `a masked name keeps its words' first letters`() {
        #expect(BankAccount.masked("ADAEZE  OKONKWO") == "A••••• O••••••")
        #expect(BankAccount.masked("X") == "X" && BankAccount.masked("") == "")
    }
}
