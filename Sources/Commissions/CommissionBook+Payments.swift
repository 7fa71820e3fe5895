import Correspondence
import Deals
import Kernel
import Storage

extension CommissionBook {
    /// The funder owes it: the amount, or all that is expected and not earned.
    @discardableResult
    package func earn(
        _ id: FundedDeal.ID, _ amount: Cents? = nil, on day: Day, message: Message.ID? = nil, _ db: Connection
    ) throws -> CommissionEntry {
        let deal = try FundedDeal.standing(id, tenant: tenant, db)
        try check(deal, funder: deal.funder, deal.currency, on: day)
        let standing = try CommissionStanding.of(id, tenant: tenant, db)
        let amount = amount ?? standing.expected - standing.earned
        guard standing.expected > standing.earned else { throw CommissionRefusal.nothingToEarn(id) }
        guard amount > .zero else { throw CommissionRefusal.amountNotPositive }
        guard standing.earned + amount <= standing.expected else {
            throw CommissionRefusal.moreThanExpected(
                id, expected: standing.expected, earned: standing.earned + amount)
        }
        var draft = Draft(.earned, amount, on: day)
        draft.message = message
        return try book(draft, [], on: deal, db)
    }

    /// Books what a funder paid. What was not earned yet is earned by it; each share gets its part, and of it the reserve
    /// of the deal's terms is held back while the window is open.
    package func pay(_ new: CommissionPayment.New, _ db: Connection) throws -> CommissionPayment {
        try CommissionPayment.find(pay(new, into: nil, db).payment, tenant: tenant, db)
    }

    /// A payment, and what was booked in it now.
    struct Booked {
        let payment: CommissionPayment.ID
        let entries: [FundedDeal.ID: CommissionEntry]
    }

    /// Books the lines as a payment, or as further lines of one with the same reference that is booked already.
    func pay(
        _ new: CommissionPayment.New, into former: CommissionPayment?, _ db: Connection
    ) throws -> Booked {
        guard new.trace != nil else { throw CommissionRefusal.traceMissing }
        let amounts = try new.lines.map { line throws(CommissionRefusal) -> Cents in
            guard let amount = line.amount, amount > .zero else { throw .amountNotPositive }
            return amount
        }
        let deals = try deals(of: new, db)
        let sum = amounts.reduce(.zero, +)
        let payment = try payment(of: new, .received, sum, into: former, db)
        var entries: [FundedDeal.ID: CommissionEntry] = [:]
        for (deal, amount) in zip(deals, amounts) {
            entries[deal.id] = try pay(amount, on: deal, payment, new, db)
        }
        return Booked(payment: payment, entries: entries)
    }

    private func payment(
        of new: CommissionPayment.New, _ direction: CommissionPayment.Direction, _ sum: Cents,
        into former: CommissionPayment?, _ db: Connection
    ) throws -> CommissionPayment.ID {
        guard let former else {
            return try CommissionPayment.insert(new, direction, amount: sum, tenant: tenant, by: who, at: now, db)
        }
        guard former.currency == new.currency else {
            throw CommissionRefusal.traceKnown(former.id, on: former.paidOn)
        }
        try former.extend(by: sum, reason: new.reason, tenant: tenant, by: who, at: now, db)
        return former.id
    }

    private func deals(of new: CommissionPayment.New, _ db: Connection) throws -> [FundedDeal] {
        guard (1...CommissionPayment.mostLines).contains(new.lines.count) else {
            throw CommissionRefusal.lineCount(new.lines.count)
        }
        try PaymentMethod.check(new.method, note: new.methodNote)
        var seen: Set<FundedDeal.ID> = []
        return try new.lines.map { line in
            guard seen.insert(line.deal).inserted else { throw CommissionRefusal.doubleDeal(line.deal) }
            let deal = try FundedDeal.standing(line.deal, tenant: tenant, db)
            try check(deal, funder: new.funder, new.currency, on: new.paidOn)
            return deal
        }
    }

    private func pay(
        _ amount: Cents, on deal: FundedDeal, _ payment: CommissionPayment.ID, _ new: CommissionPayment.New,
        _ db: Connection
    ) throws -> CommissionEntry {
        let standing = try CommissionStanding.of(deal.id, tenant: tenant, db)
        guard amount <= standing.open else { throw CommissionRefusal.moreThanOpen(deal.id, open: standing.open) }
        let unearned = standing.paid + amount - standing.earned
        if unearned > .zero { try earn(deal.id, unearned, on: new.paidOn, message: new.message, db) }
        let reserve = try reserve(of: deal, on: new.paidOn, db)
        let parts = try open(on: deal.id, db).split(amount).map { part in
            part.payee == nil ? part : .init(part.role, part.payee, part.amount, reserve: reserve.of(part.amount))
        }
        var draft = Draft(.paid, amount, on: new.paidOn)
        draft.payment = payment
        draft.message = new.message
        draft.reason = new.reason
        return try book(draft, parts, on: deal, db)
    }

