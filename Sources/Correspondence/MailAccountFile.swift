import Kernel
import MIME

/// One file of `mailboxes/` (JSON5): an account's address, servers, folders and limits. Passwords never stand in it:
/// `password_file` names a file that holds one, `password_variable` an environment variable.
package struct MailAccountFile: Sendable {
    package enum Security: String, Sendable { case none, starttls, tls }

    package struct Server: Sendable {
        package var host: String
        package var port: UInt16
        package var security: Security
        package var userName: String?
        package var passwordFile: String?
        package var passwordVariable: String?
        /// PEM file of the authority that signs the server's certificate, where it is no public one.
        package var authorityFile: String?
    }

    package enum Transport: Sendable {
        case smtp(Server)
        /// Mail is put into `folder/RECIPIENT/new/`: demonstration and local delivery.
        case maildir(folder: String)
    }

    package enum Source: Sendable {
        case imap(Server)
        case maildir(folder: String)
    }

    package struct Sending: Sendable {
        package var transport: Transport
        package var perMinute: Int
        package var recipientsPerDay: Int
        package var connections: Int
        package var localName: String
        /// Where the server keeps a copy of what was sent: asked when an end is unclear.
        package var sentFolder: String?
    }

    package enum Purpose: String, Sendable {
        /// Answers of funders.
        case replies
        /// Applications that others send in.
        case intake
    }

    package struct Receiving: Sendable {
        package var source: Source
        package var purpose: Purpose
        package var folders: [String]
        /// Mail that arrived before is archived without events.
        package var startFrom: Day?
        package var largestBytes: Int64
        package var pollSeconds: Int
        /// The receiving server's name in Authentication-Results; only its findings count.
        package var authenticationServer: String?
    }

    package let name: String
    package let address: String
    package let displayName: String
    /// The office, where the database holds several.
    package let office: String?
    package let send: Sending?
    package let receive: Receiving?
}

/// A file of `mailboxes/` cannot be used: which one, where in it and what to mend.
package struct MailAccountFileRefusal: Refusal, Equatable {
    package let file: String
    package let problem: String
    package var code: String { "bad_mailbox_file" }
    package var reason: String { "mailboxes/\(file): \(problem)" }
}

extension MailAccountFile {
    /// Reads the bytes of `mailboxes/NAME.json5`. Relative paths are taken from `base`.
    package init(name: String, bytes: [UInt8], base: String) throws(MailAccountFileRefusal) {
        func refuse(_ problem: String) -> MailAccountFileRefusal {
            MailAccountFileRefusal(file: "\(name).json5", problem: problem)
        }
        let root: Value
        do { root = try Value(parsing: bytes, as: .json5) } catch { throw refuse(error.reason) }
        var reader = ConfigurationReader(root, path: "")
        let address = reader.text("address") ?? ""
        let displayName = reader.text("display_name", optional: true) ?? address
        let office = reader.text("office", optional: true)
        var send: Sending?
        var receive: Receiving?
        reader.section("send") { send = $0.sending(base: base, address: address) }
        reader.section("receive") { receive = $0.receiving(base: base) }
        if send == nil, receive == nil { reader.problems.append("needs a send or a receive section") }
        do throws(AddressRefusal) { _ = try MailboxAddress(address) } catch {
            reader.problems.append("address: \(error.reason)")
        }
        if let problem = reader.finish().first { throw refuse(problem) }
        self.init(
            name: name, address: address, displayName: displayName, office: office, send: send, receive: receive)
    }
}

extension ConfigurationReader {
    fileprivate mutating func sending(base: String, address: String) -> MailAccountFile.Sending {
        let transport: MailAccountFile.Transport =
            switch choice("transport", ["smtp", "maildir"]) {
            case "maildir": .maildir(folder: absolute(text("folder") ?? "", base))
            default: .smtp(server(base: base, ports: (.tls, 465, 587)))
            }
        return MailAccountFile.Sending(
            transport: transport, perMinute: integer("per_minute", default: 30, in: 1...100_000),
            recipientsPerDay: integer("recipients_per_day", default: 10_000, in: 1...10_000_000),
            connections: integer("connections", default: 2, in: 1...16),
            localName: text("local_name", optional: true) ?? address.split(separator: "@").last.map(String.init)
                ?? "localhost",
            sentFolder: text("sent_folder", optional: true))
    }

    fileprivate mutating func receiving(base: String) -> MailAccountFile.Receiving {
        let source: MailAccountFile.Source =
            switch choice("source", ["imap", "maildir"]) {
            case "maildir": .maildir(folder: absolute(text("folder") ?? "", base))
            default: .imap(server(base: base, ports: (.tls, 993, 143)))
            }
        return MailAccountFile.Receiving(
            source: source, purpose: choice("purpose", ["replies", "intake"]) == "intake" ? .intake : .replies,
            folders: texts("folders", default: ["INBOX"]), startFrom: day("start_from"),
            largestBytes: Int64(integer("largest_mb", default: 150, in: 1...2_000)) << 20,
            pollSeconds: integer("poll_seconds", default: 60, in: 1...3600),
            authenticationServer: text("authentication_server", optional: true))
    }

    private mutating func server(base: String, ports: (MailAccountFile.Security, Int, Int)) -> MailAccountFile.Server {
        let security = MailAccountFile.Security(rawValue: choice("security", ["tls", "starttls", "none"])) ?? .tls
        return MailAccountFile.Server(
            host: text("host") ?? "",
            port: UInt16(integer("port", default: security == .tls ? ports.1 : ports.2, in: 1...65_535)),
            security: security, userName: text("user", optional: true),
            passwordFile: text("password_file", optional: true).map { absolute($0, base) },
            passwordVariable: text("password_variable", optional: true),
            authorityFile: text("authority_file", optional: true).map { absolute($0, base) })
    }

    private func absolute(_ path: String, _ base: String) -> String { path.hasPrefix("/") ? path : "\(base)/\(path)" }
}
