import Applications
import Crypto
import Funders
import Kernel
import MIME
import Outbox
import People
import Storage
import Submissions

extension Call {
    func importFile() async throws -> Int32 {
        let office = try await office()
        let tenant = try await office.tenant(named: option("--office"))
        let source = try ImportSource(LocalFile.read(words[0]))
        let answers = try await ApplicationImport(
            database: office.database, keys: office.keys.personal, tenant: tenant, by: .system("import")
        ).run(source, allOrNothing: has("--all-or-nothing"), at: office.clock.now())
        for answer in answers {
            if wantsJSON {
                terminal.line(answer.value)
            } else {
                let errors = answer.errors.map { "\($0.field): \($0.message)" }.joined(separator: "; ")
                terminal.line(
                    ["\(answer.row)", answer.state.rawValue, answer.reference ?? "", errors]
                        .filter { !$0.isEmpty }.joined(separator: "  "))
            }
        }
        return answers.contains { $0.state == .refused || $0.state == .held } ? 1 : 0
    }

    func send() async throws -> Int32 {
        let order = try order()
        let office = try await office()
        let tenant = try await office.tenant(named: option("--office"))
        let accounts = try await office.enroll()
        guard !has("--rehearse") else { return try await rehearse(order, office, tenant: tenant) }
        var command = Value.Fields()
        command["application"] = Value(order.application)
        command["funders"] = .list(order.funders.map { Value($0) })
        let key = IdempotencyKey(
            option("--key") ?? Hexadecimal.encode(randomBytes(16)), command: "command send", body: .object(command))
        let (answer, isReplay) = try await office.sendingDesk.send(
            order, key: key, tenant: tenant, by: .system("command"))
        let lines = answer["lines"]?.list ?? []
        for line in lines {
            let words = ["funder", "state", "submission", "reason"].compactMap { line[$0]?.text }
            if wantsJSON { terminal.line(line) } else { terminal.line(words.joined(separator: "  ")) }
        }
        if isReplay { terminal.say("this key has sent before; nothing was sent again") }
        if has("--wait") { try await drain(office, accounts) }
        return lines.contains { $0["state"]?.text == "blocked" } ? 1 : 0
    }

    private func order() throws -> SendingDesk.Order {
        guard let application = Identifier<Application>(try needed("--application")) else {
            throw UsageError("--application must be an id of 26 characters", line.command)
        }
        let funders = try needed("--funders").split(separator: ",").map { word in
            guard let id = Funder.ID(word) else {
                throw UsageError("--funders must be ids of 26 characters, joined by commas", line.command)
            }
            return id
        }
        var order = SendingDesk.Order(application: application, funders: funders)
        if let kind = option("--kind") {
            guard let kind = Submission.Kind(rawValue: kind) else {
                throw UsageError("--kind must be new, renewal or add_on", line.command)
            }
            order.kind = kind
        }
        order.overrideReason = option("--reason")
        return order
    }

    /// The exact bytes of each mail on standard output, or the parts of each as JSON.
    private func rehearse(_ order: SendingDesk.Order, _ office: Office, tenant: TenantID) async throws -> Int32 {
        let rehearsals = try await office.sendingDesk.rehearse(order, tenant: tenant, by: .system("command"))
        for rehearsal in rehearsals {
            if wantsJSON {
                terminal.line(rehearsal.value)
            } else if let blocked = rehearsal.blocked {
                terminal.say("funder \(rehearsal.funder): \(blocked.reason)")
            } else if let mail = rehearsal.mail {
                terminal.say("to \(rehearsal.funderName):")
                let print = terminal.print
                try await Blocking.run { try mail.forEachChunk { print(Array($0)) } }
            }
        }
        return rehearsals.contains { $0.blocked != nil } ? 1 : 0
    }

    /// Sends what is due from here; a running `serve` may take a part of it.
    private func drain(_ office: Office, _ accounts: [EnrolledAccount]) async throws {
        // The time to change one's mind passes first.
        try await Task.sleep(for: .seconds(office.configuration.undoSeconds))
        try await NodeLife.during(office) { life in
            let workers = Workers(office, accounts: accounts, life: life)
            for enrolled in accounts {
                guard let sending = enrolled.file.send else { continue }
                let sender = Sender(account: enrolled.account, sending: sending, parts: workers.senderParts)
                let tried = try await sender.drain()
                terminal.say("\(enrolled.account.name): \(tried) mails tried")
            }
        }
    }
}
