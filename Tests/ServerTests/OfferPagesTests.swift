import Applications
import Deals
import Documents
import FoundationEssentials
import Kernel
import People
import Storage
import Submissions
import Testing

@testable import Server

@Suite struct OfferPagesTests {
    /// Three offers of two funders; what the broker earns by them is in figures that stand nowhere else.
    private struct Desk {
        let desk: OfferDesk
        let application: Application.ID
        let offers: [String]

        init() async throws {
            desk = try await OfferDesk(["Ironbark Advance", "Lanternfish Capital"])
            offers = try await [
                desk.enter(
                    "amount=40000&factor_rate=1.3641&buy_rate=1.2317&commission_points=8.375&term_value=120"
                        + "&term_unit=business_days&payment_frequency=daily&origination_fee_percent=3"
                        + "&prepay=1.3109+if+paid+by+day+45"),
                desk.enter(
                    "amount=52000&payback_amount=66300&buy_rate=1.1937&term_value=40&term_unit=weeks"
                        + "&payment_frequency=weekly&origination_fee_amount=0"
                        + "&prepay=buy+rate+1.0719+in+30+days", at: 1),
                desk.enter("amount=61000&factor_rate=1.41&holdback_percent=11&is_option=true", at: 1),
            ]
            let (submission, tenant) = (desk.submissions[0], desk.tenant)
            application = try await desk.database.read {
                try Submission.find(submission, tenant: tenant, $0).application
            }
        }

        var path: String { "/applications/\(application)/offers" }
        var chosen: String { offers.map { "offer=\($0)" }.joined(separator: "&") }
    }

    /// What only the broker may see: buy rates, points, commissions (8.375 points of 40,000; 1.275 − 1.1937 of 52,000; the
    /// funder's 8 points of 61,000), and the words for them.
    private static let own = [
        "1.2317", "1.1937", "1.0719", "8.375", "3,350", "3350", "4,227.60", "4227.6", "4,880", "4880", "12317", "11937",
        "uy rate", "oints", "ommission",
    ]

