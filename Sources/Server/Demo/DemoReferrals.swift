import Applications
import Crypto
import Kernel
import Referrals
import Storage

/// Writes what happened with referral partners as if it had happened day by day.
struct DemoReferrals {
    let tenant: TenantID
    let maker: Who
    let checker: Who
    let keys: PersonalKeys
    let now: Moment
    let paper: ApplicationFile.Draft

    private func act(_ who: Who, _ moment: Moment) -> ReferralAct { ReferralAct(tenant: tenant, by: who, at: moment) }

    func write(_ row: DemoReferrer, password: PasswordHash, _ db: Connection) throws {
        let start = now - .days(row.daysAgo)
        let id = try Referrer.register(row.fields, code: row.code, act(maker, start), db).id
        func referrer() throws -> Referrer { try Referrer.find(id, tenant: tenant, db) }
        _ = try ReferrerDocument.add(paper, as: .registration, to: referrer(), act(maker, start + .hours(1)), db)
        guard let terms = row.terms else { return }
        try verify(referrer, row, at: start + .hours(2), db)
        try referrer().decide(.activate, reason: nil, act(checker, start + .hours(8)), db)
        _ = try ReferralTerms.set(terms, for: referrer(), act(maker, start + .hours(9)), db)
        var sender = maker
        if row.signsIn {
            sender = .person(
                try ReferrerUser.add(
                    email: row.fields.email, name: row.fields.contactName, as: .admin, password: password,
                    to: referrer(), act(checker, start + .hours(10)), db
                ).person.id)
        }
        for (place, lead) in row.leads.enumerated() {
            try write(lead, amount: 20_000 + place * 5_000, for: referrer, by: sender, db)
        }
        if !row.leads.isEmpty { try payOut(referrer, db) }
        if let reason = row.suspendedFor {
            try referrer().decide(.suspend, reason: reason, act(checker, now - .days(10)), db)
        }
    }

    /// Tax id and bank details, and that somebody looked at all of it.
    private func verify(_ referrer: () throws -> Referrer, _ row: DemoReferrer, at moment: Moment, _ db: Connection)
        throws
    {
        try referrer().set(taxID: "001200888", keys: keys, act(maker, moment), db)
        let change = try BankChange.propose(
            BankDetails(.paypal, ["paypal_email": row.fields.email]), for: referrer(), keys: keys,
            act(maker, moment + .hours(1)), db)
        try change.decide(.approve, reason: nil, act(checker, moment + .hours(2)), db)
        for flag in ReferrerVerification.Flag.allCases {
            try ReferrerVerification.set(
                flag, to: true, of: referrer(), reason: nil, act(checker, moment + .hours(3)), db)
        }
    }

    private func write(
        _ row: DemoLead, amount: Int, for referrer: () throws -> Referrer, by sender: Who, _ db: Connection
    ) throws {
        let sent = now - .hours(row.hoursAgo)
        let id = try ReferredLead.submit(
            .init(try row.content(amount)), for: referrer(), keys: keys, act(sender, sent), db
        ).id
        func lead() throws -> ReferredLead { try ReferredLead.find(id, tenant: tenant, db) }
        switch row.fate {
        case .waits: break
        case .review: try lead().beginReview(note: nil, act(checker, sent + .hours(20)), db)
        case .rejected(let reason): try lead().reject(reason: reason, act(maker, sent + .hours(20)), db)
        case .approved(let key, let credit):
            guard let merchant = DemoMerchant.all.first(where: { $0.key == key }),
                let application = try DemoOffice.find(merchant, tenant: tenant, db)
            else { return }
            try lead().approve(as: application, note: nil, act(maker, sent + .hours(20)), db)
            guard credit != .none else { return }
            let asked = try ReferralCredit.request(
                .approval, amount: nil, for: lead(), of: referrer(), act(sender, sent + .hours(26)), db)
            if credit != .asked { try asked.approve(act(maker, sent + .hours(40)), db) }
        }
    }

    /// What was earned first is paid; what came later waits as a batch.
    private func payOut(_ referrer: () throws -> Referrer, _ db: Connection) throws {
        let made = now - .days(45)
        let first = try ReferralPayout.generate(
            for: referrer(), from: made.day.adding(days: -40), to: made.day.adding(days: -1), act(maker, made), db
        ).payout
        try first.approve(.init(), act(checker, made + .days(2)), db)
        try ReferralPayout.find(first.id, tenant: tenant, db).pay(
            .init(on: (made + .days(3)).day, reference: "PP-2207"), act(maker, made + .days(3)), db)
        let later = now - .days(8)
        _ = try ReferralPayout.generate(
            for: referrer(), from: later.day.adding(days: -31), to: later.day.adding(days: -1), act(maker, later), db)
    }
}
