import Correspondence
import IMAP
import Kernel
import MIME
import SMTP
import Wire

extension Doctor {
    /// Logs in to each account's servers as the workers do.
    func mailboxes() async -> [Finding] {
        guard !accounts.isEmpty else {
            return [Finding("mailboxes", .yellow, "there is no file in \(office.configuration.mailboxesFolder)")]
        }
        var findings: [Finding] = []
        for enrolled in accounts {
            if let sending = enrolled.file.send { findings.append(await send(enrolled.account.name, sending)) }
            if let receiving = enrolled.file.receive {
                findings.append(await receive(enrolled.account.name, receiving))
                if let hint = Self.authentication(enrolled.account.name, receiving) { findings.append(hint) }
            }
        }
        return findings
    }

    private func send(_ name: String, _ sending: MailAccountFile.Sending) async -> Finding {
        let check = "\(name) sends"
        switch sending.transport {
        case .maildir(let folder): return Finding(check, .green, "into the folder \(folder)")
        case .smtp(let server):
            let localName = sending.localName
            return await login(check, server) {
                let session = try SMTPSession(to: server.endpoint(.smtp, localName: localName), stop: WakeUp())
                session.quit()
            }
        }
    }

    private func receive(_ name: String, _ receiving: MailAccountFile.Receiving) async -> Finding {
        let check = "\(name) receives"
        switch receiving.source {
        case .maildir(let folder):
            let isThere = LocalFile.isFolder(folder)
            return Finding(
                check, isThere ? .green : .yellow,
                isThere ? "from the folder \(folder)" : "the folder \(folder) is not there yet")
        case .imap(let server):
            let folder = receiving.folders[0]
            return await login(check, server) {
                let session = try IMAPSession(to: try server.endpoint(.imap), stop: WakeUp())
                defer { session.logOut() }
                _ = try session.examine(MailboxName(folder))
            }
        }
    }

    /// Who wrote is only as sure as what the receiving server says of it (C23).
    static func authentication(_ name: String, _ receiving: MailAccountFile.Receiving) -> Finding? {
        guard receiving.authenticationServer == nil else { return nil }
        return Finding(
            "\(name) authenticates", .yellow,
            "authentication_server is not set: who wrote a mail is taken from its From line alone. Set it to the name at the "
                + "front of the Authentication-Results header that your server adds")
    }

    private func login(
        _ check: String, _ server: MailAccountFile.Server, _ work: @escaping @Sendable () throws -> Void
    ) async -> Finding {
        let place = "\(server.host):\(server.port)"
        do {
            try await Blocking.run(work)
            return Finding(check, .green, "logged in at \(place)")
        } catch {
            return Finding(check, .red, "\(place): \((error as? any Fault)?.description ?? "\(type(of: error))")")
        }
    }

    /// SPF, DKIM and DMARC of the domains that mail is sent from (B20).
    func domains() async -> [Finding] { await Self.domains(accounts, names) }

    static func domains(_ accounts: [EnrolledAccount], _ names: any NameLookup) async -> [Finding] {
        let sending = accounts.filter { enrolled in
            if case .smtp = enrolled.file.send?.transport { true } else { false }
        }
        let domains = Set(sending.compactMap { $0.file.address.split(separator: "@").last.map { $0.lowercased() } })
        var findings: [Finding] = []
        for domain in domains.sorted() { findings += await DomainCheck(domain: domain, names: names).findings() }
        return findings
    }
}
