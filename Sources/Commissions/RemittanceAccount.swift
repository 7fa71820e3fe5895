import Deals
import Kernel
import Sheets

/// The lines of one remittance that speak of one deal, held against what is booked for it.
struct RemittanceAccount {
    struct Line {
        let place: Int
        let line: RemittanceLine
        let way: RemittanceNames.Way
        let isAccepted: Bool
    }

    /// What is the same for all deals of the funder.
    struct Ground: Sendable {
        /// The day on which a reference was booked, by whether it took back and by its normal form.
        private var days: [Bool: [String: Day]] = [:]
        let latest: Day?

        init(traces: [RemittanceExpectation.Payment], latest: Day?) {
            self.latest = latest
            for payment in traces {
                guard let key = SheetText.key(payment.trace) else { continue }
                days[payment.amount < .zero, default: [:]][key] = payment.paidOn
            }
        }

        func day(of line: RemittanceLine) -> Day? {
            SheetText.key(line.trace).flatMap { days[line.isClawback]?[$0] }
        }
    }

    private typealias Payment = RemittanceExpectation.Payment

    private let deal: RemittanceExpectation
    private let ground: Ground

    init(_ deal: RemittanceExpectation, _ ground: Ground) {
        self.deal = deal
        self.ground = ground
    }

    /// First what is no new payment is set aside; then the payments are held against what is open, and what is taken back
    /// against what will be booked by then.
    func findings(_ lines: [Line]) -> [RemittanceFinding] {
        var findings: [RemittanceFinding] = []
        var booked = deal.payments
        var payments: [Line] = []
        for line in lines where !line.line.isClawback {
            if let finding = aside(line, booked), !(finding.isAcceptable && line.isAccepted) {
                findings.append(finding)
                guard finding.isBookable else { continue }
            } else {
                payments.append(line)
            }
            booked.append(Payment(amount: line.line.amount, trace: line.line.trace, paidOn: nil))
        }
        findings = (findings + paid(payments)).map { doubted($0, lines) }
        let bookable = Set(findings.filter(\.isBookable).map(\.place))
        booked =
            deal.payments
            + lines.filter { bookable.contains($0.place) }.map {
                Payment(amount: $0.line.amount, trace: $0.line.trace, paidOn: nil)
            }
        for line in lines where line.line.isClawback {
            guard let finding = aside(line, booked).map({ doubted($0, lines) }) else { continue }
            findings.append(finding)
            guard finding.isBookable else { continue }
            booked.append(Payment(amount: line.line.amount, trace: line.line.trace, paidOn: nil))
        }
        return findings
    }

    /// What would be booked waits for a person's word where the line itself is in doubt.
    private func doubted(_ found: RemittanceFinding, _ lines: [Line]) -> RemittanceFinding {
        guard let entry = lines.first(where: { $0.place == found.place }), let doubt = entry.line.doubt else {
            return found
        }
        var finding = found
        finding.isExact = false
        guard !entry.isAccepted else { return finding }
        finding.reason = "\(doubt); \(found.reason)"
        guard found.isBookable else { return finding }
        finding.verdict = .unclear
        finding.isBookable = false
        finding.isAcceptable = true
        return finding
    }

    /// What is no new payment for the deal; nil where it is one.
    private func aside(_ entry: Line, _ booked: [Payment]) -> RemittanceFinding? {
        let line = entry.line
        var finding = RemittanceFinding(
            verdict: .unclear, place: entry.place, deal: deal.deal, expected: deal.open, received: line.amount,
            reason: "")
        if line.currency != deal.currency {
            finding.verdict = .wrongCurrency
            finding.reason = "the deal is in \(deal.currency.rawValue), the line in \(line.currency.rawValue)"
            return finding
        }
        if let flaw = flaw(of: line.paidOn) {
            finding.reason = flaw
            return finding
        }
        let same = booked.filter { ($0.amount < .zero) == line.isClawback }
        let trace = SheetText.key(line.trace)
        if let former = same.first(where: { trace != nil && SheetText.key($0.trace) == trace }) {
            finding.verdict = .paidTwice
            finding.expected = former.amount
            finding.reason = "\(former.amount.grouped) with this trace \(Self.when(former))"
            return finding
        }
        if !entry.isAccepted, let day = ground.day(of: line) {
            finding.isAcceptable = true
            finding.reason = "the payment with this trace is booked on \(day) without this deal"
            return finding
        }
        if let twin = same.first(where: { $0.amount == line.amount && ($0.trace == nil || line.trace == nil) }) {
            let found = self.twin(twin, of: line, finding, booked)
            guard line.isClawback, found.isAcceptable, entry.isAccepted else { return found }
        }
        return line.isClawback ? clawback(entry, finding, booked) : nil
    }

