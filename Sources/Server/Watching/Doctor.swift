import Buckets
import Correspondence
import Glibc
import IMAP
import Kernel
import Outbox
import People
import SMTP
import Storage
import Wire

/// Looks at an installation as somebody would who was called because it does not work (J39).
package struct Doctor: Sendable {
    package struct Finding: Sendable {
        package enum Tone: String, Sendable { case green, yellow, red }

        package let check: String
        package let tone: Tone
        package let text: String

        package init(_ check: String, _ tone: Tone, _ text: String) {
            self.check = check
            self.tone = tone
            self.text = text
        }

        package var value: Value {
            ["check": Value(check), "state": Value(tone.rawValue), "text": Value(text)]
        }
    }

    let office: Office
    let accounts: [EnrolledAccount]
    /// Whose queue is told; nil: every office's.
    let tenant: TenantID?
    let names: any NameLookup

    package init(
        _ office: Office, accounts: [EnrolledAccount], tenant: TenantID? = nil, names: any NameLookup = SystemNames()
    ) {
        self.office = office
        self.accounts = accounts
        self.tenant = tenant
        self.names = names
    }

    /// All checks, in the order in which one would mend them.
    package func examine() async -> [Finding] {
        var findings = [disk, await clockSense(), fonts, heads]
        findings += await bucket()
        findings += await storage()
        findings += await queue()
        findings += await mailboxes()
        findings += await domains()
        return findings
    }

    private var disk: Finding {
        guard let space = DiskSpace(of: office.configuration.dataFolder) else {
            return Finding("disk", .yellow, "the system does not tell how full the disk is")
        }
        return Finding("disk", space.isLow ? .red : .green, space.text)
    }

    /// Whether the clock is one that mail and sign-in can be dated with: it must not stand before what is on record.
    private func clockSense() async -> Finding {
        let now = office.clock.now()
        do {
            let newest = try await office.database.read { db in
                try db.value("SELECT max(at) FROM history", as: Moment?.self) ?? nil
            }
            guard let first = Day("2026-01-01"), now.day >= first else {
                return Finding("clock", .red, "the clock says \(now.day)")
            }
            if let newest, newest > now + .minutes(2) {
                return Finding("clock", .red, "the clock says \(now), but the history has a row of \(newest)")
            }
            return Finding("clock", .green, "\(now)")
        } catch {
            return Finding("clock", .yellow, "\(now); the history cannot be read")
        }
    }

    private var fonts: Finding {
        let folders = [
            "/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation",
            "/usr/share/fonts/truetype/dejavu",
        ]
        let isThere = folders.contains { LocalFile.isFolder($0) }
        return Finding(
            "fonts", isThere ? .green : .yellow,
            isThere ? "the fonts for PDFs are there" : "fonts-liberation2 is missing: PDFs take whatever font there is")
    }

    /// Whether the ledger's heads lie where whoever spoils the database does not reach them as well.
    private var heads: Finding {
        let (path, folder) = (office.configuration.ledgerHeads, office.configuration.dataFolder)
        return path.hasPrefix("\(folder)/")
            ? Finding("heads", .yellow, "the ledger's heads lie beside the database: name another disk as ledger_heads")
            : Finding("heads", .green, "the ledger's heads are carried to \(path)")
    }

    /// Whether blobs can be listed, stored and read.
    private func bucket() async -> [Finding] {
        guard let bucket = office.bucket else { return [] }
        do {
            try await Blocking.run { try bucket.examine() }
            return [Finding("bucket", .green, "\(bucket.place.shown) lists, stores and reads")]
        } catch {
            return [Finding("bucket", .red, (error as? any Fault)?.description ?? "\(type(of: error))")]
        }
    }

    private func storage() async -> [Finding] {
        do {
            let verification = try await office.verification()
            return verification.lines.map { Finding($0.check, $0.isWhole ? .green : .red, $0.text) }
        } catch let fault as any BlobArchiveFault {
            return [Finding("blobs", .red, "the bucket does not tell which blobs it has: \(fault)")]
        } catch {
            return [
                Finding(
                    "database", .red, "cannot be read: \((error as? any Fault)?.description ?? "\(type(of: error))")")
            ]
        }
    }

    private func queue() async -> [Finding] {
        let now = office.clock.now()
        do {
            return try await office.database.read { db in
                try Tenant.all(db).filter { [$0.id, nil].contains(tenant) }.flatMap { tenant -> [Finding] in
                    var findings: [Finding] = []
                    if try StopSwitch.isOn(tenant: tenant.id, db) {
                        findings.append(Finding("stop switch", .yellow, "\(tenant.name): all sending is stopped"))
                    }
                    let due = try db.row(
                        """
                        SELECT count(*) AS number, min(next_attempt_at) AS oldest FROM outbox
                         WHERE tenant_id = \(tenant.id) AND state = 'queued' AND next_attempt_at <= \(now)
                        """)
                    let oldest: Moment? = try due?["oldest"] ?? nil
                    let isLate = oldest.map { now - $0 > AlertWatch.queueSilence } ?? false
                    let count: Int = try due?["number"] ?? 0
                    findings.append(Finding("queue", isLate ? .red : .green, "\(tenant.name): \(count) mails are due"))
                    for (state, number, _) in try OutboxItem.counts(tenant: tenant.id, db)
                    where state == .uncertain || state == .failed {
                        findings.append(Finding("queue", .yellow, "\(tenant.name): \(number) \(state.rawValue)"))
                    }
                    return findings
                }
            }
        } catch {
            return [Finding("queue", .red, "cannot be read: \(type(of: error))")]
        }
    }
}
