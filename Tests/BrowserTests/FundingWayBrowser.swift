import Kernel
import TestServers
import Testing

@testable import Server

/// The office's way with a funding partner in a real browser: two admins, from the enquiry to the locked report.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct FundingWayBrowser {
    private static let address = "hedda@heron.example"

    @Test(arguments: [1280, 390])
    func
        `F04 F10 F11 F14 F28 F37 F38 F39 F48 F67 two admins go from an enquiry by a matched line of the bank to a locked report`(
            width: Int
        ) async throws
    {
        try await inOffice { office in
            try await inBrowser(office, width: width) { browser in
                try await enquire(office, browser)
                // No mail is waited for any more.
                await office.rest()
                try await signIn("admin@demo.example", office.password, browser)
                let partner = try await approve(browser, width)
                let commitment = try await promise(partner, browser, width)
                try await inBrowser(office, width: width) { second in
                    try await signIn(DemoOffice.manager, office.password, second)
                    try await second.go("/commitments/\(commitment)")
                    try await second.click(text: "Approve", in: "button")
                    try await second.find(text: "Approved", in: "span")
                    try await book(commitment, office, browser, width)
                    let allocation = try await assign(commitment, browser, width)
                    try await release(allocation, second, width)
                    let unexpected = try await second.complaints()
                    #expect(unexpected == [])
                }
                try await report(partner, browser, width)
                let unexpected = try await browser.complaints()
                #expect(unexpected == [])
            }
        }
    }

    /// Anybody fills the public form, and says by the mail's link that the address is theirs.
    private func enquire(_ office: OpenOffice, _ browser: Browser) async throws {
        try await browser.go("/enquiries/\(office.demo.tenant)")
        for (name, text) in [
            ("name", "Heron Trust"), ("contact_name", "Hedda"), ("email", Self.address), ("amount_low", "500"),
            ("amount_high", "2000"),
        ] { try await browser.type(text, into: "[name=\(name)]") }
        try await browser.click("form.sheet button.main")
        try await browser.find(text: "Your enquiry is here", in: "p")
        try await browser.go(
            "/enquiry-confirmation?token=\(try await office.token(in: "/enquiry-confirmation?token="))")
        try await browser.click(text: "Yes, the address is mine", in: "button")
        try await browser.find(text: "Thank you", in: "h1")
    }

    /// The lead stands on the board; an admin looks at it and lets it in, which sends the invitation.
    private func approve(_ browser: Browser, _ width: Int) async throws -> String {
        try await browser.go("/partners")
        try await Look(browser, width, "way").fits()
        try await browser.click(text: "Heron Trust", in: "a")
        try await browser.find(text: "Heron Trust", in: "h1")
        let path = try await browser.path()
        try await browser.click(text: "Qualify", in: "button")
        try await browser.click(text: "Approve and invite", in: "button")
        try await browser.find(text: "Approved", in: "span")
        try await Look(browser, width, "way").fits()
        return String(path.split(separator: "/").last ?? "")
    }

    /// Entered by the first admin, who does not decide of it.
    private func promise(_ partner: String, _ browser: Browser, _ width: Int) async throws -> String {
        try await browser.click(text: "New commitment", in: "a")
        try await browser.click(text: "One-off", in: "a")
        _ = try await browser.find("[name=intended_use]")
        try await browser.click("[name=currency] option[value=USD]")
        try await browser.type("1000", into: "[name=amount]")
        try await Look(browser, width, "way").fits()
        try await browser.click("form.sheet button.main")
        try await browser.find(text: "Somebody else decides", in: "p")
        try await Look(browser, width, "way").fits()
        return String(try await browser.path().split(separator: "/").last ?? "")
    }

    /// The bank's file has a line with the commitment's code: it is matched, and booked by one click.
    private func book(
        _ commitment: String, _ office: OpenOffice, _ browser: Browser, _ width: Int
    ) async throws {
        let day = office.office.clock.now().day
        try await browser.go("/commitments/\(commitment)")
        let code =
            try await browser.evaluate(
                "return [...document.querySelectorAll('dt')].find((e) => e.textContent === 'To write when paying')"
                    + ".nextElementSibling.textContent"
            ).text ?? ""
        #expect(code.hasPrefix("FG-"))
        let path = "\(office.demo.place.folder)/statement-\(width).csv"
        let text =
            "Date,Description,Amount\n\(day),\(code) gift,1000.00\n\(day),rent,-75.00\n"
        #expect(Files.write(Array(text.utf8), to: path))
        try await browser.go("/bank-statements")
        try await Look(browser, width, "way").fits()
        try await browser.choose(path, in: "[name=file]")
        try await browser.click("form.sheet button.main")
        try await browser.find(text: "Matched", in: "span")
        try await Look(browser, width, "way").fits()
        try await browser.click(text: "Book what is matched: 1", in: "button")
        try await browser.find(text: "Booked", in: "span")
        try await Look(browser, width, "way").fits()
    }

    /// Whoever booked and assigned is offered neither the release nor the refund.
    private func assign(_ commitment: String, _ browser: Browser, _ width: Int) async throws -> String {
        try await browser.go("/commitments/\(commitment)")
        try await browser.find(text: "Paid in", in: "span")
        try await browser.find(text: "you booked it", in: "p")
        #expect(try await browser.evaluate("return document.getElementById('refund') === null") == true)
        try await browser.click("#allocate > summary")
        try await browser.click(path: "//details[@id='allocate']//option[contains(., 'Lagos 7')]")
        try await browser.type("600", into: "#allocate [name=amount]")
        try await Look(browser, width, "way").fits()
        try await browser.click("#allocate button.main")
        try await browser.find(text: "Somebody else releases it", in: "p")
        #expect(
            try await browser.evaluate("return document.querySelector('form[action$=\"/release\"]') === null") == true)
        try await Look(browser, width, "way").fits()
        return try await browser.path()
    }

    /// The second admin releases, and pays out of the cohort's wallet.
    private func release(_ allocation: String, _ browser: Browser, _ width: Int) async throws {
        try await browser.go(allocation)
        try await browser.click(text: "Release", in: "button")
        try await browser.find(text: "Released", in: "span")
        try await browser.click("#disburse > summary")
        try await browser.type("250.50", into: "#disburse [name=amount]")
        try await browser.click("#disburse option[value=data]")
        try await browser.type("6", into: "#disburse [name=participants]")
        try await browser.type("Data", into: "#disburse [name=note]")
        try await browser.click("#disburse button.main")
        try await browser.find(text: "$250.50", in: "dd")
        try await Look(browser, width, "way").fits()
        for (path, words) in [
            ("/partners?state=active", ["Heron Trust", "$1,000", "$250.50"]), ("/commitments", ["25.0 %", "Lagos 7"]),
            ("/bank-lines", []),
        ] {
            try await browser.go(path)
            let text = try await browser.text("main")
            for word in words { #expect(text.contains(word), "\(path): \(word)") }
            try await Look(browser, width, "way").fits()
        }
    }

    /// The cohort ends; its report is shown first, and locked by a further click.
    private func report(_ partner: String, _ browser: Browser, _ width: Int) async throws {
        try await browser.go("/cohorts")
        try await browser.click(text: "Lagos 7", in: "a")
        try await browser.click(text: "End the cohort", in: "summary")
        try await browser.type("moved to the autumn", into: "form[action$='/closure'] [name=reason]")
        try await browser.click("form[action$='/closure'] button")
        try await browser.find(text: "Ended", in: "span")
        try await browser.go("/partners/\(partner)/reports")
        try await Look(browser, width, "way").fits()
        try await browser.click(path: "//form[.//input[@value='final']]//button")
        try await browser.find(text: "Live: as it is now, not locked", in: "p")
        try await Look(browser, width, "way").fits()
        try await browser.click(text: "Lock it", in: "button")
        try await browser.find(text: "Version 1, locked", in: "p")
        let text = try await browser.text("main")
        for word in ["Final report: Lagos 7", "250.50 USD", "600.00 USD", "SHA-256 of what was locked"] {
            #expect(text.contains(word), "\(word)")
        }
        // Whoever corrects it is told who reads the reason.
        try await browser.click(text: "Correct it by a new version", in: "summary")
        try await browser.find(text: "The partner reads this", in: "label")
        try await Look(browser, width, "way").fits()
        try await browser.type("the name of the cohort", into: "#correct [name=reason]")
        try await browser.click("#correct button")
        try await browser.find(text: "Instead of version 1: the name of the cohort", in: "p")
        try await Look(browser, width, "way").fits()
    }
}

extension OpenOffice {
    /// The token behind that address in the newest mail to the partner; waits for it.
    fileprivate func token(in link: String) async throws -> String {
        for _ in 0..<3_000 {
            for mail in mails(to: "hedda@heron.example") {
                if let token = mail.split(separator: link).dropFirst().first { return String(token.prefix(64)) }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw DriverFailure.noAnswer
    }
}