    private func flaw(of day: Day?) -> String? {
        guard let day else { return nil }
        if day < deal.fundedOn { return "it is of \(day), and the deal was funded on \(deal.fundedOn)" }
        if let latest = ground.latest, day > latest { return "its day, \(day), is still to come" }
        return nil
    }

    private static func when(_ payment: Payment) -> String {
        payment.paidOn.map { "is booked on \($0) already" } ?? "stands in this remittance before"
    }

    /// The same amount once more, and no trace that would tell the two apart.
    private func twin(
        _ former: Payment, of line: RemittanceLine, _ found: RemittanceFinding, _ booked: [Payment]
    ) -> RemittanceFinding {
        var finding = found
        let leavesRoom =
            line.isClawback
            ? RemittanceExpectation.kept(booked) + line.amount >= .zero : deal.open(booked) >= line.amount
        finding.verdict = leavesRoom ? .unclear : .paidTwice
        finding.expected = former.amount
        finding.isAcceptable = leavesRoom || !line.isClawback
        finding.reason =
            "\(former.amount.grouped) \(Self.when(former))"
            + (leavesRoom ? "; without a trace this may be the same or the next part" : "; no trace tells them apart")
        return finding
    }

    private func clawback(_ entry: Line, _ found: RemittanceFinding, _ booked: [Payment]) -> RemittanceFinding {
        var finding = found
        let kept = RemittanceExpectation.kept(booked)
        let paid = booked.reduce(Cents.zero) { $0 + max(.zero, $1.amount) }
        let taken = Cents.zero - entry.line.amount
        let day = entry.line.paidOn ?? ground.latest ?? deal.fundedOn
        let given = deal.clawback.map {
            $0.mode.left(of: paid, takenBack: paid - kept, fundedOn: deal.fundedOn, until: $0.until, on: day)
        }
        finding.verdict = .clawedBack
        finding.expected = .zero - (given ?? .zero)
        if taken > kept {
            finding.reason = "\(taken.grouped) is taken back, and \(kept.grouped) is left of what was paid"
        } else if let clawback = deal.clawback, day <= clawback.until {
            finding.isBookable = true
            finding.reason =
                given == taken
                ? "\(taken.grouped) is taken back, as the terms give"
                : "\(taken.grouped) is taken back; on \(day) the terms give \((given ?? .zero).grouped)"
        } else {
            finding.isAcceptable = true
            finding.isBookable = entry.isAccepted
            finding.reason =
                deal.clawback.map { "it is taken back on \(day), and the window closed on \($0.until)" }
                ?? "it is taken back, and the terms have no window for that"
        }
        return finding
    }

    /// New payments of the deal: all but the last are parts; the last says whether all is paid.
    private func paid(_ payments: [Line]) -> [RemittanceFinding] {
        var open = max(.zero, deal.open)
        return payments.enumerated().map { number, entry in
            let amount = entry.line.amount
            defer { open = max(.zero, open - amount) }
            var finding = RemittanceFinding(
                verdict: .matched, place: entry.place, deal: deal.deal, expected: open, received: amount, reason: "",
                isBookable: true)
            if amount > open {
                finding.verdict = .overPaid
                finding.isAcceptable = true
                finding.isBookable = entry.isAccepted
                finding.reason = more(than: open, amount)
            } else if amount == open {
                finding.reason = entry.way.reason
                finding.isExact = entry.way == .reference && entry.line.trace != nil
            } else if number < payments.count - 1 {
                finding.reason = "one of \(payments.count) parts in this remittance"
            } else {
                finding.verdict = .shortPaid
                finding.reason = "\((open - amount).grouped) less than the \(open.grouped) that is open"
            }
            return finding
        }
    }

    private func more(than open: Cents, _ amount: Cents) -> String {
        if deal.expected == .zero { return "nothing is expected of this deal; enter the funder's terms" }
        if open == .zero { return "all of the \(deal.expected.grouped) that was expected is paid already" }
        return "\((amount - open).grouped) more than the \(open.grouped) that is open"
    }
}
