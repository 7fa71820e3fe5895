import Kernel
import Storage

/// What an installation is told: `fundgate.json5`, each setting also as an environment variable `FUNDGATE_NAME`, which
/// outweighs the file.
package struct Configuration: Sendable, Equatable {
    /// Database, blobs, keys and uploads lie here.
    package var dataFolder: String
    /// Which engine keeps the records, and where.
    package var database: DatabaseAddress
    /// The bucket that blobs lie in; nil where they lie in the data folder alone.
    package var bucket: BucketSettings?
    package var address: String
    package var port: UInt16
    /// Where people find the site: in mails and in the log.
    package var publicURL: String
    package var isBehindTLS: Bool
    package var trustsForwardedFor: Bool
    package var templatesFolder: String
    package var mailboxesFolder: String
    /// The file to which the heads of ledgers are carried each day.
    package var ledgerHeads: String
    /// How long a send can be taken back (J35).
    package var undoSeconds: Int
    /// Who resolves accounts and pays out for the support wallet.
    package var providers: ProviderSettings
    /// Whether web-hooks may call this machine and private networks, and without TLS.
    package var webhooksMayBePrivate: Bool
    package var logLevel: Log.Level
    /// Development: a changed template is read again.
    package var reloadsTemplates: Bool

    /// Every setting's name in the file; `FUNDGATE_` and upper case in the environment.
    // swift-format-ignore
    private static let settings: [(name: String, kind: Kind)] = [
        ("data",                 .text),
        ("database",             .text),
        ("blobs",                .text),
        ("blobs_endpoint",       .text),
        ("blobs_region",         .text),
        ("blobs_key",            .text),
        ("blobs_secret_file",    .text),
        ("blobs_secret_variable", .text),
        ("blobs_virtual_host",   .flag),
        ("blobs_authority_file", .text),
        ("blobs_cache_mb",       .integer),
        ("blobs_link_minutes",   .integer),
        ("listen",               .text),
        ("public_url",           .text),
        ("behind_tls",           .flag),
        ("trusts_forwarded_for", .flag),
        ("templates",            .text),
        ("mailboxes",            .text),
        ("ledger_heads",         .text),
        ("undo_seconds",         .integer),
        ("webhooks_private",     .flag),
        ("paystack_url",         .text),
        ("paystack_secret_file", .text),
        ("paystack_secret_variable", .text),
        ("airtime_url",          .text),
        ("airtime_secret_file",  .text),
        ("airtime_secret_variable", .text),
        ("log_level",            .text),
        ("reloads_templates",    .flag),
    ]

    private enum Kind { case text, integer, flag }

    /// Reads the file's tree and the environment; relative paths are taken from `base`, the file's folder. Everything
    /// that is wrong is told together.
    package init(_ file: Value, environment: [String: String], base: String) throws(ConfigurationRefusal) {
        let (merged, misread) = Self.merge(file, environment)
        var reader = ConfigurationReader(merged, path: "")
        func path(_ text: String) -> String { text.hasPrefix("/") ? text : "\(base)/\(text)" }
        let data = path(reader.text("data", optional: true) ?? "data")
        dataFolder = data
        database = .sqlite(path: "\(data)/fundgate.db")
        if let text = reader.text("database", optional: true) {
            if let address = DatabaseAddress(text, fileAt: path) {
                database = address
            } else {
                reader.problems.append("database must be sqlite: and a path, or postgresql:// and a server's address")
            }
        }
        bucket = BucketSettings(&reader, path: path)
        (address, port) = ("127.0.0.1", 8025)
        if let listen = reader.text("listen", optional: true) {
            if let place = Self.place(listen) {
                (address, port) = place
            } else {
                reader.problems.append(
                    "listen must be a numeric address and a port such as 127.0.0.1:8025 or [::1]:8025")
            }
        }
        let shown = address.contains(":") ? "[\(address)]" : address
        publicURL = reader.text("public_url", optional: true) ?? "http://\(shown):\(port)"
        if !publicURL.hasPrefix("http://"), !publicURL.hasPrefix("https://") {
            reader.problems.append("public_url must begin with http:// or https://")
        }
        isBehindTLS = reader.flag("behind_tls", default: publicURL.hasPrefix("https://"))
        trustsForwardedFor = reader.flag("trusts_forwarded_for", default: false)
        templatesFolder = reader.text("templates", optional: true).map(path) ?? TemplatesPlace.found(base: base)
        mailboxesFolder = path(reader.text("mailboxes", optional: true) ?? "mailboxes")
        ledgerHeads = reader.text("ledger_heads", optional: true).map(path) ?? "\(data)/ledger-heads.jsonl"
        undoSeconds = reader.integer("undo_seconds", default: 10, in: 0...3600)
        webhooksMayBePrivate = reader.flag("webhooks_private", default: false)
        providers = ProviderSettings(&reader, path: path)
        logLevel = Log.Level(rawValue: reader.choice("log_level", Log.Level.allCases.map(\.rawValue))) ?? .info
        reloadsTemplates = reader.flag("reloads_templates", default: false)
        let problems = misread + reader.finish()
        guard problems.isEmpty else { throw ConfigurationRefusal(problems: problems) }
    }

    private static func merge(_ file: Value, _ environment: [String: String]) -> (Value, problems: [String]) {
        guard case .object(var fields) = file else { return (file, []) }
        var problems: [String] = []
        for (name, kind) in settings {
            let variable = "FUNDGATE_\(name.uppercased())"
            guard let text = environment[variable], !text.isEmpty else { continue }
            switch kind {
            case .text: fields[name] = .string(text)
            case .integer:
                guard let number = Int64(text) else {
                    problems.append("\(variable) must be a whole number")
                    continue
                }
                fields[name] = .int(number)
            case .flag:
                guard let flag = ["true": true, "false": false, "1": true, "0": false][text] else {
                    problems.append("\(variable) must be true or false")
                    continue
                }
                fields[name] = .bool(flag)
            }
        }
        return (.object(fields), problems)
    }

    /// `127.0.0.1:8025` or `[::1]:8025`
    private static func place(_ text: String) -> (String, UInt16)? {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var address = String(text[..<colon])
        if address.hasPrefix("["), address.hasSuffix("]") { address = String(address.dropFirst().dropLast()) }
        guard !address.isEmpty, address.utf8.allSatisfy({ (46...58).contains($0) || (97...102).contains($0) }) else {
            return nil
        }
        return (address, port)
    }
}

/// The configuration cannot be used; each problem names its setting, none its value.
package struct ConfigurationRefusal: Refusal, Equatable {
    package let problems: [String]
    package var code: String { "bad_configuration" }
    package var reason: String { "configuration: " + problems.joined(separator: "; ") }
}