    private func reserve(of deal: FundedDeal, on day: Day, _ db: Connection) throws -> Percent {
        guard let used = try CommissionTerms.used(by: deal.id, tenant: tenant, db),
            let last = used.expectation.clawbackUntil, day <= last
        else { return Percent(thousandths: 0) }
        return used.terms.content.reserve
    }

    /// Books what a funder took back (E23): each share gives its part, out of what is held back first. A line without an
    /// amount takes what the deal's terms give on that day; another amount, or a day outside the window, needs a reason.
    package func clawBack(_ new: CommissionPayment.New, _ db: Connection) throws -> CommissionPayment {
        try CommissionPayment.find(clawBack(new, into: nil, db).payment, tenant: tenant, db)
    }

    /// Books the lines as taken back at once, or as further lines of what is booked as taken back by the same reference.
    func clawBack(
        _ new: CommissionPayment.New, into former: CommissionPayment?, _ db: Connection
    ) throws -> Booked {
        let deals = try deals(of: new, db)
        if former == nil, let trace = new.trace,
            let former = try CommissionPayment.booked(trace, .clawedBack, by: new.funder, tenant: tenant, db)
        {
            throw CommissionRefusal.traceKnown(former.id, on: former.paidOn)
        }
        let amounts = try zip(deals, new.lines).map { deal, line in
            try clawback(line.amount, on: deal, day: new.paidOn, reason: new.reason, db)
        }
        for (deal, amount) in zip(deals, amounts) where new.trace == nil {
            guard try !isTakenBack(amount, on: deal.id, day: new.paidOn, db) else {
                throw CommissionRefusal.clawbackKnown(deal.id, on: new.paidOn)
            }
        }
        let sum = amounts.reduce(.zero, +)
        let payment = try payment(of: new, .clawedBack, sum, into: former, db)
        var entries: [FundedDeal.ID: CommissionEntry] = [:]
        for (deal, amount) in zip(deals, amounts) {
            let held = try held(on: deal.id, db)
            let parts = try kept(on: deal.id, db).split(amount).map { part in
                let there = held.first { $0.role == part.role && $0.payee == part.payee }?.reserve ?? .zero
                return CommissionEntry.Part(
                    part.role, part.payee, part.amount, reserve: .zero - min(part.amount, there))
            }
            var draft = Draft(.clawback, amount, on: new.paidOn)
            draft.payment = payment
            draft.message = new.message
            draft.reason = new.reason
            entries[deal.id] = try book(draft, parts, on: deal, db)
        }
        for deal in deals { try tellLoss(of: deal.id, db) }
        return Booked(payment: payment, entries: entries)
    }

    /// Whether the same was taken back of the deal on that day: only the funder's reference tells a second one from it.
    private func isTakenBack(_ amount: Cents, on deal: FundedDeal.ID, day: Day, _ db: Connection) throws -> Bool {
        try db.row(
            """
            SELECT 1 FROM commission_entry JOIN commission_payment ON commission_payment.id = commission_entry.payment_id
             WHERE commission_entry.tenant_id = \(tenant) AND commission_entry.deal_id = \(deal)
               AND commission_entry.kind = 'clawback' AND commission_entry.day = \(day)
               AND commission_entry.amount_cents = \(amount) AND commission_payment.state = 'booked' LIMIT 1
            """) != nil
    }

    private func clawback(
        _ asked: Cents?, on deal: FundedDeal, day: Day, reason: String?, _ db: Connection
    ) throws -> Cents {
        let standing = try CommissionStanding.of(deal.id, tenant: tenant, db)
        let paid = try CommissionStanding.paid(on: deal.id, until: day, tenant: tenant, db)
        // What was paid later cannot have been taken back by then.
        let kept = paid - standing.clawedBack
        if let asked, asked <= .zero { throw CommissionRefusal.amountNotPositive }
        guard kept > .zero, asked ?? kept <= kept else { throw CommissionRefusal.moreThanKept(deal.id, kept: kept) }
        let used = try CommissionTerms.used(by: deal.id, tenant: tenant, db)
        let last = used?.expectation.clawbackUntil
        guard let used, let last, day <= last else {
            guard let asked, reason != nil else { throw CommissionRefusal.outsideWindow(deal.id, until: last) }
            return asked
        }
        let given = used.terms.content.clawbackMode.left(
            of: paid, takenBack: standing.clawedBack, fundedOn: deal.fundedOn, until: last, on: day)
        if let asked, asked != given, reason == nil { throw CommissionRefusal.otherThanTerms(deal.id, given) }
        let amount = asked ?? given
        guard amount > .zero else {
            throw standing.clawedBack > .zero
                ? CommissionRefusal.takenBackAlready(deal.id, standing.clawedBack)
                : .outsideWindow(deal.id, until: last)
        }
        return amount
    }

