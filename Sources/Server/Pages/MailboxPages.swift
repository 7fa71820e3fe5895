import Correspondence
import Inbox
import Kernel
import Storage
import Web

extension DeskRoutes {
    func alerts(_ request: Request) async throws -> Answer {
        let tenant = try request.caller.tenant
        let alerts = try await office.database.read { try Alert.newest(200, tenant: tenant, $0) }
        return .view("desk/alerts", ["items": .list(alerts.map(\.value))], title: "Alerts")
    }

    func mailboxes(_ request: Request) async throws -> Answer {
        let tenant = try request.caller.tenant
        let now = office.clock.now()
        let value = try await office.database.read { db -> Value in
            let folders = try MailFolder.all(tenant: tenant, db)
            let accounts = try MailAccount.all(tenant: tenant, db)
            return [
                "items": .list(
                    accounts.map { account in
                        Self.value(account, folders: folders.filter { $0.account == account.id }, at: now)
                    })
            ]
        }
        return .view("desk/mailboxes", value, title: "Mailboxes")
    }

    func pause(_ request: Request) async throws -> Answer {
        let reason = try request.read { $0.optionalText("reason", max: 200) }
        return try await move(request, on: .pause, reason: reason ?? "paused by a person")
    }

    func resume(_ request: Request) async throws -> Answer { try await move(request, on: .resume, reason: nil) }

    private func move(_ request: Request, on event: MailAccount.Event, reason: String?) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", MailAccount.self)
        let now = office.clock.now()
        let account = try await office.database.write { db in
            try MailAccount.move(
                id, on: event, reason: reason, tenant: caller.tenant, by: caller.who, at: now, db)
            db.signal("outbox", of: caller.tenant)
            return try MailAccount.find(id, tenant: caller.tenant, db)
        }
        return .done(redirect: "/mailboxes", Self.value(account, folders: [], at: now))
    }

    private static func value(_ account: MailAccount, folders: [MailFolder], at now: Moment) -> Value {
        let isSilent =
            account.canReceive && account.state != .retired
            && account.lastPolledAt.map { now - $0 > AlertWatch.pollSilence } ?? true
        return [
            "id": Value(account.id), "name": Value(account.name), "address": Value(account.address),
            "display_name": Value(account.displayName), "can_send": Value(account.canSend),
            "can_receive": Value(account.canReceive), "state": Value(account.state.rawValue),
            "is_active": Value(account.state == .active), "is_paused": Value(account.state == .paused),
            "paused_until": Value(account.pausedUntil), "pause_reason": Value(account.pauseReason),
            "last_sent_at": Value(account.lastSentAt), "last_polled_at": Value(account.lastPolledAt),
            "send_fault": Value(account.sendFault), "poll_fault": Value(account.pollFault),
            "is_silent": Value(isSilent),
            "folders": .list(folders.map(\.value)),
        ]
    }
}

extension MailFolder {
    fileprivate var value: Value {
        [
            "name": Value(name), "last_uid": Value(lastUID), "start_from_at": Value(startFrom),
            "counted_at": Value(countedAt), "server_count": Value(serverCount), "stored_count": Value(storedCount),
            "is_complete": Value(serverCount == storedCount),
        ]
    }
}

extension DeskRoutes {
    /// The same checks as the command `doctor`.
    func doctor(_ request: Request) async throws -> Answer {
        let tenant = try request.caller.tenant
        // The files of all offices are read together; the caller sees what concerns their own.
        let enrolled = try await Tenancy.$current.withValue(nil) { try await office.enroll() }
        let accounts = enrolled.filter { $0.account.tenant == tenant }
        let findings = await Doctor(office, accounts: accounts, tenant: tenant).examine()
        let counts = { (tone: Doctor.Finding.Tone) in findings.filter { $0.tone == tone }.count }
        return .view(
            "desk/doctor",
            [
                "items": .list(findings.map(\.value)), "red": Value(counts(.red)), "yellow": Value(counts(.yellow)),
                "green": Value(counts(.green)), "is_well": Value(counts(.red) == 0),
            ], title: "Doctor")
    }
}
