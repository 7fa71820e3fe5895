import Buckets
import Kernel
import People
import Storage
import Web

extension Call {
    /// The configuration of `--config`, of `FUNDGATE_CONFIG`, or of `fundgate.json5` where there is one.
    func configuration() throws -> Configuration {
        let named = option("--config") ?? environment["FUNDGATE_CONFIG"]
        let path = named ?? "fundgate.json5"
        let here = LocalFile.workingFolder
        let whole = path.hasPrefix("/") ? path : "\(here)/\(path)"
        var file = Value.object(Value.Fields())
        if named != nil || LocalFile.exists(whole) {
            do {
                file = try Value(parsing: LocalFile.read(whole), as: .json5)
            } catch let error as JSONError {
                throw ConfigurationRefusal(problems: ["\(path): \(error.reason)"])
            }
        }
        return try Configuration(file, environment: environment, base: LocalFile.parent(of: whole))
    }

    func office() async throws -> Office {
        let configuration = try configuration()
        return try await Office.open(configuration, log: Log(level: configuration.logLevel))
    }

    func serve() async throws -> Int32 {
        let stop = StopSignal()
        let office = try await office()
        try await examineBucket(of: office)
        let accounts = try await office.enroll()
        if accounts.isEmpty { terminal.say("no mail account: put files into \(office.configuration.mailboxesFolder)") }
        let (url, say) = (office.configuration.publicURL, terminal.say)
        try await Desk(office, accounts: accounts).run(
            until: stop, started: { say("fundgate serves port \($0): \(url)") })
        return 0
    }

    /// What somebody must mend ends the start; a bucket that does not answer now is told, and asked again when needed.
    private func examineBucket(of office: Office) async throws {
        guard let bucket = office.bucket else { return }
        do { try await Blocking.run { try bucket.examine() } } catch let fault as BucketFault
            where !fault.isOfTheSettings
        {
            terminal.say("\(fault)")
        }
    }

    func initialize() async throws -> Int32 {
        let configuration = try configuration()
        let log = Log(level: configuration.logLevel)
        let office = try await Office.create(configuration, log: log)
        let name = option("--office") ?? "Office"
        guard let address = option("--admin") else {
            let now = office.clock.now()
            _ = try await office.database.write { try Tenant.add(name: name, by: .system("init"), at: now, $0) }
            terminal.say(
                "made \(configuration.dataFolder) with the office \(name); add people with `fundgate user add`")
            return 0
        }
        let now = office.clock.now()
        let tenant = try await office.database.write { try Tenant.add(name: name, by: .system("init"), at: now, $0) }
        let password = try await office.add(
            NewPerson(address: address, name: option("--name") ?? "Admin", roles: [.admin], tenant: tenant))
        terminal.say("made \(configuration.dataFolder) with the office \(name)")
        terminal.say(
            "keep a copy of \(configuration.keysFolder)/master.key in a safe place: without it nothing sealed opens")
        terminal.line("\(address) \(password)")
        return 0
    }

    func migrate() async throws -> Int32 {
        if has("--from") || has("--to") { return try await move() }
        let configuration = try configuration()
        guard try await configuration.database.isMade() else {
            throw OfficeRefusal.noDatabase(configuration.database.shown)
        }
        let database = try Database(configuration.database)
        let applied = try await database.migrate(JoinedSchema.migrations, at: SystemClock().now())
        if wantsJSON {
            for name in applied { terminal.line(["migration": Value(name)]) }
        } else {
            terminal.say(applied.isEmpty ? "the schema is up to date" : "applied: \(applied.joined(separator: " "))")
        }
        return 0
    }

    func addUser() async throws -> Int32 {
        let roles = try self.roles(default: [.broker])
        let office = try await office()
        let tenant = try await office.tenant(named: option("--office"))
        let password = try await office.add(
            NewPerson(address: words[0], name: option("--name") ?? words[0], roles: roles, tenant: tenant))
        terminal.line("\(words[0]) \(password)")
        return 0
    }

    func addKey() async throws -> Int32 {
        let roles = try self.roles(default: [.readOnly])
        let office = try await office()
        let tenant = try await office.tenant(named: option("--office"))
        let (secret, name, now) = (APIKey.Secret(), words[0], office.clock.now())
        _ = try await office.database.write { db in
            try APIKey.add(secret, name: name, roles: roles, tenant: tenant, by: .system("command"), at: now, db)
        }
        terminal.line(secret.text)
        return 0
    }

    func printReportingRole() async throws -> Int32 {
        let office = try await office()
        let tenant = try await office.tenant(named: option("--office"))
        for statement in try await ReportingRole.statements(for: tenant, office.database) { terminal.line(statement) }
        terminal.say("an administrator of the server runs these and gives the role a password (\\password in psql)")
        return 0
    }

    private func roles(default fallback: Set<RoleName>) throws -> Set<RoleName> {
        guard let text = option("--roles") else { return fallback }
        let names = text.split(separator: ",").map { RoleName(String($0)) }
        for name in names where Role.named(name) == nil {
            throw UsageError("there is no role \(name.rawValue)", line.command)
        }
        return Set(names)
    }
}

/// A person to be added from the command line. One value, because an async function whose `Identifier` argument no
/// longer fits the registers returns to a wrong address (Swift 6.3 on x86-64: the 16-byte argument shifts the stack).
struct NewPerson: Sendable {
    var address: String
    var name: String
    var roles: Set<RoleName>
    var tenant: TenantID
    /// Nil: one is made.
    var password: String?
}

extension Office {
    /// Adds a person and says the password, which stands nowhere else.
    func add(_ new: NewPerson) async throws -> String {
        let draft = try Person.Draft(email: new.address, name: new.name, roles: new.roles)
        let password = new.password ?? Passwords.random()
        let hash = await passwords.hash(password)
        let now = clock.now()
        _ = try await database.write { db in
            try Person.add(draft, password: hash, tenant: new.tenant, by: .system("command"), at: now, db)
        }
        return password
    }
}