    /// Takes back a payment, or a clawback, that was booked by mistake, with all its entries.
    package func reverse(_ id: CommissionPayment.ID, reason: String, _ db: Connection) throws {
        let payment = try CommissionPayment.find(id, tenant: tenant, db)
        try payment.move(on: .reverse, reason: reason, tenant: tenant, by: who, at: now, db)
        for entry in try CommissionEntry.of(payment: id, tenant: tenant, db) where entry.reverses == nil {
            let held = try held(on: entry.deal, db)
            let parts = try CommissionEntry.parts(of: entry.id, tenant: tenant, db)
            let isCovered = parts.allSatisfy { part in
                part.reserve <= held.first { $0.role == part.role && $0.payee == part.payee }?.reserve ?? .zero
            }
            guard isCovered else { throw CommissionRefusal.reserveReleased(entry.deal) }
            try takeBack(entry, reason: reason, on: today(after: entry), db)
            try check(entry.deal, db)
            try tellLoss(of: entry.deal, db)
        }
    }

    /// Takes back an adjustment, or what was earned, that was booked by mistake.
    package func reverse(_ id: CommissionEntry.ID, reason: String, _ db: Connection) throws {
        let entry = try CommissionEntry.find(id, tenant: tenant, db)
        guard entry.kind == .adjustment || entry.kind == .earned else { throw CommissionRefusal.notByItself(id) }
        // Looked at before the ledger's bounds would refuse it in their own words.
        var standing = try CommissionStanding.of(entry.deal, tenant: tenant, db)
        standing.add(.zero - entry.amount, entry.kind)
        guard entry.reverses == nil, entry.reversedBy == nil else { throw CommissionRefusal.reversedAlready(id) }
        try standing.check(entry.deal)
        try takeBack(entry, reason: reason, on: today(after: entry), db)
        try check(entry.deal, db)
    }

    /// Whether `release` has something to do.
    package static func hasReserve(before today: Day, tenant: TenantID, _ db: Connection) throws -> Bool {
        // Mostly nothing is held at all, which few accounts tell.
        let isHeld =
            try db.value(
                """
                SELECT EXISTS (
                    SELECT 1 FROM ledger_account JOIN ledger_balance ON ledger_balance.account_id = ledger_account.id
                     WHERE ledger_account.tenant_id = \(tenant) AND ledger_account.code = 'share.reserve'
                       AND ledger_balance.posted_credit_cents > ledger_balance.posted_debit_cents)
                """, as: Bool.self) ?? false
        return try isHeld && db.row(reserved(before: today, tenant) + " LIMIT 1") != nil
    }

    /// The deals whose window is over and of which something is held back.
    private static func reserved(before today: Day, _ tenant: TenantID) -> SQL {
        """
        SELECT deal_terms.deal_id
          FROM deal_terms
          JOIN commission_entry ON commission_entry.deal_id = deal_terms.deal_id
          JOIN commission_part ON commission_part.entry_id = commission_entry.id
         WHERE deal_terms.tenant_id = \(tenant) AND deal_terms.clawback_until < \(today)
         GROUP BY deal_terms.deal_id
        HAVING sum(commission_part.reserve_cents) > 0
         ORDER BY deal_terms.deal_id
        """
    }

    /// Lets go of what was held back on deals whose window is over; says on how many.
    @discardableResult
    package func release(on today: Day, _ db: Connection) throws -> Int {
        let rows = try db.rows(Self.reserved(before: today, tenant))
        for row in rows {
            let deal = try FundedDeal.find(row["deal_id"], tenant: tenant, db)
            let parts = try held(on: deal.id, db).filter { $0.reserve > .zero }.map {
                CommissionEntry.Part($0.role, $0.payee, .zero, reserve: .zero - $0.reserve)
            }
            let sum = parts.reduce(Cents.zero) { $0 - $1.reserve }
            try book(Draft(.release, sum, on: today), parts, on: deal, db)
        }
        return rows.count
    }
}
