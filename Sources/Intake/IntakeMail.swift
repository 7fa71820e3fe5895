import Applications
import Classification
import Correspondence
import Kernel
import Storage

/// An intake item with its mail: what a page shows, and what an application is made of.
struct IntakeMail: Sendable {
    let item: IntakeItem
    let message: Message
    let attachments: [MessageAttachment]
    let body: String

    init(_ item: IntakeItem, tenant: TenantID, _ db: Connection) throws {
        self.item = item
        message = try Message.find(item.message, tenant: tenant, db)
        attachments = try Message.attachments(of: item.message, tenant: tenant, db)
        body = try Message.body(of: item.message, tenant: tenant, db)
    }

    /// The first file that an import could read.
    var table: MessageAttachment? {
        attachments.first {
            $0.name.map { $0.lowercased().hasSuffix(".json") || $0.lowercased().hasSuffix(".csv") } ?? false
        }
    }

    /// Named files of kinds that funders take, with the document that the name tells; tables are no papers.
    var papers: [(attachment: MessageAttachment, name: String, document: FileCode)] {
        attachments.compactMap { attachment in
            guard let name = attachment.name.map(Self.harmless), attachment.sizeBytes > 0,
                attachment.ordinal != table?.ordinal,
                FileType.of(name: name) != nil
            else { return nil }
            return (attachment, name, Self.document(of: name))
        }
    }

    /// A name from outside without folders and control characters, of a length that is stored; its ending stays.
    static func harmless(_ name: String) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
        return String(
            String(last.filter { $0.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 } }).suffix(150))
    }

    // swift-format-ignore
    private static let words: [(word: String, document: FileCode)] = [
        ("statement",   FileCode(DocumentCode.bankStatements)),
        ("bank",        FileCode(DocumentCode.bankStatements)),
        ("void",        FileCode(DocumentCode.voidCheck)),
        ("license",     FileCode(DocumentCode.driversLicense)),
        ("tax",         FileCode(DocumentCode.taxReturns)),
        ("lease",       FileCode(DocumentCode.leaseAgreement)),
        ("invoice",     FileCode(DocumentCode.invoices)),
        ("app",         .application),
    ]

    /// What a name plainly says; anything else is `other`, and a person says what it is.
    static func document(of name: String) -> FileCode {
        let words = Folding.fold(name).split(separator: " ")
        let found = Self.words.first { known in words.contains { $0.hasPrefix(known.word) } }
        guard let document = found?.document else { return FileCode(DocumentCode.other) }
        return document == .application && FileType.of(name: name) != .pdf ? FileCode(DocumentCode.other) : document
    }

    /// The subject without marks of replies and the words that brokers put there: a proposal, which a person confirms.
    var proposedName: String {
        var rest = message.subject[...]
        func drop(_ prefix: String) -> Bool {
            guard rest.lowercased().hasPrefix(prefix) else { return false }
            rest = rest.dropFirst(prefix.count).drop { " :-–—|/#".contains($0) }
            return true
        }
        let marks = [
            "re:", "fwd:", "fw:", "new deal", "new submission", "new application", "submission", "application",
            "new file",
        ]
        while marks.contains(where: drop) {}
        return String(rest.prefix(200))
    }

    var line: Value {
        [
            "id": Value(item.id), "state": Value(item.state.rawValue), "application": Value(item.application),
            "subject": .string(message.subject.isEmpty ? "(no subject)" : message.subject),
            "from": ["name": Value(message.from.name), "address": .string(message.from.address)],
            "opened_at": Value(item.openedAt), "files": Value(attachments.count), "message": Value(message.id),
        ]
    }

    var value: Value {
        line.adding("body", .string(body)).adding("proposed_name", .string(proposedName))
            .adding("is_open", .bool(item.state == .open)).adding("is_dismissed", .bool(item.state == .dismissed))
            .adding("has_table", .bool(table != nil)).adding("authentication", message.authentication)
            .adding("authentication_failed", .bool(isDisowned))
            .adding(
                "papers",
                .list(
                    papers.map { paper in
                        [
                            "ordinal": Value(paper.attachment.ordinal), "name": .string(paper.name),
                            "document": .string(paper.document.rawValue), "label": .string(paper.document.label),
                            "size_bytes": Value(paper.attachment.sizeBytes),
                        ]
                    }))
    }

    private var isDisowned: Bool {
        (message.authentication.list ?? []).contains { $0["method"]?.text == "dmarc" && $0["result"]?.text == "fail" }
    }
}
