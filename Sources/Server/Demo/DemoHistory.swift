import Applications
import Correspondence
import Funders
import Kernel
import Storage
import Submissions

/// The sample office's last eleven months: what became of submissions of before, so that scores, waiting times and drift
/// have something to learn from. No mail belongs to them.
struct DemoHistory: Sendable {
    let tenant: TenantID
    let account: MailAccount.ID
    let now: Moment

    static let merchants = 40
    private static let fundersEach = 7
    private static let days = 320
    private static let names = [
        "Alder Street", "Blue Door", "Cedar Hill", "Dovetail", "Eastgate", "Fern Hollow", "Greenwater", "Harrow",
    ]
    private static let trades = [
        "Retail bakery", "Automotive repair", "Dentist", "Landscaping", "Restaurant", "Child day care", "Plumbing",
    ]

    /// Adds them where they are not there yet; says how many submissions.
    @discardableResult
    func add(keys: PersonalKeys, _ db: Connection) throws -> Int {
        let isThere: Bool =
            try db.value(
                """
                SELECT EXISTS (SELECT 1 FROM application
                                WHERE tenant_id = \(tenant) AND source_system = \(DemoMerchant.source)
                                  AND external_id = 'past 0')
                """) ?? false
        if isThere { return 0 }
        let ids = Dictionary(
            try FunderDossier.all(tenant: tenant, db).map { ($0.funder.name, $0.funder.id) },
            uniquingKeysWith: { first, _ in first })
        let funders = DemoFunder.all.filter { $0.status == .active }
        var count = 0
        for number in 0..<Self.merchants {
            let came = moment(of: number)
            let input = try ApplicationInput.read(fields(number), over: nil, today: came.day).input
            let application = try Application.create(
                input, keys: keys, tenant: tenant, by: DemoOffice.who, at: came, db)
            for place in 0..<Self.fundersEach {
                let funder = funders[(number * 5 + place) % funders.count]
                guard let id = ids[funder.name] else { continue }
                try PastSubmission(application.id, to: id, sentAt: came, answers(funder.name, application, at: came))
                    .add(account: account, tenant: tenant, by: DemoOffice.who, db)
                count += 1
            }
        }
        return count
    }

    /// On a working day, between half past nine and three in New York.
    private func moment(of number: Int) -> Moment {
        var day = (now - .days(Int64(Self.days - number * (Self.days - 8) / Self.merchants))).day
        while day.weekday > 5 { day = day.adding(days: -1) }
        return day.start + .minutes(Int64(14 * 60 + 30 + Scatter.number("came \(number)") % 330))
    }

    private func fields(_ number: Int) -> Value {
        let seed = Scatter.number("past \(number)")
        return [
            "legal_name": .string("\(Self.names[number % Self.names.count]) \(number + 1) LLC"),
            "source_system": .string(DemoMerchant.source), "external_id": .string("past \(number)"),
            "industry_name": .string(Self.trades[number % Self.trades.count]), "state": "NY",
            "fico": Value(560 + Int(seed % 200)), "open_positions": Value(Int(seed / 7 % 3)),
            "monthly_revenue": .string("\(40_000 + number * 37 % 40 * 1_000)"),
            "requested_amount": .string("\(15_000 + Int(seed / 11 % 12) * 10_000)"), "started_on": "2016-03-01",
        ]
    }

    /// Each funder has its own pace and taste. Granite Step says that 40,000 a month is enough and wants 60,000.
    private func answers(_ funder: String, _ application: Application, at came: Moment) -> [PastSubmission.Answer] {
        let (taste, luck) = (Scatter.number(funder), Scatter.number("\(funder) \(application.number)"))
        let pace = 60 + taste / 3 % 600
        let first = BusinessHours(zone: "America/New_York")
            .adding(minutes: Int(pace / 4 + luck / 5 % pace), to: came)
        let revenue = application.fields.monthlyRevenue ?? .zero
        if funder == "Granite Step Funding", revenue < Cents(6_000_000) {
            return [.init(.replied, at: first), .init(.declined, at: first, declineCode: "low_revenue")]
        }
        if luck / 7 % 100 < 35 + taste % 30 {
            let reasons = ["negative_days", "existing_positions", "low_balances", "time_in_business", "unspecified"]
            return [
                .init(.replied, at: first),
                .init(.declined, at: first, declineCode: reasons[Int(luck / 13 % UInt64(reasons.count))]),
            ]
        }
        let offer: [PastSubmission.Answer] = [.init(.replied, at: first), .init(.offered, at: first)]
        guard luck / 17 % 3 == 0 else { return offer + [.init(.merchantDeclined, at: first + .hours(30))] }
        return offer + [.init(.accepted, at: first + .hours(5)), .init(.funded, at: first + .hours(50))]
    }
}
