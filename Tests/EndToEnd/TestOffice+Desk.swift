import Applications
import Crypto
import Funders
import Inbox
import Kernel
import MIME
import Outbox
import Server
import Storage
import Submissions
import TestServers

/// What people and workers do in an office.
extension TestOffice {
    /// What is written about a funder.
    struct FunderCard: Sendable {
        var name: String
        /// The contact's.
        var email: String
        var to: [String] = []
        var cc: [String] = []
        var domains: [String] = []
        var subjectTemplate: String?
        var bodyTemplate: String?
        var fileNameTemplate: String?
        var maxMailBytes: Int?
        var excludesContact = false

        init(_ name: String, _ email: String) {
            self.name = name
            self.email = email
        }

        var rules: SubmissionRules.Input? {
            let isPlain = to.isEmpty && cc.isEmpty && subjectTemplate == nil && fileNameTemplate == nil
            if isPlain, bodyTemplate == nil, maxMailBytes == nil { return nil }
            var rules = SubmissionRules.Input(to: to, cc: cc)
            rules.excludesContact = excludesContact
            rules.subjectTemplate = subjectTemplate
            rules.bodyTemplate = bodyTemplate
            rules.fileNameTemplate = fileNameTemplate
            rules.maxMailBytes = maxMailBytes
            return rules
        }
    }

    func add(_ cards: [FunderCard]) async throws -> [Funder.ID] {
        let (tenant, who, now) = (tenant, broker.who, office.clock.now())
        return try await database.write { db in
            try cards.map { card in
                let input = FunderInput(name: card.name, domains: try card.domains.map { try KnownSender($0) })
                let funder = try Funder.add(input, tenant: tenant, by: who, at: now, db)
                _ = try FunderContact.save(
                    name: "\(card.name) desk", email: card.email, phone: nil, version: nil, of: funder.id,
                    tenant: tenant, by: who, at: now, db)
                if let rules = card.rules {
                    _ = try SubmissionRules.save(
                        rules, version: nil, of: funder.id, tenant: tenant, by: who, at: now, db)
                }
                return funder.id
            }
        }
    }

    /// A file that goes with an application.
    struct Paper: Sendable {
        var name: String
        var document: FileCode
        var bytes: [UInt8]

        /// A PDF of about so many bytes, different for each seed.
        static func pdf(_ name: String, _ document: FileCode, bytes count: Int, seed: UInt64) -> Paper {
            var random = SeededRandom(seed: seed)
            var bytes = Array("%PDF-1.4\n1 0 obj <</Length \(count)>> stream\n".utf8)
            while bytes.count < count {
                withUnsafeBytes(of: random.next()) { bytes.append(contentsOf: $0) }
            }
            bytes += Array("\nendstream endobj\ntrailer <<>>\nstartxref\n9\n%%EOF\n".utf8)
            return Paper(name: name, document: document, bytes: bytes)
        }
    }

    func add(merchant: String, _ extra: Value = [:], papers: [Paper]) async throws -> Application.ID {
        let now = office.clock.now()
        let fields: Value = [
            "legal_name": .string(merchant), "state": "NY", "requested_amount": "50000", "monthly_revenue": "85000",
        ]
        let input = try ApplicationInput.read(fields.with(extra), over: nil, today: now.day).input
        let (tenant, who, keys) = (tenant, broker.who, office.keys.personal)
        let id = try await database.write { db in
            try Application.create(input, keys: keys, tenant: tenant, by: who, at: now, db).id
        }
        for paper in papers { try await add(paper, to: id) }
        return id
    }

    @discardableResult
    func add(_ paper: Paper, to application: Application.ID) async throws -> Digest {
        let path = "\(folder.path)/paper"
        try Self.write(paper.bytes, to: path)
        let draft = try await FileIntake(blobs: office.blobs)
            .take(path: path, name: paper.name, document: paper.document)
        let (tenant, who, now) = (tenant, broker.who, office.clock.now())
        return try await database.write { db in
            try ApplicationFile.add(draft, to: application, tenant: tenant, by: who, at: now, db).digest
        }
    }

    /// Orders the sending by the route; the answer's line for each funder.
    @discardableResult
    func order(
        _ application: Application.ID, _ funders: [Funder.ID], _ extra: Value = [:], key: String? = nil
    ) async throws -> [Value] {
        let body: Value = ["application": Value(application), "funders": .list(funders.map { Value($0) })]
        let key = key ?? "order-\(Identifier<TestOffice>(at: office.clock.now()))"
        let answer = try await caller.call(.post, "/submissions", body.with(extra), as: broker, key: key)
        return answer["lines"]?.list ?? []
    }

    /// The submissions that an order made, in the order of its funders; nil where one was blocked.
    func submissions(_ lines: [Value]) -> [Submission.ID?] {
        lines.map { $0["submission"]?.text.flatMap { Submission.ID($0) } }
    }

    /// Sends what is due; says how many mails were tried.
    @discardableResult
    func drainOutbox() async throws -> Int {
        var count = 0
        for enrolled in accounts {
            guard let sending = enrolled.file.send else { continue }
            count += try await Sender(account: enrolled.account, sending: sending, parts: workers.senderParts).drain()
        }
        return count
    }

    /// Fetches and files what lies in the mailboxes; says how many mails were new.
    @discardableResult
    func fetch() async throws -> Int {
        var count = 0
        for enrolled in accounts {
            guard let poller = workers.poller(enrolled) else { continue }
            count += try await poller.once()
        }
        _ = try await workers.filer.drain()
        return count
    }
}

extension Value {
    /// The members of both; of those with one name the other's.
    func with(_ other: Value) -> Value {
        var all = fields ?? Fields()
        for (name, value) in other.fields?.members ?? [] { all[name] = value }
        return .object(all)
    }
}

/// The same numbers for the same seed (xorshift64*).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
