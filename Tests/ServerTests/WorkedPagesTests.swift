import Applications
import Cohorts
import Crypto
import Documents
import Kernel
import PartnerFunding
import People
import Storage
import Testing
import Web

@testable import Server

/// A programme that was worked out by hand, as a browser gets it: 500 a month, 5,000 once, and a sponsored cohort of 25 at 100
/// each.
@Suite struct WorkedPagesTests {
    /// Every amount that there is, as it was worked out by hand; no page has another one.
    // swift-format-ignore
    static let amounts: Set<String> = [
        // what was promised, came in and is not here yet
        "$500", "$1,000", "$1,500", "$5,000", "$2,500", "$100", "$0",
        // what Lagos and Accra have, and what is left of it
        "$3,500", "$1,876.55", "$1,623.45", "$3,000", "$0.01", "$2,999.99", "$2,000", "$376.55", "$623.45",
        // payments
        "$100.10", "$23.35", "$123.45", "$999.99",
        // for each participant and each earner: of the cohorts, and of the partners
        "$46.38", "$90.19", "$150", "$375", "$62.34", "$124.69", "$40", "$76.92",
    ]

    /// All amounts that stand in a text.
    static func amounts(in text: String) -> Set<String> {
        var found: Set<String> = []
        for part in text.split(separator: "$", omittingEmptySubsequences: false).dropFirst() {
            var amount = part.prefix { $0.isNumber || $0 == "," || $0 == "." }
            while let last = amount.last, !last.isNumber { amount = amount.dropLast() }
            found.insert("$" + amount)
        }
        return found
    }

    /// All amounts of reports.
    // swift-format-ignore
    private static let reported: Set<String> = [
        "1000.00", "623.45", "62.34", "124.69", "5000.00", "3000.00", "2999.99", "150.00", "375.00", "2500.00", "40.00", "76.92",
    ]

    static func reported(in text: String) -> Set<String> {
        let parts = text.split(separator: " USD", omittingEmptySubsequences: false).dropLast()
        return Set(parts.map { String($0.reversed().prefix { $0.isNumber || $0 == "." }.reversed()) })
    }

