import Applications
import Cohorts
import Crypto
import Glibc
import Kernel
import People
import Referrals
import Server
import Storage
import TestDatabases
import TestServers
import Testing
import Webhooks

@testable import SupportWallet

/// The real program, killed while it seals personal data anew with another master key.
@Suite struct RotationCrash {
    @Test(arguments: 1...9)
    func `G05 G06 a rotation that is killed midway leaves nothing that does not open, and the next one completes it`(
        pass: Int
    ) async throws {
        let sealed = try await SealedOffice()
        let fault = ["FUNDGATE_FAULT": "keys.inside_rotation:\(pass)"]
        #expect(try await sealed.rotate(fault).status == nil, "it ended by itself")
        #expect(try sealed.keyLines().count == 2 && sealed.keyLines()[1].hasSuffix(" rotating"))
        let midway = try await sealed.keyNumbers()
        #expect(midway.contains(1) && (pass < 2 || midway.contains(2)), "\(midway)")
        try await sealed.opens()
        #expect(try await sealed.rotate().status == 0)
        #expect(try sealed.keyLines().map(\.utf8.count) == [64, 64])
        #expect(try await sealed.keyNumbers() == [2])
        try await sealed.opens()
        // Another one begins where nothing is left to do.
        #expect(try await sealed.rotate().status == 0)
        #expect(try sealed.keyLines().count == 3)
        #expect(try await sealed.keyNumbers() == [3])
        try await sealed.opens()
    }

    @Test func `G05 no key is added while another fundgate works`() async throws {
        let sealed = try await SealedOffice()
        let office = try await sealed.open()
        let end = try await sealed.rotate()
        #expect(end.status == 1)
        #expect(sealed.said.contains("another fundgate works"), "\(sealed.said)")
        #expect(try sealed.keyLines().count == 1)
        withExtendedLifetime(office) {}
    }
}

/// An office in which one of each sealed field lies, and that nobody has open.
private final class SealedOffice: Sendable {
    private let folder: TemporaryFolder
    private let configuration: String
    private let settings: Configuration

    init() async throws {
        let test = try await TestOffice(port: 0)
        folder = test.folder
        configuration = test.configurationFile
        settings = test.office.configuration
        let (tenant, who, now, keys) = (test.tenant, test.broker.who, test.office.clock.now(), test.office.keys)
        try await test.database.write { db in
            let fields: Value = [
                "legal_name": "Sealed LLC", "ein": "98-7654321",
                "owners": [
                    ["name": "Ann Owner", "share": "100", "ssn": "123-45-6789", "birth_date": "1980-02-03"]
                ],
            ]
            let input = try ApplicationInput.read(fields, over: nil, today: now.day).input
            _ = try Application.create(input, keys: keys.personal, tenant: tenant, by: who, at: now, db)
            _ = try WebhookEndpoint.add(
                WebhookEndpoint.Draft(
                    name: "Books", url: "https://books.example/hook", events: ["offer.make"], withDetails: false),
                secret: WebhookSecret(), keys: keys.sealing, allowsPlain: false, tenant: tenant, by: who, at: now, db)
            let act = ReferralAct(tenant: tenant, by: who, at: now)
            let referrer = try Referrer.register(
                ReferrerFields(name: "Larch", .vendor, contact: ("Ines", "ines@larch.example")), act, db)
            try referrer.set(taxID: "123456789", keys: keys.personal, act, db)
            _ = try BankChange.propose(
                BankDetails(.paypal, ["paypal_email": "pay@larch.example"]), for: referrer, keys: keys.personal, act, db
            )
            try db.run(
                """
                UPDATE referral_partner SET status = 'active', approved_by = 'system:x', approved_at = 1, decided_by = 'system:x',
                       decided_at = 1
                """)
            for number in 0..<3 {
                let told: Value = ["business_name": .string("Merchant \(number)"), "phone": "212-555-0100"]
                _ = try ReferredLead.submit(
                    .init(try LeadContent(told)), for: Referrer.find(referrer.id, tenant: tenant, db),
                    keys: keys.personal, act, db)
            }
            try Self.support(keys.personal, tenant: tenant, by: who, at: now, db)
        }
    }

