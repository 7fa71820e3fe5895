import Applications
import Correspondence
import Crypto
import Funders
import Glibc
import Kernel
import Submissions
import TestServers

/// An office at the lab's servers: 20 funders of different rules, four applications, and what answers them.
final class MainJob: Sendable {
    let lab: MailLab
    let test: TestOffice
    let funders: [Funder.ID]
    let applications: [Application.ID]
    /// The SHA-256 of each application's files.
    let papers: [[String]]

    static let merchants = [
        "Quarrybend Ceramics LLC", "Ostrich Lane Laundromat Inc", "Pelican Reef Diving Corp", "Nettlefold Cider LLC",
    ]

    init(_ lab: MailLab) async throws {
        self.lab = lab
        test = try await TestOffice(mailboxes: { Self.mailbox(lab, $0, authority: lab.authorityFile) })
        funders = try await test.add((1...20).map(Self.card))
        var applications: [Application.ID] = []
        var papers: [[String]] = []
        for (index, merchant) in Self.merchants.enumerated() {
            let files: [TestOffice.Paper] = [
                .pdf("Application \(index).pdf", .application, bytes: 20_000, seed: UInt64(100 + index)),
                .pdf("March.pdf", FileCode(.bankStatements), bytes: 60_000, seed: UInt64(200 + index)),
            ]
            applications.append(try await test.add(merchant: merchant, papers: files))
            papers.append(files.map { Digest(of: $0.bytes).description }.sorted())
        }
        (self.applications, self.papers) = (applications, papers)
    }

    /// The account's file: STARTTLS and login for sending, TLS for receiving.
    static func mailbox(_ lab: MailLab, _ folder: String, authority: String) -> [String: Value] {
        func server(_ port: UInt16, _ security: String) -> Value {
            [
                "host": "localhost", "port": Value(port), "security": .string(security), "user": "broker",
                "password_file": .string("\(folder)/password"), "authority_file": .string(authority),
            ]
        }
        // Unreadable by others, and never in a file of `mailboxes`.
        _ = Files.write(Array("\(lab.password(of: "broker"))\n".utf8), to: "\(folder)/password")
        let sending: Value = ["transport": "smtp", "per_minute": 10_000, "connections": 2]
        return [
            "broker": [
                "address": .string(lab.address(of: "broker")), "display_name": "Harbour Street Funding",
                "send": sending.with(server(lab.submissionPort, "starttls")),
                "receive": server(lab.imapsPort, "tls").with(["source": "imap", "poll_seconds": 5]),
            ]
        ]
    }

    /// Funders 1 to 6 have a contact and nothing else.
    private static func card(_ number: Int) -> TestOffice.FunderCard {
        var card = TestOffice.FunderCard("Lab Lender \(number)", "funder\(number)@\(MailLab.domain)")
        guard number > 6 else { return card }
        switch number % 4 {
        case 0: card.to = ["funder\(number)+intake@\(MailLab.domain)"]
        case 1: card.cc = ["funder\(number)+copy@\(MailLab.domain)"]
        case 2:
            card.to = ["funder\(number)+only@\(MailLab.domain)"]
            card.excludesContact = true
            card.subjectTemplate = "{{merchant.legal_name}} for {{funder.name}}"
        default: card.fileNameTemplate = "{{merchant.legal_name}} {{document.label}}"
        }
        return card
    }

    /// Sends an application to the first `count` funders; the submissions in the order of the funders.
    func order(_ application: Int, count: Int) async throws -> [Submission.ID] {
        let lines = try await test.order(applications[application], Array(funders.prefix(count)))
        return test.submissions(lines).compactMap(\.self)
    }

    /// Puts a mail into our mailbox. `flags`: a person saw it already, as a mail program notes in a Maildir.
    func arrive(_ bytes: [UInt8], flags: String?) {
        let name = lab.deliver(bytes, to: "broker")
        guard let flags else { return }
        let box = lab.maildir(of: "broker")
        precondition(rename("\(box)/new/\(name)", "\(box)/cur/\(name):2,\(flags)") == 0, "the lab can be written")
    }

    /// The flags of every mail in our mailbox by the file's name.
    func flags() -> [String: String] {
        var flags: [String: String] = [:]
        for part in ["new", "cur"] {
            for name in Files.names(in: "\(lab.maildir(of: "broker"))/\(part)") {
                let parts = name.split(separator: ":2,", maxSplits: 1, omittingEmptySubsequences: false)
                flags[String(parts[0])] = parts.count == 2 ? String(parts[1]) : ""
            }
        }
        return flags
    }

    /// Puts a mail of about `bytes` into our mailbox without holding it in memory; returns the hash of what a server
    /// gives out: lines that end in CRLF.
    func arriveLarge(_ mail: IncomingMail, bytes: Int) throws -> Digest {
        let box = lab.maildir(of: "broker")
        let draft = "\(box)/tmp/large.lab"
        guard let file = fopen(draft, "w") else { throw TestOffice.NotWritten(path: draft) }
        var hasher = Hasher256()
        func write(_ text: String) {
            let line = Array(text.utf8)
            _ = line.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
            let wire = Array(text.replacing("\n", with: "\r\n").utf8)
            wire.withUnsafeBytes { hasher.update($0) }
        }
        write(String(decoding: mail.bytes, as: UTF8.self))
        write("\n--large\nContent-Type: application/pdf; name=\"all.pdf\"\nContent-Transfer-Encoding: base64\n\n")
        let line = String(repeating: "QUJD", count: 19) + "\n"
        let block = String(repeating: line, count: 1000)
        for _ in 0..<(bytes / block.utf8.count) { write(block) }
        write("--large--\n")
        fclose(file)
        guard chown(draft, 5000, 5000) == 0, rename(draft, "\(box)/new/1800000000.large.lab") == 0 else {
            throw TestOffice.NotWritten(path: draft)
        }
        return hasher.finish()
    }
}
