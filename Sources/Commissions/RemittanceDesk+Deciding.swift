import Crypto
import Deals
import Funders
import Kernel
import Storage

extension RemittanceDesk {
    /// A remittance as it stands beside the records: its lines, and what was found of those that are not decided.
    package struct Preview: Sendable {
        package let remittance: Remittance
        package let items: [RemittanceItem]
        /// By the lines' places.
        package let findings: [Int: RemittanceFinding]
        package let missing: [RemittanceFinding]

        /// The lines that a confirmation books.
        package var bookable: [RemittanceItem] {
            items.filter { findings[$0.place]?.isBookable ?? false }
        }

        /// What was seen: a confirmation that names it books nothing else.
        package var mark: String {
            let lines = Dictionary(items.map { ($0.place, $0.line) }) { first, _ in first }
            let told = findings.sorted { $0.key < $1.key }.map { place, finding -> Value in
                let line = lines[place]
                return [
                    "place": Value(place), "verdict": .string(finding.verdict.rawValue), "deal": Value(finding.deal),
                    "expected": Value(finding.expected?.count), "received": Value(finding.received?.count),
                    "bookable": .bool(finding.isBookable), "paid_on": Value(line?.paidOn), "trace": Value(line?.trace),
                    "currency": Value(line?.currency.rawValue), "through": Value(remittance.throughOn),
                ]
            }
            return String(Digest(of: Value.list(told).canonicalBytes).description.prefix(32))
        }
    }

    /// Holds the lines that wait against the records of this moment.
    package func preview(_ id: Remittance.ID, _ db: Connection) throws -> Preview {
        let remittance = try Remittance.find(id, tenant: tenant, db)
        let items = try RemittanceItem.of(id, tenant: tenant, db)
        let waiting = items.filter { $0.state == .proposed }
        guard remittance.state == .proposed else {
            return Preview(remittance: remittance, items: items, findings: [:], missing: [])
        }
        let matcher = RemittanceMatcher(
            try RemittanceExpectation.all(of: remittance.funder, tenant: tenant, db),
            traces: try RemittanceExpectation.traces(of: remittance.funder, except: id, tenant: tenant, db),
            latest: FundedDeal.latestDay(at: now))
        let words = Dictionary(uniqueKeysWithValues: waiting.enumerated().map { ($0, $1.word) })
        let found = matcher.findings(
            waiting.map(\.line), covers: try remittance.covers(tenant: tenant, db),
            through: waiting.isEmpty ? nil : remittance.throughOn, currencies: Set(items.map(\.line.currency)),
            words: words)
        var findings: [Int: RemittanceFinding] = [:]
        for finding in found {
            if let place = finding.place { findings[waiting[place].place] = finding }
        }
        let settled = Set(items.compactMap { $0.state == .booked ? $0.finding?.deal : nil })
        return Preview(
            remittance: remittance, items: items, findings: findings,
            missing: found.filter { finding in
                finding.place == nil && !(finding.deal.map(settled.contains) ?? false)
            })
    }

    /// Books every line that may be booked, all or none. `seen` is the mark of what the asker saw. What cannot be booked
    /// stays a proposal.
    @discardableResult
    package func confirm(
        _ id: Remittance.ID, seen: String?, by method: PaymentMethod = .ach, reason: String? = nil, _ db: Connection
    ) throws -> Int {
        let preview = try preview(id, db)
        _ = try Remittance.lifecycle.move(preview.remittance.state, on: .book)
        if let seen, seen != preview.mark { throw RemittanceDeskRefusal.changedMeanwhile }
        let entries = preview.items.compactMap { item -> RemittanceBooking.Entry? in
            guard let finding = preview.findings[item.place], finding.isBookable, let deal = finding.deal else {
                return nil
            }
            return RemittanceBooking.Entry(item: item, finding: finding, deal: deal)
        }
        guard !entries.isEmpty else { throw RemittanceDeskRefusal.nothingToBook }
        let book = CommissionBook(tenant: tenant, by: who, at: now, onLoss: onLoss)
        let day = preview.remittance.throughOn ?? now.day
        try RemittanceBooking(remittance: preview.remittance, method: method, reason: reason, day: day).run(
            entries, book, db)
        try History.append(
            HistoryEntry(
                "remittance", id, "book_lines", by: who, at: now, reason: reason,
                detail: ["lines": Value(entries.count)]), tenant: tenant, db)
        try close(id, missing: .list(preview.missing.map(\.value)), db)
        return entries.count
    }