    /// A participant who asked, answered, gave an account, and of whom a risk was seen.
    private static func support(
        _ keys: PersonalKeys, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection
    ) throws {
        let asker = try Asker(keys, phone: "+2348031234567", tenant: tenant, by: who, at: now, db) { cohort in
            let change = CohortFunding.Change(seats: 1, amount: Cents(10_000), cause: "test")
            try Cohort.fund(cohort, change, tenant: tenant, by: who, at: now, db)
        }
        let (participant, mission) = (asker.participant, asker.mission)
        func found() throws -> Participant { try Participant.find(participant, tenant: tenant, db) }
        let (act, own) = (
            SupportAct(tenant: tenant, by: who, at: now, funding: CommitmentFunding()),
            SupportAct(tenant: tenant, by: .system("own"), at: now, funding: CommitmentFunding())
        )
        let request = try SupportRequest.submit(
            SupportRequest.Draft(.data, for: mission, "It helps"), evidence: nil, by: found(), keys: keys, own, db
        ).id
        func asked() throws -> SupportRequest { try SupportRequest.find(request, tenant: tenant, db) }
        try asked().triage(own, db)
        try asked().ask(.whichDay, isAdmin: true, act, db)
        try asked().answer("Monday", keys: keys, own, db)
        _ = try RiskFlag.observe(participant, reason: "two phones", keys: keys, act, db)
        _ = try SupportReason("it was none", keys: keys).keep("support_request", request.description, act, db)
        _ = try JournalEntry.add(.confidence, "Surer than before", by: found(), keys: keys, own, db)
        guard let bank = NigerianBank.of(code: "011") else { return }
        _ = try BankAccount.store(
            .init(bank, "0000014579"), name: "ADAEZE OBI", reference: "test", of: found(), keys: keys, own, db)
    }

    func rotate(_ environment: [String: String] = [:]) async throws -> Program.End {
        let log = "\(folder.path)/rotation.log"
        truncate(log, 0)
        return try await Program(
            ["rotate-key", "--config", configuration], environment: environment, output: log
        ).end()
    }

    /// What the last rotation said.
    var said: String { String(decoding: Files.read("\(folder.path)/rotation.log") ?? [], as: UTF8.self) }

    func keyLines() throws -> [Substring] {
        let text = String(decoding: Files.read("\(settings.keysFolder)/master.key") ?? [], as: UTF8.self)
        return text.split(separator: "\n")
    }

    func open() async throws -> Office { try await Office.open(settings, log: Log(level: .quiet)) }

    /// The fields in which something sealed lies, each with what names its row.
    private static let fields: [(place: String, sql: SQL)] = [
        ("application.ein", "SELECT id, ein_sealed AS sealed FROM application WHERE ein_sealed IS NOT NULL"),
        ("application_owner.ssn", "SELECT id, ssn_sealed AS sealed FROM application_owner"),
        ("webhook_endpoint.secret", "SELECT id, secret_sealed AS sealed FROM webhook_endpoint"),
        ("referral_partner.tax_id", "SELECT id, tax_id_sealed AS sealed FROM referral_partner"),
        ("referral_bank_change.details", "SELECT id, details_sealed AS sealed FROM referral_bank_change"),
        ("support_account.account_number", "SELECT id, account_number_sealed AS sealed FROM support_account"),
        (
            "support_account.resolved_account_name",
            "SELECT id, resolved_account_name_sealed AS sealed FROM support_account"
        ),
        ("support_request.justification", "SELECT id, justification_sealed AS sealed FROM support_request"),
        (
            "support_request.answer",
            "SELECT id, answer_sealed AS sealed FROM support_request WHERE answer_sealed IS NOT NULL"
        ),
        ("support_flag.reason", "SELECT id, reason_sealed AS sealed FROM support_flag WHERE reason_sealed IS NOT NULL"),
        ("support_journal.text", "SELECT id, text_sealed AS sealed FROM support_journal"),
        (
            "support_reason.text",
            "SELECT record_kind || '/' || record_id || '/' || number AS id, text_sealed AS sealed FROM support_reason"
        ),
        ("referral_lead.data", "SELECT id, data_sealed AS sealed FROM referral_lead"),
    ]

    private func sealed() async throws -> [(place: String, bytes: [UInt8])] {
        let office = try await open()
        return try await office.database.read { db in
            try Self.fields.flatMap { place, sql in
                try db.rows(sql).map { ("\(place)/\(try $0.get("id", as: String.self))", try $0["sealed"]) }
            }
        }
    }

    /// The numbers of the keys that sealed something.
    func keyNumbers() async throws -> Set<UInt8> { Set(try await sealed().map { $0.bytes[1] }) }

    /// Every field opens with the keys of the file.
    func opens() async throws {
        let sealing = try Keys(folder: settings.keysFolder).sealing
        let all = try await sealed()
        #expect(all.count == 15)
        for (place, bytes) in all { #expect(sealing.open(bytes, place: place) != nil, "\(place)") }
    }
}