    @Test func `E26 the page, JSON and CSV show the offers side by side, told apart by what is computed`() async throws
    {
        let test = try await Desk()
        defer { test.desk.live.stop() }
        let all = try await test.desk.get(test.path)
        let table = try #require(all["tables"]?.list?.first)
        func row(_ code: String) -> [String] {
            let row = table["rows"]?.list?.first { $0["code"]?.text == code }
            return (row?["cells"]?.list ?? []).map {
                "\($0["value"]?.text ?? "-") \($0["source"]?.text ?? "?")\($0["is_best"] == true ? " best" : "")"
            }
        }
        // The newest first: 61,000; 52,000; 40,000.
        #expect(row("amount") == ["61000.00 stated best", "52000.00 stated", "40000.00 stated"])
        #expect(row("payback") == ["86010.00 computed", "66300.00 stated", "54564.00 computed best"])
        #expect(row("payment") == ["- missing", "1657.50 computed", "454.70 computed"])
        #expect(row("net") == ["- missing", "52000.00 computed best", "38800.00 computed"])
        #expect(row("cents_on_the_dollar") == ["41 computed", "27.5 computed best", "36.41 computed"])
        #expect(row("commission") == ["4880.00 computed best", "4227.60 computed", "3350.00 computed"])
        #expect(row("interest_rate_percent") == [], "no offer states one")
        let sorted = try await test.desk.get("\(test.path)?sort=net")["tables"]?.list?.first?["offers"]?.list
        #expect(sorted?.compactMap { $0["id"]?.text } == [test.offers[1], test.offers[0], test.offers[2]])
        #expect(try await test.desk.ask("GET", "\(test.path)?sort=price").status == 422)
        let page = try await test.desk.page(test.path)
        #expect(page.contains("$52,000") && page.contains("no fees are stated") && page.contains("the best"))
        let csv = try await test.desk.ask("GET", "\(test.path)/export?sort=amount")
        let lines = csv.body.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(csv.headers.contains("text/csv") && lines.count == 4)
        let names = try #require(lines.first)
        let net = try #require(names.firstIndex(of: "net"))
        #expect(
            lines.dropFirst().map { "\($0[net]) \($0[net + 1])" } == [
                " missing", "52000.00 computed", "38800.00 computed",
            ])
    }

    @Test func `E26 an offer that ended is shown on demand only, and another office sees none`() async throws {
        let test = try await Desk()
        defer { test.desk.live.stop() }
        #expect(try await test.desk.post("/offers/\(test.offers[0])/rejection", "reason=dear") == 200)
        func count(_ query: String) async throws -> Int {
            try await test.desk.get(test.path + query)["tables"]?.list?.first?["offers"]?.list?.count ?? 0
        }
        #expect(try await count("") == 2)
        #expect(try await count("?all=true") == 3)
        let now = test.desk.demo.clock.now()
        let other = try await test.desk.database.write {
            try Tenant.add(name: "Other", by: .system("test"), at: now, $0)
        }
        let stranger = try await test.desk.live.key("s", [.broker], tenant: other)
        for path in [test.path, "\(test.path)/export", "\(test.path)/merchant?\(test.chosen)"] {
            #expect(try await test.desk.live.ask("GET", path, key: stranger, accept: "application/json").status == 404)
        }
    }

    @Test func `E26 the merchant's page and PDF show the chosen offers and nothing of the broker's own`() async throws {
        let test = try await Desk()
        defer { test.desk.live.stop() }
        // The office's navigation is no part of what is printed.
        let whole = try await test.desk.page("\(test.path)/merchant?\(test.chosen)")
        let page = String(whole[try #require(whole.firstRange(of: "<main")).lowerBound...])
        for words in ["$40,000", "$52,000", "$61,000", "1.3641", "by day 45: factor 1.3109", "Option 3", "$54,564"] {
            #expect(page.contains(words), "\(words)")
        }
        let text = try await pdf(test, names: false).text
        for words in ["$40,000", "$52,000", "1.3641", "by day 45: factor 1.3109", "Option 3", "$54,564", "38,800"] {
            #expect(text.contains(words), "\(words)")
        }
        let json = try await test.desk.ask("GET", "\(test.path)/merchant?\(test.chosen)").body
        for own in Self.own {
            #expect(!page.contains(own), "the page shows \(own)")
            #expect(!text.contains(own), "the PDF shows \(own)")
            #expect(!json.contains(own), "the JSON shows \(own)")
        }
        #expect(!page.contains("Ironbark") && !text.contains("Ironbark"), "funders are named on demand only")
        #expect(
            try await test.desk.page("\(test.path)/merchant?\(test.chosen)&names=true").contains("Ironbark Advance"))
        let broker = try await test.desk.page(test.path)
        for own in ["1.2317", "8.375", "3,350", "4,227.60", "4,880"] { #expect(broker.contains(own), "\(own)") }
    }

    @Test func `E26 only chosen offers that stand go to the merchant`() async throws {
        let test = try await Desk()
        defer { test.desk.live.stop() }
        let one = "\(test.path)/merchant?offer=\(test.offers[0])"
        let page = try await test.desk.page(one)
        #expect(page.contains("$40,000") && !page.contains("$52,000") && !page.contains("$61,000"))
        #expect(try await test.desk.ask("GET", "\(test.path)/merchant").status == 422)
        #expect(try await test.desk.ask("GET", "\(test.path)/merchant?offer=nothing").status == 422)
        let strange = Offer.ID(at: test.desk.demo.clock.now())
        #expect(try await test.desk.ask("GET", "\(test.path)/merchant?offer=\(strange)").status == 404)
        #expect(try await test.desk.post("/offers/\(test.offers[0])/withdrawal", "reason=gone") == 200)
        #expect(try await test.desk.ask("GET", one).status == 404)
        let reader = try await test.desk.live.key("r", [.readOnly], tenant: test.desk.tenant)
        #expect(try await test.desk.live.ask("GET", test.path, key: reader).status == 200)
        #expect(try await test.desk.live.ask("GET", one, key: reader).status == 403)
    }

    @Test func `E26 the words of a further document may tell of anything, and the merchant does not see them`()
        async throws
    {
        let test = try await Desk()
        defer { test.desk.live.stop() }
        #expect(
            try await test.desk.post("/offers/\(test.offers[1])/stipulations", "code=other&label=8+points+only") == 200)
        let page = try await test.desk.page("\(test.path)/merchant?\(test.chosen)")
        let text = try await pdf(test, names: true).text
        for shown in [page, text] {
            #expect(shown.contains("A further document") && !shown.contains("8 points"))
        }
    }

    @Test func `E26 equal offers give equal bytes, whenever the PDF is asked for`() async throws {
        let test = try await Desk()
        defer { test.desk.live.stop() }
        let first = try await pdf(test, names: true)
        test.desk.demo.clock.advance(.hours(30))
        #expect(try await pdf(test, names: true).bytes == first.bytes)
        #expect(first.text.contains("Ironbark Advance"))
        #expect(try await pdf(test, names: false).bytes != first.bytes)
        let reply = try await test.desk.ask("GET", "\(test.path)/merchant/pdf?\(test.chosen)")
        #expect(reply.status == 200 && reply.headers.contains("application/pdf") && reply.body.hasPrefix("%PDF-1.5"))
        #expect(try await test.desk.post("/offers/\(test.offers[1])/stipulations", "code=void_check") == 200)
        let later = try await pdf(test, names: true)
        #expect(later.bytes != first.bytes && later.text.contains("Voided check"))
    }

    private func pdf(_ test: Desk, names: Bool) async throws -> (bytes: [UInt8], text: String) {
        let (tenant, application) = (test.desk.tenant, test.application)
        let chosen = test.offers.compactMap { Offer.ID($0) }
        let offers = try await test.desk.database.read { db in
            try MerchantOffers(
                try OfferComparison.of(application, tenant: tenant, db), chosen: chosen, names: names, tenant: tenant,
                db)
        }
        let bytes = try offers.sheet.render(date: offers.asOf)
        let path = "\(test.desk.demo.place.folder)/offers.pdf"
        try LocalFile.write(bytes, to: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return (bytes, try await PDFText().text(ofFile: path))
    }
}
