import Deals
import Kernel
import Sheets
import Storage

/// Books the lines of a remittance that may be booked: one payment for each reference, with a line for each deal.
struct RemittanceBooking {
    let remittance: Remittance
    let method: PaymentMethod
    /// A person's words, or what the remittance itself stands for.
    let reason: String?
    /// The day of lines that name none.
    let day: Day

    /// A line and what it was found to be.
    struct Entry {
        let item: RemittanceItem
        let finding: RemittanceFinding
        let deal: FundedDeal.ID
    }

    /// What is paid or taken back at once.
    private struct Group {
        let trace: String?
        let currency: Currency
        let isClawback: Bool
        var day: Day
        var entries: [Entry] = []
    }

    /// The reference of payments for which the funder gave none: this remittance stands for them.
    private static let ownMark = "remittance:"

    /// The funder's own reference; nil where it is one of ours.
    static func given(_ trace: String?) -> String? { trace.flatMap { $0.hasPrefix(ownMark) ? nil : $0 } }

    /// Books all or nothing in the running transaction, what is paid before what is taken back of it; gives each line its entry.
    func run(_ entries: [Entry], _ book: CommissionBook, _ db: Connection) throws {
        let groups = groups(entries)
        for group in groups.filter({ !$0.isClawback }) + groups.filter(\.isClawback) {
            for entry in group.entries where entry.finding.verdict != .clawedBack {
                try makeRoom(for: entry, on: group.day, book, db)
            }
            var new = CommissionPayment.New(
                funder: remittance.funder, group.currency, by: group.isClawback ? .netted : method, trace: group.trace,
                on: group.day, lines(of: group))
            new.message = remittance.message
            new.reason = words(of: group)
            // A line that is confirmed later, of a payment that is booked, belongs to that payment.
            let former = try group.trace.flatMap {
                try CommissionPayment.booked(
                    $0, group.isClawback ? .clawedBack : .received, by: remittance.funder, tenant: book.tenant, db)
            }
            let booked =
                group.isClawback ? try book.clawBack(new, into: former, db) : try book.pay(new, into: former, db)
            try mark(group.entries, booked, book, db)
        }
    }

    private func groups(_ entries: [Entry]) -> [Group] {
        var groups: [Group] = []
        var places: [[String]: Int] = [:]
        for entry in entries {
            let line = entry.item.line
            let paidOn = line.paidOn ?? day
            // Without a reference of the funder each day is a payment of its own.
            let own = "\(Self.ownMark)\(remittance.id):\(paidOn)"
            let trace = line.trace ?? (line.isClawback ? nil : own)
            let key = [
                SheetText.key(line.trace) ?? own, line.currency.rawValue, line.isClawback ? "back" : "paid",
            ]
            if let place = places[key] {
                groups[place].entries.append(entry)
                groups[place].day = max(groups[place].day, paidOn)
            } else {
                places[key] = groups.count
                groups.append(
                    Group(
                        trace: trace, currency: line.currency, isClawback: line.isClawback, day: paidOn,
                        entries: [entry]))
            }
        }
        return groups
    }

    /// A deal stands once in a payment.
    private func lines(of group: Group) -> [CommissionPayment.Line] {
        var order: [FundedDeal.ID] = []
        var sums: [FundedDeal.ID: Cents] = [:]
        for entry in group.entries {
            let amount = entry.item.line.amount
            if sums[entry.deal] == nil { order.append(entry.deal) }
            sums[entry.deal, default: .zero] =
                sums[entry.deal, default: .zero] + (group.isClawback ? .zero - amount : amount)
        }
        return order.map { CommissionPayment.Line($0, sums[$0]) }
    }

    /// What a person takes beyond what is expected is adjusted first, with the person's reason (E16).
    private func makeRoom(for entry: Entry, on day: Day, _ book: CommissionBook, _ db: Connection) throws {
        guard let accepted = entry.item.accepted, let expected = entry.finding.expected else { return }
        let more = entry.item.line.amount - expected
        guard entry.finding.verdict == .overPaid, more > .zero else { return }
        try book.adjust(entry.deal, by: more, reason: accepted, on: day, db)
    }

    private func words(of group: Group) -> String? {
        let own = group.entries.compactMap(\.item.accepted)
        if !own.isEmpty { return own.joined(separator: "; ") }
        return reason ?? (group.isClawback ? "as \(remittance.name) says" : nil)
    }

    private func mark(
        _ entries: [Entry], _ booked: CommissionBook.Booked, _ book: CommissionBook, _ db: Connection
    ) throws {
        for entry in entries {
            guard let own = booked.entries[entry.deal] else {
                preconditionFailure("a payment has an entry for each of its deals")
            }
            try entry.item.book(
                entry.finding, own, of: remittance.id, tenant: book.tenant, by: book.who, at: book.now, db)
        }
    }
}
