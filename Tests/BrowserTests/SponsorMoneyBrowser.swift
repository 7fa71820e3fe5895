import Kernel
import Sponsorship
import Storage
import TestServers
import Testing

@testable import Server

/// A sponsor's money in a real browser: from the contract to the bank's line, the nodes' shares, and back.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct SponsorMoneyBrowser {
    @Test(arguments: [1280, 390])
    func
        `J16 J17 J18 J21 H11 a sponsor signs, is shown, pays and is shared by two people; what is booked is linked, and more is said to be more`(
            width: Int
        ) async throws
    {
        try await inOffice(works: false) { office in
            let contract = try await draft(office, width)
            try await asOfficer(office, width) { browser in
                try await browser.go("/sponsor-contracts/\(contract)")
                try await browser.click(text: "It stands", in: "button")
                try await browser.find(text: "Active", in: "span")
            }
            let allocation = try await inBrowserAnswer(office, width) { browser in
                try await book(contract, browser)
                try await deliver(contract, office, browser)
                try await statements(contract, office, browser)
                try await fees(office, browser)
                return try await share(contract, office, browser)
            }
            try await asOfficer(office, width) { browser in
                try await browser.go("/sponsor-allocations/\(allocation)")
                try await browser.click(text: "Allocate", in: "button")
                try await browser.find(text: "Allocated", in: "span")
            }
            try await inBrowser(office, as: office.password, width: width) { browser in
                try await browser.go("/sponsor-allocations/\(allocation)")
                try await browser.click(text: "It was allocated wrongly", in: "summary")
                try await browser.type("the other club's", into: "form[action$=reversal] [name=reason]")
                try await browser.click("form[action$=reversal] button")
                try await browser.find(text: "Cancelled", in: "span")
                #expect(try await browser.complaints() == [])
            }
        }
    }

    /// An admin registers a sponsor and writes its contract down.
    private func draft(_ office: OpenOffice, _ width: Int) async throws -> String {
        try await inBrowser(office, as: office.password, width: width) { browser in
            try await browser.go("/sponsors")
            for (name, text) in [
                ("company", "Alder Bank"), ("contact_name", "Ada"), ("email", "ada@alder.example"),
            ] {
                try await browser.type(text, into: "#new [name=\(name)]")
            }
            try await browser.click(path: "//section[@id='new']//select[@name='node']/option[contains(., 'North')]")
            try await browser.click("#new button.main")
            try await browser.find(text: "Alder Bank", in: "h1")
            try await browser.click(text: "New contract", in: "summary")
            try await browser.type("ALDER 1", into: "#contracts [name=reference]")
            try await browser.type("1000", into: "#contracts [name=amount]")
            try await set(["starts_on": "2026-01-01", "ends_on": "2030-12-31"], in: "#contracts form", browser)
            try await browser.click("#contracts form button.main")
            try await browser.find(text: "ALDER 1")
        }
        return try #require(try await office.value("SELECT id FROM sponsor_contract WHERE reference = 'ALDER 1'"))
    }

    private func book(_ contract: String, _ browser: Browser) async throws {
        try await browser.go("/sponsor-contracts/\(contract)")
        try await browser.click(text: "Book a payment", in: "summary")
        let form = "#payments details.foot form"
        try await browser.type("400", into: "\(form) [name=amount]")
        try await browser.type("by phone", into: "\(form) [name=reference]")
        try await set(["received_on": "2026-10-05"], in: form, browser)
        try await browser.click("\(form) button")
        try await browser.find(text: "by phone", in: "td")
    }

    /// What was shown of the sponsor, with the file that proves it.
    private func deliver(_ contract: String, _ office: OpenOffice, _ browser: Browser) async throws {
        let path = "\(office.demo.place.folder)/announcer.txt"
        try #require(Files.write(Array("14:02 Alder Bank named\n".utf8), to: path))
        try await browser.go("/sponsor-contracts/\(contract)")
        try await browser.click(text: "Write a delivery down", in: "summary")
        let form = "#deliveries details.foot form"
        try await set(["delivered_on": "2026-10-06"], in: form, browser)
        try await browser.choose(path, in: "\(form) [name=file]")
        try await browser.type("Named at the finals", into: "\(form) [name=words]")
        try await browser.click("\(form) button.main")
        try await browser.find(text: "announcer.txt", in: "a")
        #expect(try await browser.text("#deliveries").contains("Named at the finals"))
    }

    /// Members' fees by a file: each row is answered for itself, and the same file again books nothing.
    private func fees(_ office: OpenOffice, _ browser: Browser) async throws {
        let path = "\(office.demo.place.folder)/fees.csv"
        let text =
            "Club;Fee type;Amount;Date;Invoice\nNORTH;licence;41,50;16.10.2026;Z-1\nNOWHERE;licence;4,00;16.10.2026;Z-2\n"
        try #require(Files.write(Array(text.utf8), to: path))
        for words in ["1 booked, 0 known before, 1 refused", "0 booked, 1 known before, 1 refused"] {
            try await browser.go("/org-fee-imports")
            try await browser.choose(path, in: "#new [name=file]")
            try await browser.click("#new button.main")
            try await browser.find(text: words, in: "p")
            #expect(try await browser.text("#list").contains("there is no node NOWHERE"))
        }
        let count: Int = try await office.value("SELECT count(*) FROM org_fee WHERE reference = 'Z-1'") ?? 0
        #expect(count == 1)
    }

    /// The bank's line is linked to what was booked by hand; a second export of it is booked by nobody's silence, and further
    /// money by somebody's word.
    private func statements(_ contract: String, _ office: OpenOffice, _ browser: Browser) async throws {
        for (number, payer) in ["Alder Bank", "ALDER BANK PLC", "Alder"].enumerated() {
            let path = "\(office.demo.place.folder)/alder-\(number).csv"
            let text = "Posting Date,Description,Name,Amount,Transaction ID\n2026-10-06,gold,\(payer),400.00,BANK 9\n"
            try #require(Files.write(Array(text.utf8), to: path))
            try await browser.go("/org-statements")
            try await browser.click(path: "//form[@id='new']//select[@name='node']/option[contains(., 'North')]")
            try await browser.choose(path, in: "#new [name=file]")
            try await browser.click("#new button.main")
            try await browser.find(text: "alder-\(number).csv", in: "h1")
            if number == 0 {
                try await browser.click(text: "It is that payment", in: "button")
                try await browser.find(text: "Matched", in: "span")
            } else if number == 2 {
                try await browser.click(text: "Something else", in: "summary")
                try await browser.click(
                    path: "//select[@name='contract']/option[contains(., 'ALDER 1 of Alder Bank')]")
                try await browser.click(text: "Book as further money", in: "button")
                try await browser.find(text: "Matched", in: "span")
            } else {
                let told = try await browser.text("#lines")
                #expect(told.contains("another line of a statement is the payment of €400"), "\(told)")
                try await browser.click(text: "Something else", in: "summary")
                try await browser.type("a second export", into: "form[action$=dismissal] [name=reason]")
                try await browser.click("form[action$=dismissal] button")
                try await browser.find(text: "Put away", in: "span")
            }
            let fits = try await browser.evaluate(
                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            #expect(fits == true)
        }
        let count: Int =
            try await office.value(
                "SELECT count(*) FROM sponsor_payment WHERE contract_id = \(contract)") ?? 0
        #expect(count == 2)
    }

    private func share(_ contract: String, _ office: OpenOffice, _ browser: Browser) async throws -> String {
        try await browser.go("/sponsor-contracts/\(contract)")
        try await browser.click(text: "Share", in: "summary")
        _ = try await browser.evaluate("document.querySelector('[name=share_percent]').value = '100'")
        try await browser.click("form[action='/sponsor-allocations'] button.main")
        try await browser.find(text: "Pending", in: "span")
        return try #require(
            try await office.value(
                """
                SELECT sponsor_allocation.id FROM sponsor_allocation
                  JOIN sponsor_payment ON sponsor_payment.id = sponsor_allocation.payment_id
                 WHERE sponsor_payment.contract_id = \(contract)
                """))
    }

    private func asOfficer(
        _ office: OpenOffice, _ width: Int, _ body: (Browser) async throws -> Void
    ) async throws {
        try await inBrowser(office, width: width) { browser in
            try await browser.go("/sign-in")
            try await browser.type("federation@demo.example", into: "[name=email]")
            try await browser.type(office.password, into: "[name=password]")
            try await browser.click("form.sheet button")
            try await browser.find(text: "Organisation", in: "h1")
            try await body(browser)
        }
    }

    /// The same as an admin, with an answer.
    private func inBrowserAnswer(
        _ office: OpenOffice, _ width: Int, _ body: (Browser) async throws -> String
    ) async throws -> String {
        var answer = ""
        try await inBrowser(office, as: office.password, width: width) { answer = try await body($0) }
        return answer
    }

    private func set(_ days: [String: String], in form: String, _ browser: Browser) async throws {
        for (name, day) in days {
            _ = try await browser.evaluate(
                "document.querySelector(arguments[0] + ' [name=' + arguments[1] + ']').value = arguments[2]",
                .string(form), .string(name), .string(day))
        }
    }
}
