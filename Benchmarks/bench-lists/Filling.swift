import BenchTools
import Kernel
import Storage
import Submissions

/// Fills an office: 200 funders, an application for every ten submissions, and what each submission leaves behind,
/// 400 a day up to now. Equal counts give equal data, but for the moments.
struct Filling: Sendable {
    let database: Database
    let tenant: TenantID
    let count: Int
    let now: Moment

    static let funderCount = 200
    private static let perDay = 400
    private static let batch = 1000

    func run() async throws {
        let account = Identifier<Filling>(at: now).description
        let folder = Identifier<Filling>(at: now).description
        let funders = try await database.write { db in
            try db.run(
                """
                INSERT INTO mail_account (id, tenant_id, name, address, display_name, can_send, can_receive, state,
                                          created_at)
                VALUES (\(account), \(tenant), 'bench', 'broker@bench.test', 'Bench', 1, 1, 'active', \(now))
                """)
            try db.run(
                """
                INSERT INTO mail_folder (id, tenant_id, account_id, name, uid_validity, last_uid)
                VALUES (\(folder), \(tenant), \(account), 'INBOX', 1, \(count))
                """)
            return try FunderFilling(tenant: tenant, now: now).run(db)
        }
        var application = ""
        var random = SplitMix(state: 1)
        for first in stride(from: 0, to: count, by: Self.batch) {
            let (start, generator) = (application, random)
            (application, random) = try await database.write { db in
                var (application, random) = (start, generator)
                for number in first..<min(count, first + Self.batch) {
                    let at = moment(of: number)
                    if number % 10 == 0 {
                        application = try ApplicationFilling.add(number / 10 + 1, tenant, at, &random, db)
                    }
                    let filling = SubmissionFilling(
                        number: number, isRecent: count - number < 2 * Self.perDay, tenant: tenant, account: account,
                        application: application, funder: funders[(number * 7 + number / 10) % funders.count],
                        folder: folder, at: at)
                    try filling.run(&random, db)
                }
                return (application, random)
            }
            if first % 100_000 == 0, first > 0 { Terminal.say("\(first) submissions") }
        }
        try await database.write { db in
            try db.run("INSERT INTO application_counter (tenant_id, last) VALUES (\(tenant), \((count + 9) / 10))")
            try FunderTally.recount(tenant: tenant, db)
            try SubmissionSums.rebuild(tenant: tenant, db)
        }
        try await ClockLearning.run(database, tenant: tenant, at: now)
    }

    private func moment(of number: Int) -> Moment {
        Moment(milliseconds: now.milliseconds - Int64(count - number) * 86_400_000 / Int64(Self.perDay))
    }
}

/// A generator whose numbers are the same each time (SplitMix64).
struct SplitMix: RandomNumberGenerator, Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

/// Applications as an import brings them: the fields that guidelines ask about.
enum ApplicationFilling {
    // swift-format-ignore
    private static let industries = [
        "Restaurants", "Trucking", "Bakeries", "Dental offices", "Landscaping", "Auto repair", "Hair salons", "Roofing",
        "Plumbing", "Grocery stores", "Hotels", "Print shops", "Home health care", "Gyms", "Florists", "Furniture stores",
        "Electrical work", "Car washes", "Pharmacies", "Breweries", "Daycare", "Law offices", "Machine shops", "Farms",
        "Cleaning", "Clothing stores", "Pet care", "Towing", "Software", "Wholesale",
    ]
    // swift-format-ignore
    private static let states = [
        "NY", "CA", "TX", "FL", "IL", "PA", "OH", "GA", "NC", "MI", "NJ", "VA", "WA", "AZ", "MA", "TN", "IN", "MO", "MD", "WI",
        "CO", "MN", "SC", "AL", "LA", "KY", "OR", "OK", "CT", "UT", "IA", "NV", "AR", "MS", "KS", "NM", "NE", "ID", "WV", "HI",
        "NH", "ME", "RI", "MT", "DE", "SD", "ND", "AK", "DC", "VT",
    ]

    static func industry(of number: Int) -> String { industries[number % industries.count] }
    static func state(of number: Int) -> String { states[number / 7 % states.count] }

    static func add(
        _ number: Int, _ tenant: TenantID, _ at: Moment, _ random: inout SplitMix, _ db: Connection
    ) throws -> String {
        let id = Identifier<Filling>(at: at, using: &random).description
        let name = "Merchant \(number) Trading LLC"
        let key = "merchant \(number) trading llc"
        try db.run(
            """
            INSERT INTO application (id, tenant_id, number, legal_name, legal_name_key, search_key, entity_type,
                                     ein_last4, ein_hash, industry_name, city, state, country, started_on,
                                     monthly_revenue_cents, annual_revenue_cents, negative_days, currency,
                                     requested_amount_cents, use_of_funds, fico, open_positions, created_by, created_at,
                                     updated_at, version)
            VALUES (\(id), \(tenant), \(number), \(name), \(key), \(key), 'llc', '1234', \("ein \(number)"),
                    \(industry(of: number)), 'Springfield', \(state(of: number)), 'US', '2019-04-01', \(4_000_000 + number % 90 * 100_000),
                    \(48_000_000), \(number % 7), 'USD', \(5_000_000), 'working capital', \(560 + number % 200),
                    \(number % 4), 'system:bench', \(at), \(at), 1)
            """)
        return id
    }
}
