import Applications
import Classification
import Commissions
import Correspondence
import Deals
import Funders
import Kernel
import People
import Storage
import Submissions

extension DemoOffice {
    /// Adds the deals of the office's past with their commissions, once: an office with payees has them.
    func addDeals() async throws {
        let (tenant, now, keys) = (tenant, office.clock.now(), office.keys.personal)
        try await office.database.write { db in
            guard try Payee.all(tenant: tenant, db).isEmpty else { return }
            let account: MailAccount.ID? = try db.value(
                "SELECT id FROM mail_account WHERE tenant_id = \(tenant) ORDER BY id LIMIT 1")
            let admin = try Person.find(email: Self.people[0].address, db)
            guard let account, let admin else { return }
            let past = DemoPast(
                tenant: tenant, account: account, who: .person(admin.id), keys: keys, now: now,
                funders: Dictionary(
                    try FunderDossier.all(tenant: tenant, db).map { ($0.funder.name, $0.funder.id) },
                    uniquingKeysWith: { first, _ in first }))
            try past.write(db)
        }
    }
}

/// Writes the deals of the table as if they had been made day by day.
struct DemoPast {
    let tenant: TenantID
    let account: MailAccount.ID
    let who: Who
    let keys: PersonalKeys
    let now: Moment
    let funders: [String: Funder.ID]

    func write(_ db: Connection) throws {
        var payees: [String: Payee.ID] = [:]
        for name in DemoDeal.payees {
            let address = DemoOffice.people.first { $0.name == name }?.address
            let person = try address.flatMap { try Person.find(email: $0, db)?.id }
            payees[name] = try Payee.add(
                name: name, person: person, email: address ?? DemoDeal.addresses[name], tenant: tenant, by: who,
                at: now,
                db
            ).id
        }
        for (name, content) in DemoDeal.terms(from: (now - .days(400)).day) {
            guard let funder = funders[name] else { continue }
            _ = try CommissionTerms.save(content, after: 0, of: funder, tenant: tenant, by: who, at: now, db)
        }
        var deals: [String: FundedDeal.ID] = [:]
        for deal in DemoDeal.all {
            deals[deal.key] = try write(deal, payees, renews: deal.renews.flatMap { deals[$0] }, db)
        }
        try payOut(payees, db)
    }

    private func write(
        _ deal: DemoDeal, _ payees: [String: Payee.ID], renews: FundedDeal.ID?, _ db: Connection
    ) throws -> FundedDeal.ID? {
        guard let funder = funders[deal.funder] else { return nil }
        let day = now - .days(Int64(deal.daysAgo))
        let offer = try acceptedOffer(deal, funder, at: day, db)
        var new = FundedDeal.New(offer: offer, fundedOn: day.day)
        new.renews = renews
        let given = deal.shares.reduce(0) { $0 + $1.percent }
        let shares = deal.shares.compactMap { share in
            payees[share.payee].map { Share(share.role, $0, Percent(thousandths: share.percent * 1000)) }
        }
        let made = try book(at: day).fund(
            new, shares: shares + [Share(.house, nil, Percent(thousandths: (100 - given) * 1000))], db)
        let expected = try CommissionStanding.of(made.id, tenant: tenant, db).expected
        for (number, payment) in deal.paid.enumerated() {
            let moment = day + .days(Int64(payment.days))
            let amount = Percent(thousandths: payment.percent * 1000).of(expected)
            _ = try book(at: moment).pay(
                .init(
                    funder: funder, .usd, by: .ach, trace: "ACH-\(moment.day.number)-\(number + 1)", on: moment.day,
                    [.init(made.id, amount)]), db)
        }
        if let days = deal.clawedBackAfter {
            let moment = day + .days(Int64(days))
            _ = try book(at: moment).clawBack(
                .init(
                    funder: funder, .usd, by: .netted, trace: "CB-\(moment.day.number)", on: moment.day,
                    [.init(made.id, nil)]), db)
        }
        return made.id
    }

    /// The application, its submission and the offer that the merchant took, three days before the funding.
    private func acceptedOffer(
        _ deal: DemoDeal, _ funder: Funder.ID, at day: Moment, _ db: Connection
    ) throws -> Offer.ID {
        let sent = day - .days(3)
        let input = try ApplicationInput.read(
            [
                "legal_name": .string(deal.merchant), "state": .string(deal.state), "source_system": "demo",
                "external_id": .string(deal.key), "requested_amount": .string("\(deal.amount)"),
            ], over: nil, today: sent.day
        ).input
        let application = try Application.create(input, keys: keys, tenant: tenant, by: who, at: sent, db).id
        let submission = Submission.ID(at: sent)
        try db.run(
            """
            INSERT INTO submission (id, tenant_id, application_id, funder_id, kind, channel, account_id, status,
                                    to_addresses, cc_addresses, rules_snapshot, sent_by, merchant_state, created_at,
                                    updated_at)
            VALUES (\(submission), \(tenant), \(application), \(funder), \(deal.renews == nil ? "new" : "renewal"),
                    'email', \(account), 'queued', '[]', '[]', '{}', \(who), \(deal.state), \(sent), \(sent))
            """)
        for (hours, type) in [(0, EventType.sent), (5, .acknowledged), (26, .offered)] {
            let moment = sent + .hours(Int64(hours))
            try Submission.record(
                SubmissionEvent.New(type, at: moment, by: who), on: submission, tenant: tenant, at: moment, db)
        }
        return try accept(deal, on: submission, at: sent + .hours(26), db)
    }

    private func accept(
        _ deal: DemoDeal, on id: Submission.ID, at moment: Moment, _ db: Connection
    ) throws -> Offer.ID {
        let amount = Cents(deal.amount * 100)
        let payback = FactorRate(tenThousandths: deal.factor).payback(of: amount)
        let payment = Cents((payback.count + deal.payments - 1) / deal.payments)
        let terms = try Offer.Terms(
            OfferTerms(value: [
                "amount": .string(amount.decimal), "payback_amount": .string(payback.decimal),
                "factor_rate": .string(FactorRate(tenThousandths: deal.factor).decimal),
                "payment_amount": .string(payment.decimal), "payment_frequency": "daily",
            ]))
        let offer = try Offer.make(
            terms, on: try Submission.find(id, tenant: tenant, db), message: nil, offeredAt: moment,
            receivedAt: moment, tenant: tenant, by: who, at: moment, db)
        let later = moment + .hours(20)
        try Offer.move(
            try Offer.find(offer, tenant: tenant, db), on: .accept, by: who, at: later, reason: nil, db)
        try Submission.record(
            SubmissionEvent.New(.accepted, at: later, by: who, detail: ["offer": Value(offer)]), on: id,
            tenant: tenant, at: later, db)
        return offer
    }

    /// What the ISO has is paid out; the office's own people wait for the end of the month.
    private func payOut(_ payees: [String: Payee.ID], _ db: Connection) throws {
        guard let payee = payees["Northgate ISO"],
            let standing = try PayeeStanding.of(payee, tenant: tenant, db).first, standing.payable > .zero
        else { return }
        _ = try book(at: now).payOut(
            .init(standing.payable, .usd, by: .ach, reference: "PO-1001", on: now.day), to: payee, db)
    }

    private func book(at moment: Moment) -> CommissionBook {
        CommissionBook(tenant: tenant, by: who, at: moment)
    }
}
