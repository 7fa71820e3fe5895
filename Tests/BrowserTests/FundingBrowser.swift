import Cohorts
import Kernel
import PartnerFunding
import People
import Storage
import Testing

@testable import Server

/// The office's side of partner funding in a real browser: one admin assigns, another releases and pays out.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct FundingBrowser {
    @Test(arguments: [1280, 390])
    func `F29 F38 F39 F51 F52 F53 capital goes from a promise to a cohort by the pages of two admins`(width: Int)
        async throws
    {
        try await inOffice(works: false) { office in
            let waiting: String = try #require(
                try await office.value("SELECT commitment_id FROM commitment_standing WHERE state = 'submitted'"))
            try await inBrowser(office, as: office.password, width: width) { browser in
                try await browser.go("/commitments?state=submitted")
                try await browser.click("main a.row-link")
                #expect(try await browser.path() == "/commitments/\(waiting)")
                try await browser.click(text: "Approve", in: "button")
                try await browser.find(text: "Approved", in: "span")
                try await browser.click("#receive > summary")
                try await browser.type("2500", into: "#receive [name=amount]")
                try await browser.type("MEADOWLARK 0002", into: "#receive [name=reference]")
                try await browser.click("#receive button.main")
                try await browser.find(text: "Paid in", in: "span")
                try await browser.click("#allocate > summary")
                try await browser.click(path: "//details[@id='allocate']//option[contains(., 'Accra 2')]")
                try await browser.type("300", into: "#allocate [name=amount]")
                // More seats than it pays for are refused with how many it does.
                try await browser.type("4", into: "#allocate [name=seats]")
                try await browser.click("#allocate button.main")
                try await browser.find(text: "pays for 3 seats")
                try await browser.type("3", into: "#allocate [name=seats]")
                try await browser.click("#allocate button.main")
                try await browser.find(text: "Somebody else releases it", in: "p")
                #expect(
                    try await browser.evaluate("return document.querySelector('form[action$=\"/release\"]') === null")
                        == true)
                try await Look(browser, width, "funding").fits()
                let unexpected = try await browser.complaints().filter { !$0.contains("status of 409") }
                #expect(unexpected == [])
            }
            let allocation: String = try #require(
                try await office.value(
                    "SELECT allocation_id FROM allocation_standing WHERE commitment_id = \(waiting)"))
            try await office.add("second@demo.example", .admin, "Second Admin")
            try await inBrowser(office, width: width) { browser in
                try await signIn("second@demo.example", office.password, browser)
                try await browser.go("/allocations/\(allocation)")
                try await browser.click(text: "Release", in: "button")
                try await browser.find(text: "Released", in: "span")
                try await browser.click("#disburse > summary")
                try await browser.type("120.50", into: "#disburse [name=amount]")
                try await browser.type("Data", into: "#disburse [name=note]")
                // What it becomes is chosen by nobody but who pays out, and support is for somebody.
                try await browser.click("#disburse option[value=data]")
                try await browser.picture("funding-disburse-\(width)")
                try await browser.click("#disburse button.main")
                try await browser.find(text: "say for how many participants")
                try await browser.type("7", into: "#disburse [name=participants]")
                try await browser.click("#disburse button.main")
                try await browser.find(text: "$120.50", in: "dd")
                // What the pages say is what the ledger has.
                for (path, words) in [
                    ("/commitments/\(waiting)", ["$120.50 (4.8 %)", "$179.50", "Active"]),
                    ("/commitments/\(waiting)/ledger", ["Disbursed", "Data and airtime, for 7", "Released"]),
                    ("/partners", ["Meadowlark Foundation", "$300.50"]), ("/commitments", ["4.8 %", "Accra 2"]),
                    ("/allocations", ["Accra 2"]), ("/bank-lines", []),
                ] {
                    try await Look(browser, width, "funding").at(path, words)
                }
                let unexpected = try await browser.complaints().filter { !$0.contains("status of 422") }
                #expect(unexpected == [])
            }
        }
    }
}
