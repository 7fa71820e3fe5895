import Kernel
import Sponsorship
import Storage
import TestServers
import Testing

@testable import Server

/// Officers of a federation in a real browser, and the admin who decides what they enter.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct SponsorshipBrowser {
    @Test(arguments: [1280, 390])
    func
        `F08.05.04 J19 L10 an officer applies and reports, an admin approves, and both read contracts, books and revenue`(
            width: Int
        ) async throws
    {
        try await inOffice(works: false) { office in
            let node: String = try #require(try await office.value("SELECT id FROM org_node WHERE code = 'NORTH'"))
            try await inBrowser(office, width: width) { browser in
                try await signIn(browser, office.password)
                try await browser.go("/grants")
                try await browser.click(path: "//section[@id='new']//select[@name='node']/option[@value='\(node)']")
                for (name, text) in [
                    ("title", "Summer camp"), ("body", "Province"), ("requested", "8000"), ("purpose", "Two weeks"),
                ] {
                    try await browser.type(text, into: "#new [name=\(name)]")
                }
                try await Self.setDays(["starts_on": "2027-06-01", "ends_on": "2027-08-31"], in: "#new", browser)
                try await browser.click("#new button.main")
                try await browser.find(text: "Draft", in: "span")
                try await browser.click(text: "Submit", in: "button")
                try await browser.find(text: "Submitted", in: "span")
                // What is an admin's is not offered, and what an officer entered it does not decide.
                try await look(browser, node, width)
            }
            let grant: String = try #require(
                try await office.value("SELECT id FROM grant_application WHERE title = 'Summer camp'"))
            try await inBrowser(office, as: office.password, width: width) { browser in
                try await browser.go("/grants/\(grant)")
                try await browser.click(text: "Approve", in: "summary")
                try await Self.setDays(["closes_on": "2027-10-31"], in: "form[action$=approval]", browser)
                try await browser.click("form[action$=approval] button.main")
                try await browser.find(text: "Approved", in: "span")
                try await browser.go("/financial-reporting/revenue-summary?node=\(node)&source=grant")
                // The sample's 12,000 and these 8,000.
                let words = try await browser.text("#totals")
                #expect(words.contains("20,000"))
                try await look(browser, node, width)
                try await writeOff(grant, node, browser)
            }
        }
    }

    /// The province cancels its programme: nothing of the grant comes, and it is income no more.
    private func writeOff(_ grant: String, _ node: String, _ browser: Browser) async throws {
        try await browser.go("/grants/\(grant)")
        try await browser.click(text: "Write off what never comes", in: "summary")
        try await browser.type("the programme was cancelled", into: "form[action$=write-offs] [name=reason]")
        try await browser.click("form[action$=write-offs] button")
        try await browser.find(text: "the programme was cancelled", in: "td")
        #expect(try await browser.text("dl.facts").contains("€0 still to come"))
        try await browser.go("/financial-reporting/revenue-summary?node=\(node)&source=grant")
        let words = try await browser.text("#totals")
        #expect(words.contains("12,000") && !words.contains("20,000"))
        #expect(try await browser.complaints() == [])
    }

    private func signIn(_ browser: Browser, _ password: String) async throws {
        try await browser.go("/sign-in")
        try await browser.type("federation@demo.example", into: "[name=email]")
        try await browser.type(password, into: "[name=password]")
        try await browser.click("form.sheet button")
        try await browser.find(text: "Organisation", in: "h1")
        #expect(try await browser.path() == "/org-nodes")
    }

    private static func setDays(_ days: [String: String], in form: String, _ browser: Browser) async throws {
        for (name, day) in days {
            _ = try await browser.evaluate(
                "document.querySelector(arguments[0] + ' [name=' + arguments[1] + ']').value = arguments[2]",
                .string(form), .string(name), .string(day))
        }
    }

    /// Each page says what the books have, fits its window, and can be read by all.
    private func look(_ browser: Browser, _ node: String, _ width: Int) async throws {
        let check = try #require(
            Files.read("\(OpenOffice.root)/Tests/Fixtures/browser/accessibility.js")
                .map { String(decoding: $0, as: UTF8.self) })
        let pages: [(path: String, words: [String])] = [
            ("/org-nodes", ["North District", "Harbour Runners"]), ("/org-nodes/\(node)", ["node.bank"]),
            ("/org-nodes/\(node)/entries", ["Money of a node at the bank"]), ("/sponsors", ["Fjord Outfitters"]),
            ("/sponsor-contracts", ["FJORD GOLD"]), ("/sponsor-obligations?days=400", ["Logo placement"]),
            ("/sponsor-allocations", ["15,000"]), ("/grants", ["Youth development", "Summer camp"]),
            ("/org-statements", ["district-account.csv"]), ("/org-bank-lines", ["tombola"]),
            ("/org-fee-imports", ["CSV"]), ("/grant-rules", ["25000.00"]),
            ("/financial-reporting/revenue-summary", ["Income by source, EUR", "Income by node, EUR", "Together"]),
        ]
        for (path, words) in pages {
            try await browser.go(path)
            let text = try await browser.text("main")
            for word in words { #expect(text.contains(word), "\(path): \(word)") }
            let fits = try await browser.evaluate(
                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            #expect(fits == true, "\(path) at \(width)")
            #expect(try await browser.evaluate(check) == [], "\(path)")
        }
        // The pictures have a name and a description, and a bar for each number.
        let bars = try await browser.evaluate(
            "return [...document.querySelectorAll('svg.bars')].map((s) => [!!s.querySelector('title').textContent,"
                + " !!s.querySelector('desc').textContent, s.querySelectorAll('rect').length > 0])")
        #expect(bars == [[true, true, true], [true, true, true]])
        #expect(try await browser.complaints() == [])
    }
}