    /// The table's cells of that name, from the top.
    static func cells(_ name: String, in text: String) -> [String] {
        text.split(separator: "<td data-label=\"\(name)\"").dropFirst().map { part in
            String(part.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" })
        }
    }

    static func session(_ live: LiveDesk, _ address: String, _ password: String) async throws -> String {
        let signed = try await live.ask("POST", "/sign-in", body: "email=\(address)&password=\(password)")
        #expect(signed.status == 303, "\(address)")
        return String(signed.headers.split(separator: "Set-Cookie: ").last?.prefix { $0 != ";" } ?? "")
    }

    /// The page's text; every amount in it is one of those worked out, and these words stand in it.
    private static func look(_ live: LiveDesk, _ path: String, _ cookie: String, _ words: [String]) async throws {
        let page = try await live.ask("GET", path, cookie: cookie)
        #expect(page.status == 200, "\(path)")
        let strange = amounts(in: page.body).subtracting(amounts)
        #expect(strange.isEmpty, "\(path): \(strange)")
        let unknown = reported(in: page.body).subtracting(reported)
        #expect(unknown.isEmpty, "\(path): \(unknown)")
        for word in words { #expect(page.body.contains(word), "\(path): \(word)") }
    }

    @Test func `F44 F45 F51 F52 F63 the programme worked out by hand is equal to the cent on every page of admins`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let made = try await WorkedOffice(demo)
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        let cookie = try await Self.session(live, WorkedOffice.admin, WorkedOffice.password)
        // swift-format-ignore
        let pages: [(path: String, words: [String])] = [
            ("/partners", ["Committed: $1,500", "Paid out: $623.45", "Committed: $5,000", "Paid out: $2,999.99", "Committed: $2,500", "Paid out: $1,000", "Active commitments: 1"]),
            ("/partners?state=active", ["$1,500", "$623.45", "$2,999.99"]),
            ("/commitments", ["41.5 %", "59.9 %", "40.0 %", "$500 a month"]),
            ("/commitments?sort=utilisation", ["41.5 %", "59.9 %", "40.0 %"]),
            ("/commitments/\(made.commitments[0])", ["$1,500", "$1,000", "$376.55", "$623.45 (41.5 %)", "$500"]),
            ("/commitments/\(made.commitments[1])", ["$5,000", "$2,999.99 (59.9 %)", "$0.01", "$2,000"]),
            ("/commitments/\(made.commitments[2])", ["$2,500", "$1,000 (40.0 %)", "$1,500", "25 at $100"]),
            ("/commitments/\(made.commitments[0])/ledger", ["$100.10", "$23.35", "$500"]),
            ("/commitments/\(made.commitments[1])/ledger", ["$2,999.99", "$3,000"]),
            ("/commitments/\(made.commitments[2])/ledger", ["$999.99", "$0.01", "$2,500"]),
            ("/allocations", ["$123.45", "$2,999.99"]),
            ("/cohorts", ["$3,500", "$3,000", "35 of 35", "20 of 30"]),
            ("/cohorts/\(made.cohorts[0])", ["$3,500", "$100"]),
            ("/cohorts/\(made.cohorts[0])/funding", ["$3,500", "$1,876.55", "$1,623.45", "$46.38", "$90.19"]),
            ("/cohorts/\(made.cohorts[1])/funding", ["$3,000", "$0.01", "$2,999.99", "$150", "$375"]),
        ]
        for row in pages { try await Self.look(live, row.path, cookie, row.words) }
        // The table of commitments, row by row, and each ledger from its newest row to its first.
        // swift-format-ignore
        let rows: [(cells: [String], ledger: [String])] = [
            (["$500 a month", "Lagos", "$1,500", "$1,000", "41.5 %"], ["$23.35", "$100.10", "$500", "$500", "$500", "$500", "$500", "$500", "$500", "$500"]),
            (["$5,000",       "Accra", "$5,000", "$5,000", "59.9 %"], ["$2,999.99", "$3,000", "$3,000", "$5,000"]),
            (["$2,500",       "Lagos", "$2,500", "$2,500", "40.0 %"], ["$0.01", "$999.99", "$2,500", "$2,500", "$2,500"]),
        ]
        let table = try await live.ask("GET", "/commitments", cookie: cookie).body.split(separator: "<tr>")
        for (row, commitment) in zip(rows, made.commitments) {
            let line = String(try #require(table.first { $0.contains("/commitments/\(commitment)\"") }))
            let names = ["Amount", "Cohorts", "Promised", "Received", "Paid out"]
            #expect(names.flatMap { Self.cells($0, in: line) } == row.cells)
            let ledger = try await live.ask("GET", "/commitments/\(commitment)/ledger", cookie: cookie)
            #expect(Self.cells("Amount", in: ledger.body) == row.ledger, "\(commitment)")
        }
        for partner in made.partners { try await Self.look(live, "/partners/\(partner)", cookie, ["$5,000"]) }
        for method in ["PATCH", "PUT", "DELETE"] {
            let told = try await live.ask(
                method, "/commitments/\(made.commitments[1])", cookie: cookie, accept: "application/json",
                body: #"{"amount":"1"}"#, type: "application/json")
            #expect(told.status == 405, "F33 \(method): \(told.status)")
        }
    }

    @Test
    func
        `F44 F45 F46 F47 F48 the programme worked out by hand is equal to the cent on every page and paper of partners`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let made = try await WorkedOffice(demo)
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        // swift-format-ignore
        let partners: [(overview: [String], history: [String], report: [String])] = [
            (["<b class=\"figure\">$1,000</b>", "<b class=\"figure\">10</b>", "<b class=\"figure\">5</b>", "<b class=\"figure\">$124.69</b>", "$623.45", "41.5 %"],
             ["$1,000", "$500", "$100.10", "$23.35"],
             ["62.34 USD", "124.69 USD", "623.45 USD", "1000.00 USD"]),
            (["<b class=\"figure\">$5,000</b>", "<b class=\"figure\">20</b>", "<b class=\"figure\">8</b>", "<b class=\"figure\">$375</b>", "$2,999.99", "59.9 %"],
             ["$5,000", "$3,000", "$2,999.99"],
             ["150.00 USD", "375.00 USD", "2999.99 USD", "3000.00 USD"]),
            (["<b class=\"figure\">$2,500</b>", "<b class=\"figure\">25</b>", "<b class=\"figure\">13</b>", "<b class=\"figure\">$76.92</b>", "$1,000", "40.0 %"],
             ["$2,500", "$999.99", "$0.01"],
             ["40.00 USD", "76.92 USD", "1000.00 USD", "2500.00 USD"]),
        ]
        for (number, row) in partners.enumerated() {
            let cookie = try await Self.session(live, WorkedOffice.address(number), WorkedOffice.password)
            try await Self.look(live, "/partner", cookie, row.overview)
            try await Self.look(live, "/partner/me/history", cookie, row.history)
            try await Self.look(live, "/commitments/\(made.commitments[number])", cookie, [String(row.overview[5])])
            try await Self.look(live, "/partner/me/reports", cookie, ["Final report"])
            let report = "/partner-reports/\(made.reports[number])"
            try await Self.look(live, report, cookie, row.report)
            let paper = try await live.ask("GET", "\(report)/export", cookie: cookie)
            for word in row.report { #expect(paper.body.contains(word), "\(report): \(word)") }
        }
    }
}

extension WorkedPagesTests {
    @Test
    func
        `F48 F54 the programme worked out by hand is equal to the cent on every page of interim, annual and custom reports`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let made = try await WorkedOffice(demo, isOver: false)
        let live = try LiveDesk(demo.demo.office)
        defer { live.stop() }
        // swift-format-ignore
        let rows: [(people: Int, earners: Int, received: String, money: [String], each: [String])] = [
            (10, 5,  "1000.00", ["1000.00", "623.45"],  ["62.34", "124.69"]),
            (20, 8,  "5000.00", ["3000.00", "2999.99"], ["150.00", "375.00"]),
            (25, 13, "2500.00", ["2500.00", "1000.00"], ["40.00", "76.92"]),
        ]
        func figures(_ figures: [String]) -> [String] { figures.map { "class=\"num\">\($0)</td>" } }
        func dollars(_ amounts: [String]) -> [String] { figures(amounts.map { "\($0) USD" }) }
        let office = try await Self.session(live, WorkedOffice.admin, WorkedOffice.password)
        for (number, row) in rows.enumerated() {
            let cookie = try await Self.session(live, WorkedOffice.address(number), WorkedOffice.password)
            let cohort = made.cohorts[number == 1 ? 1 : 0]
            let words = figures(["\(row.people)"]) + dollars(row.money)
            try await Self.look(live, "/partner/me/cohorts/\(cohort)/report", cookie, words)
            let preview = "/partners/\(made.partners[number])/reports/new?type=interim&cohort=\(cohort)"
            try await Self.look(live, preview, office, words)
        }
        try await made.end(demo)
        let year = demo.clock.now().day.civil.year
        demo.clock.advance(.days(60))
        let today = demo.clock.now().day
        #expect(today.civil.year == year + 1)
        let admin = try await Self.session(live, WorkedOffice.admin, WorkedOffice.password)
        for (number, row) in rows.enumerated() {
            let cookie = try await Self.session(live, WorkedOffice.address(number), WorkedOffice.password)
            let all = figures(["\(row.people)", "\(row.earners)"]) + dollars([row.received] + row.money + row.each)
            let (first, last) = (try #require(Day("\(year)-01-01")), try #require(Day("\(year)-12-31")))
            let (from, to) = (today.adding(days: -200), today.adding(days: -1))
            let some: [ReportMetric] = [.paidIn, .paidOut, .costPerEarner]
            // swift-format-ignore
            let wishes: [(query: String, wish: ReportWish, words: [String])] = [
                ("type=annual&year=\(year)", ReportWish(.annual, .time(from: first, to: last)), all),
                ("type=custom&from=\(from)&to=\(to)&metrics=paid_in&metrics=paid_out&metrics=cost_per_earner",
                 ReportWish(.custom, .time(from: from, to: to), some), dollars([row.received, row.money[1], row.each[1]])),
            ]
            for (query, wish, words) in wishes {
                try await Self.look(live, "/partners/\(made.partners[number])/reports/new?\(query)", admin, words)
                let id = try await made.lock(wish, for: number, demo)
                try await Self.look(live, "/partner-reports/\(id)", cookie, words)
            }
        }
        try await Self.lookLate(live, made, demo, year)
    }

    /// Money of a year whose report is locked stands beside it, and in the version that takes its place.
    private static func lookLate(_ live: LiveDesk, _ made: WorkedOffice, _ demo: TemporaryDemo, _ year: Int)
        async throws
    {
        let (partner, day) = (made.partners[0], try #require(Day("\(year)-12-30")))
        try await made.receive(Cents(2_345), on: day, demo)
        let office = try await session(live, WorkedOffice.admin, WorkedOffice.password)
        let own = try await session(live, WorkedOffice.address(0), WorkedOffice.password)
        let list = try await live.ask("GET", "/partners/\(partner)/reports", cookie: office)
        #expect(list.body.split(separator: "<span class=\"badge wait\">Booked since</span>").count == 3)
        let report = try #require(
            list.body.split(separator: "<tr>").first { $0.contains("Annual report") }.flatMap {
                $0.split(separator: "/partner-reports/").dropFirst().first?.prefix(26)
            })
        func look(_ path: String, _ words: [String], not others: [String] = []) async throws {
            let page = try await live.ask("GET", path, cookie: own)
            #expect(page.status == 200, "\(path)")
            for word in words { #expect(page.body.contains(word), "\(path): \(word)") }
            for word in others { #expect(!page.body.contains(word), "\(path): \(word)") }
        }
        let figures = ["class=\"num\">1000.00 USD</td>", "class=\"num\">1023.45 USD</td>"]
        try await look("/partner-reports/\(report)", ["Booked since"] + figures, not: ["What changed"])
        let later = try await made.correct(String(report), "matched late", demo)
        try await look("/partner-reports/\(later)", ["What changed", "matched late"] + figures, not: ["Booked since"])
        try await look("/partner-reports/\(report)", ["the later version"], not: ["Booked since", figures[1]])
    }
}
