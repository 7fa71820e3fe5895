import Applications
import Kernel
import People
import Storage
import TestServers
import Testing

@testable import Server

/// The money of the broker's desk in a real browser: from two offers side by side to the payout of a share.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct CommissionBrowser {
    @Test(arguments: [1280, 390])
    func `E08 E11 E21 E26 N09 an offer goes to a deal, its remittance and a payout by the pages of two admins`(
        width: Int
    ) async throws {
        try await inOffice(works: false, sends: true) { office in
            let submission: String = try #require(
                try await office.value(
                    """
                    SELECT submission.id FROM submission
                      JOIN commission_terms ON commission_terms.funder_id = submission.funder_id
                     WHERE submission.status = 'queued' ORDER BY submission.id LIMIT 1
                    """))
            var payee = ""
            try await inBrowser(office, as: office.password, width: width) { browser in
                let look = try Look(browser, width, "commission")
                let deal = try await accept(submission, office, look)
                try await takeIn(deal, office, look)
                payee = try await mark(deal, office, look)
                let unexpected = try await browser.complaints().filter { !$0.contains("status of 4") }
                #expect(unexpected == [])
            }
            try await office.add("second@demo.example", .admin, "Second Admin")
            try await inBrowser(office, width: width) { browser in
                let look = try Look(browser, width, "commission")
                try await signIn("second@demo.example", office.password, browser)
                try await confirm(payee, look)
                let unexpected = try await browser.complaints().filter { !$0.contains("status of 4") }
                #expect(unexpected == [])
            }
        }
    }

    /// Two options side by side; the merchant's page knows nothing of ours; the taken one becomes a deal with its split.
    private func accept(_ submission: String, _ office: OpenOffice, _ look: Look) async throws -> String {
        let browser = look.browser
        try await browser.go("/payees")
        try await browser.click("#new-payee > summary")
        try await browser.type("Pat Closer", into: "#new-payee [name=name]")
        try await browser.click("#new-payee button")
        _ = try await browser.find(text: "Pat Closer", in: "h1")
        let application: String = try #require(
            try await office.value("SELECT application_id FROM submission WHERE id = \(submission)"))
        for (amount, factor, isOption) in [("40000", "1.30", false), ("50000", "1.38", true)] {
            try await browser.go("/submissions/\(submission)")
            try await browser.click("#new-offer > summary")
            try await browser.type(amount, into: "#new-offer [name=amount]")
            try await browser.type(factor, into: "#new-offer [name=factor_rate]")
            try await browser.type("120", into: "#new-offer [name=term_value]")
            try await browser.click("#new-offer [name=term_unit] option[value=business_days]")
            try await browser.type("8", into: "#new-offer [name=commission_points]")
            if isOption { try await browser.click("#new-offer [name=is_option]") }
            try await browser.click("#new-offer button.main")
            try await browser.find(text: isOption ? "$50,000" : "$40,000", in: "a")
        }
        try await look.at("/applications/\(application)/offers", ["$40,000", "$50,000", "$52,000", "$69,000", "1.3"])
        for place in 1...2 { try await browser.click(path: "(//input[@name='offer'])[\(place)]") }
        try await browser.click(text: "Show the chosen ones to the merchant", in: "button")
        try await browser.find(text: "Save as PDF", in: "a")
        try await look.fits(["$40,000", "$50,000"], without: ["ommission", "Points"])
        try await browser.go("/submissions/\(submission)")
        try await browser.click(
            path: "//div[@class='offer'][.//a[contains(., '$40,000')]]//button[.='The merchant takes it']")
        try await browser.find(text: "Accepted", in: "span")
        try await browser.click(text: "Funded", in: "a")
        // Shares that do not make 100 are refused beside the form, and what was typed stays.
        try await browser.click(path: "//select[@name='opener_payee']/option[contains(., 'Pat Closer')]")
        try await browser.type("40", into: "[name=opener_share]")
        try await browser.click("form.sheet button.main")
        try await browser.find(text: "100")
        let kept = try await browser.evaluate("return document.querySelector('[name=opener_share]').value")
        #expect(kept == "40")
        try await browser.picture("commission-split-\(look.width)")
        try await browser.type("60", into: "[name=house_share]")
        try await browser.click("form.sheet button.main")
        try await browser.find(text: "Commission", in: "h2")
        let path = try await browser.path()
        try await look.fits(["$40,000", "40 %", "60 %", "Expected"])
        return String(path.dropFirst("/deals/".count))
    }

    /// The funder's file is held against the deal before anything is booked; a line is put away and taken out again.
    private func takeIn(_ deal: String, _ office: OpenOffice, _ look: Look) async throws {
        let browser = look.browser
        let reference: String = try #require(
            try await office.value(
                """
                SELECT application.number FROM funded_deal JOIN application ON application.id = funded_deal.application_id
                 WHERE funded_deal.id = \(deal)
                """, as: Int.self
            ).map(Application.reference))
        let expected: Int64 = try #require(
            try await office.value(
                "SELECT CAST(sum(amount_cents) AS BIGINT) FROM commission_entry WHERE deal_id = \(deal)"))
        let funder: String = try #require(
            try await office.value("SELECT funder_id FROM funded_deal WHERE id = \(deal)"))
        let day = office.office.clock.now().day
        let text = """
            Deal,Amount,Date,Trace
            \(reference),\(Cents(expected - 10_000).decimal),\(day),ACH-901
            Z-1,5.00,\(day),ACH-901

            """
        let file = "\(office.demo.place.folder)/remittance.csv"
        try #require(Files.write(Array(text.utf8), to: file))
        try await browser.go("/remittances")
        try await browser.click("main form [name=funder] option[value='\(funder)']")
        try await browser.choose(file, in: "[name=file]")
        try await browser.click(text: "Take it in", in: "button")
        try await browser.find(text: "Put all away", in: "button")
        try await look.fits(["100 less than", "ACH-901"])
        let booked: Int64? = try await office.value("SELECT count(*) FROM commission_payment WHERE trace = 'ACH-901'")
        #expect(booked == 0, "nothing is booked before it is confirmed")
        try await browser.click("#line-1 > summary")
        try await browser.type("not ours", into: "#line-1 form:last-of-type [name=reason]")
        try await browser.click(path: "//details[@id='line-1']//button[.='Put away']")
        try await browser.click(text: "Take out again", in: "button")
        _ = try await browser.find(path: "//details[@id='line-1']")
        try await browser.click(path: "//button[starts-with(., 'Book what matches: 1,')]")
        try await browser.find(text: "Booked", in: "a")
        try await look.at("/deals/\(deal)", ["ACH-901", "$100"])
        for (path, words) in [
            ("/commissions", []), ("/commission-ageing", ["$100"]), ("/clawback-exposure", []), ("/deals", ["$40,000"]),
        ] as [(String, [String])] {
            try await look.at(path, words)
        }
    }

    /// Above the office's limit a payout waits for somebody else; says whose it is.
    private func mark(_ deal: String, _ office: OpenOffice, _ look: Look) async throws -> String {
        let browser = look.browser
        try await browser.go("/payees")
        try await browser.type("1.00", into: "#payout-limit [name=limit]")
        try await browser.click("#payout-limit button")
        _ = try await browser.find(path: "//input[@name='limit'][@value='1.00']")
        let payee: String = try #require(
            try await office.value(
                """
                SELECT payee_id FROM deal_share WHERE deal_id = \(deal) AND payee_id IS NOT NULL
                """))
        try await browser.go("/payees/\(payee)")
        try await browser.click("#pay-USD > summary")
        try await browser.type("25.00", into: "#pay-USD [name=amount]")
        try await browser.type("WIRE 77", into: "#pay-USD [name=reference]")
        try await browser.click("#pay-USD button.main")
        try await browser.find(text: "you marked it", in: "span")
        try await look.fits(["WIRE 77", "Waits for a second person"])
        try await look.at("/payees", ["marked it", "$25"])
        return payee
    }

    private func confirm(_ payee: String, _ look: Look) async throws {
        let browser = look.browser
        try await browser.go("/payees/\(payee)")
        try await look.fits(["Ada Whitcombe marked it", "WIRE 77"])
        try await browser.click(text: "It was paid", in: "button")
        _ = try await browser.find(path: "//section[@id='payouts']//td[contains(., 'WIRE 77')]")
        try await look.at("/payees/\(payee)/statement", ["WIRE 77", "1,224.52"])
    }
}
