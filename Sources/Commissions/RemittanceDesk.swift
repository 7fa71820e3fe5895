import Correspondence
import Crypto
import Deals
import Funders
import Kernel
import Sheets
import Storage
import Submissions

/// An office's remittances in one person's or program's hand at one moment. Every function works in the running
/// transaction.
package struct RemittanceDesk: Sendable {
    let tenant: TenantID
    let who: Who
    let now: Moment

    let onLoss: CommissionBook.LossEffect

    package init(
        tenant: TenantID, by who: Who, at now: Moment,
        onLoss: @escaping CommissionBook.LossEffect = CommissionLoss.noEffect
    ) {
        self.tenant = tenant
        self.who = who
        self.now = now
        self.onLoss = onLoss
    }

    /// A file that was stored, and what was read of it outside of the transaction.
    package struct NewFile: Sendable {
        package let funder: Funder.ID
        package let name: String
        package let digest: Digest
        /// Nil where a person must choose how to read it.
        package let reading: RemittanceFile?
        package var layout = RemittanceLayout()
        package var currency = Currency.usd
        package var throughOn: Day?

        package init(named name: String, _ digest: Digest, from funder: Funder.ID, reading: RemittanceFile?) {
            self.name = name
            self.digest = digest
            self.funder = funder
            self.reading = reading
        }
    }

    /// Takes a file in: its lines are proposals. One that waits for a choice has none yet. Refused where it was taken in
    /// already.
    package func take(_ new: NewFile, _ db: Connection) throws -> Remittance {
        let funder = try Funder.find(new.funder, tenant: tenant, db).id
        if let former = try Remittance.of(new.digest, from: funder, tenant: tenant, db) {
            throw RemittanceDeskRefusal.knownFile(former.id)
        }
        let read = new.reading
        let remittance = Remittance(
            id: Remittance.ID(at: now), funder: funder, source: .file, fileName: new.name, file: new.digest,
            message: nil, submission: nil, currency: new.currency, layout: read?.layout ?? new.layout,
            throughOn: new.throughOn ?? read?.lastDay ?? now.day, flaws: read?.flaws ?? [],
            statedTotal: read?.statedTotal, missing: [], state: .proposed, who: who, at: now)
        try store(remittance, read?.lines ?? [], db)
        if let read { try read.layout.remember(of: funder, tenant: tenant, by: who, at: now, db) }
        return remittance
    }

    private func store(_ remittance: Remittance, _ lines: [RemittanceLine], _ db: Connection) throws {
        let added = try db.attempt { try Remittance.insert(remittance, tenant: tenant, db) }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            let former = try remittance.file.flatMap {
                try Remittance.of($0, from: remittance.funder, tenant: tenant, db)
            }
            throw RemittanceDeskRefusal.knownFile(former?.id ?? remittance.id)
        }
        try RemittanceItem.store(lines, of: remittance.id, tenant: tenant, db)
        try History.append(
            HistoryEntry(
                "remittance", remittance.id, "take", to: remittance.state.rawValue, by: who, at: now,
                detail: [
                    "funder": Value(remittance.funder), "source": .string(remittance.source.rawValue),
                    "file": Value(remittance.file?.description), "message": Value(remittance.message),
                    "lines": Value(lines.count),
                ]), tenant: tenant, db)
        db.signal("remittance")
    }

    /// Takes what was read of the file once more, as a person chose; refused where a line of it is booked.
    package func read(
        _ id: Remittance.ID, again read: RemittanceFile, currency: Currency, throughOn: Day?, _ db: Connection
    ) throws {
        let remittance = try Remittance.find(id, tenant: tenant, db)
        guard remittance.source == .file else { throw RemittanceDeskRefusal.isMail(id) }
        // Only a proposal is read again; and nothing of it may be booked.
        _ = try Remittance.lifecycle.move(remittance.state, on: .dismiss)
        guard try !RemittanceItem.of(id, tenant: tenant, db).contains(where: { $0.state == .booked }) else {
            throw RemittanceDeskRefusal.partBooked(id)
        }
        try db.run(
            """
            UPDATE remittance SET layout = \(read.layout.value), currency = \(currency),
                                  through_on = \(throughOn ?? read.lastDay ?? remittance.throughOn),
                                  flaws = \(Value(read.flaws.map(\.value))), stated_cents = \(read.statedTotal)
             WHERE tenant_id = \(tenant) AND id = \(id)
            """)
        try RemittanceItem.store(read.lines, of: id, tenant: tenant, db)
        try read.layout.remember(of: remittance.funder, tenant: tenant, by: who, at: now, db)
        try History.append(
            HistoryEntry("remittance", id, "read", by: who, at: now, detail: ["lines": Value(read.lines.count)]),
            tenant: tenant, db)
    }

    /// Stores a mail's notice of one payment as a proposal; nil where the mail was stored for that submission before, and its
    /// reading stands.
    func take(
        _ line: RemittanceLine, from message: Message.ID, on submission: Submission, _ db: Connection
    ) throws -> Remittance? {
        let known: Int? = try db.value(
            """
            SELECT 1 FROM remittance
             WHERE tenant_id = \(tenant) AND message_id = \(message) AND submission_id = \(submission.id)
               AND is_retracted = 0
            """)
        guard known == nil else { return nil }
        let remittance = Remittance(
            id: Remittance.ID(at: now), funder: submission.funder, source: .mail, fileName: nil, file: nil,
            message: message, submission: submission.id, currency: line.currency, layout: RemittanceLayout(),
            throughOn: nil, flaws: [], statedTotal: nil, missing: [], state: .proposed, who: who, at: now)
        try store(remittance, [line], db)
        return remittance
    }
}

extension RemittanceFile {
    /// Reads the file by the choices and what is remembered, else by the choices alone; nil where it takes a person to
    /// choose more. What no choice mends is refused.
    package static func reading(
        _ bytes: [UInt8], _ wish: RemittanceLayout, remembered: RemittanceLayout, currency: Currency
    ) throws(SheetRefusal) -> RemittanceFile? {
        for layout in [wish.filled(from: remembered), wish] {
            do throws(SheetRefusal) {
                return try RemittanceFile(bytes, layout, currency: currency)
            } catch {
                if error.field == "file" { throw error }
            }
        }
        return nil
    }

    /// The last day that a line names.
    var lastDay: Day? { lines.compactMap(\.paidOn).max() }
}