    /// A remittance whose lines are all decided is booked, or put away where none of them was booked.
    private func close(_ id: Remittance.ID, missing: Value? = nil, _ db: Connection) throws {
        let remittance = try Remittance.find(id, tenant: tenant, db)
        let items = try RemittanceItem.of(id, tenant: tenant, db)
        if let missing {
            try db.run(
                "UPDATE remittance SET missing = \(missing) WHERE tenant_id = \(tenant) AND id = \(id)")
        }
        guard !items.contains(where: { $0.state == .proposed }) else { return }
        let isBooked = items.contains { $0.state == .booked }
        try remittance.move(
            on: isBooked ? .book : .dismiss, missing: missing, tenant: tenant, by: who, at: now, db)
        db.signal("remittance")
    }

    /// What a person says about one line.
    package enum Decision: Sendable {
        /// It is of that deal.
        case deal(FundedDeal.ID)
        /// It is booked though it differs.
        case accept(reason: String)
        case dismiss(reason: String)
        /// It is a proposal again; a booked one only once its payment was taken back.
        case restore
    }

    package func decide(_ decision: Decision, on place: Int, of id: Remittance.ID, _ db: Connection) throws {
        let remittance = try Remittance.find(id, tenant: tenant, db)
        guard let item = try RemittanceItem.of(id, tenant: tenant, db).first(where: { $0.place == place }) else {
            throw RemittanceDeskRefusal.noLine(id, place: place)
        }
        switch decision {
        case .deal(let deal):
            guard try FundedDeal.standing(deal, tenant: tenant, db).funder == remittance.funder else {
                throw RemittanceDeskRefusal.otherFunder
            }
            try item.say(deal: deal, accepted: nil, of: id, tenant: tenant, by: who, at: now, db)
        case .accept(let reason):
            guard try preview(id, db).findings[place]?.isAcceptable ?? false else {
                throw RemittanceDeskRefusal.notAcceptable(place: place)
            }
            try item.say(deal: item.word.deal, accepted: reason, of: id, tenant: tenant, by: who, at: now, db)
        case .dismiss(let reason):
            try item.move(on: .dismiss, reason: reason, of: id, tenant: tenant, by: who, at: now, db)
            try close(id, db)
        case .restore:
            if let payment = item.payment, try CommissionPayment.find(payment, tenant: tenant, db).state == .booked {
                throw RemittanceDeskRefusal.paymentStands(payment)
            }
            if remittance.isRetracted { throw RemittanceDeskRefusal.retracted(id) }
            // Of a remittance that was put away whole the lines wait as they are.
            if item.state != .proposed || remittance.state != .dismissed {
                try item.move(on: .restore, reason: nil, of: id, tenant: tenant, by: who, at: now, db)
            }
            if remittance.state != .proposed { try reopen(remittance, db) }
        }
    }

    private func reopen(_ remittance: Remittance, _ db: Connection) throws {
        if let file = remittance.file,
            let twin = try Remittance.of(file, from: remittance.funder, tenant: tenant, db), twin.id != remittance.id
        {
            throw RemittanceDeskRefusal.knownFile(twin.id)
        }
        try remittance.move(on: .reopen, tenant: tenant, by: who, at: now, db)
        db.signal("remittance")
    }

    /// Ends what a mail told whose reading was taken back.
    func retract(_ id: Remittance.ID, reason: String, _ db: Connection) throws {
        if try Remittance.find(id, tenant: tenant, db).state == .proposed {
            try dismiss(id, reason: reason, db)
        } else {
            try History.append(
                HistoryEntry("remittance", id, "retract", by: who, at: now, reason: reason), tenant: tenant, db)
        }
        try db.run("UPDATE remittance SET is_retracted = 1 WHERE tenant_id = \(tenant) AND id = \(id)")
    }

    /// Puts the whole remittance away; refused where a line of it is booked.
    package func dismiss(_ id: Remittance.ID, reason: String, _ db: Connection) throws {
        let remittance = try Remittance.find(id, tenant: tenant, db)
        guard try !RemittanceItem.of(id, tenant: tenant, db).contains(where: { $0.state == .booked }) else {
            throw RemittanceDeskRefusal.partBooked(id)
        }
        try remittance.move(on: .dismiss, reason: reason, tenant: tenant, by: who, at: now, db)
        db.signal("remittance")
    }
}

extension RemittanceFinding {
    /// The finding's members for pages and programs alike.
    package var value: Value {
        [
            "verdict": .string(verdict.rawValue), "verdict_label": .string(verdict.label), "deal": Value(deal),
            "candidates": .list(candidates.map { Value($0) }), "expected": Value(expected?.decimal),
            "received": Value(received?.decimal), "reason": .string(reason), "is_bookable": .bool(isBookable),
            "is_acceptable": .bool(isAcceptable), "is_difference": .bool(verdict.isDifference),
        ]
    }
}
