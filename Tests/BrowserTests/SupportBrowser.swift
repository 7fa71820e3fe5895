import Cohorts
import FoundationEssentials
import Kernel
import People
import Storage
import SupportWallet
import TestServers
import Testing
import Web

@testable import Server

/// Support in a real browser: an operator makes a sign-in, a participant asks, another operator approves and takes the voucher, and an admin
/// and an impact officer look at all of it.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct SupportBrowser {
    private static let operators = ["one@demo.example", "two@demo.example"]
    /// What no page of a participant's says.
    private static let secrets = ["$", "USD", "100.00", "8.00", "800", "naira", "budget", "balance"]

    @Test(arguments: [1280, 390])
    func `I06 I12 I27 J09 J11 support is asked for, approved, fetched and looked at, and no participant sees an amount`(
        width: Int
    ) async throws {
        try await inOffice(works: false) { office in
            for address in Self.operators { try await office.add(address, .programmeOperator) }
            try await office.add("officer@demo.example", .impactOfficer)
            try await keep(office)
            let sign = try await made(office, width)
            try await seen(office, width, sign) { try await ask($0) }
            try await keep(office)
            try await worked(office, width, Self.operators[1]) { try await approve($0) }
            var code = ""
            try await seen(office, width, sign) { code = try await fetch($0) }
            try await worked(office, width, Self.operators[1]) { try await redeem($0, code) }
            try await seen(office, width, sign) { try await lookBack($0) }
            try await worked(office, width, "officer@demo.example") { try await read($0) }
            try await worked(office, width, Self.operators[0]) { try await flag($0) }
            try await inBrowser(office, as: office.password, width: width) { browser in
                try await administer(try Look(browser, width, "support"))
            }
        }
    }

    private func keep(_ office: OpenOffice) async throws {
        try await SupportKeeping(
            database: office.office.database, clock: office.office.clock, log: Log(level: .quiet),
            desk: office.office.disbursementDesk
        ).look()
    }

    private func worked(
        _ office: OpenOffice, _ width: Int, _ address: String, _ body: (Look) async throws -> Void
    ) async throws {
        try await inBrowser(office, width: width) { browser in
            let look = try Look(browser, width, "support")
            try await look.signIn(address, office.password, leadsTo: "/cohorts")
            try await body(look)
            #expect(try await browser.complaints().filter { !$0.contains("status of 4") } == [])
        }
    }

    private func seen(
        _ office: OpenOffice, _ width: Int, _ sign: (name: String, password: String),
        _ body: (Look) async throws -> Void
    ) async throws {
        try await inBrowser(office, width: width) { browser in
            let look = try Look(browser, width, "support", secrets: Self.secrets)
            try await look.signIn(sign.name, sign.password, leadsTo: "/support")
            try await body(look)
            #expect(try await browser.complaints().filter { !$0.contains("status of 4") } == [])
        }
    }

    /// A sign-in is made at the wallet's page and shown once; a risk is raised there and stands until an admin looks.
    private func made(_ office: OpenOffice, _ width: Int) async throws -> (name: String, password: String) {
        var sign = ("", "")
        try await worked(office, width, Self.operators[0]) { look in
            let browser = look.browser
            try await browser.go("/admin/wallets")
            try await look.fits(["P-000001", "$100"], picture: "wallets")
            try await browser.click(path: "//main//a[.='P-000001']")
            try await browser.find(text: "By category", in: "h2")
            try await look.fits(["Remaining", "$100"], picture: "wallet")
            try await browser.click(path: "//summary[contains(., 'sign-in')]")
            try await browser.click(path: "//section[@id='person']//button[.='Make it']")
            try await browser.find(text: "The sign-in", in: "h1")
            try await look.fits(["p-000001@", "shown once"], picture: "sign-in")
            let shown = try await browser.evaluate(
                "return [...document.querySelectorAll('main code')].map((c) => c.textContent)")
            sign = (shown.list?.first?.text ?? "", shown.list?.last?.text ?? "")
        }
        return sign
    }

    /// A later kind needs to say why the earlier does not do; what was typed stays.
    private func ask(_ look: Look) async throws {
        let browser = look.browser
        try await look.fits(["You may ask for support.", "Nothing yet."], picture: "own")
        try await browser.click(path: "//select[@name='type']/option[@value='transport']")
        try await browser.type("the market is across the city", into: "[name=justification]")
        try await browser.click("#ask button.main")
        try await browser.find(text: "say why data and airtime does not do")
        try await look.fits([], picture: "refused")
        try await browser.click(path: "//select[@name='why_not_earlier']/option[@value='in_person']")
        try await browser.click("#ask button.main")
        try await browser.find(text: "In review", in: "span")
        try await look.fits(["Transport", "In review"], picture: "asked")
        try await browser.go("/support/account")
        try await look.fits(["No account is needed now"], picture: "account")
    }

    private func approve(_ look: Look) async throws {
        let browser = look.browser
        try await browser.go("/admin/support/queue")
        try await look.fits(["P-000001", "Transport", "$8"], picture: "queue")
        try await browser.click(path: "//main//a[.='P-000001']")
        try await browser.find(text: "Approve", in: "button")
        try await look.fits(["the market is across the city", "$100"], picture: "request")
        try await browser.click("#decision button.main")
        try await browser.find(text: "Approved", in: "span")
        try await look.fits([], picture: "approved")
    }

    private func fetch(_ look: Look) async throws -> String {
        let browser = look.browser
        try await look.fits(["On its way"], picture: "on-its-way")
        try await browser.click(text: "Show the code", in: "button")
        try await browser.find(text: "Your voucher", in: "h1")
        try await look.fits(["good once"], picture: "voucher")
        return try await browser.text("main code")
    }

    private func redeem(_ look: Look, _ code: String) async throws {
        let browser = look.browser
        try await browser.go("/admin/support/queue")
        try await browser.type(code, into: "[name=code]")
        try await browser.click(text: "Take the voucher", in: "button")
        try await browser.find(text: "In the participant's words", in: "dt")
        try await look.fits(["$8"], picture: "given")
        try await browser.go("/admin/support/disbursements")
        try await look.fits(["COMPLETED", "VOUCHER_DISBURSEMENT"], picture: "disbursements")
    }

    private func lookBack(_ look: Look) async throws {
        let browser = look.browser
        try await look.fits(["Support accessed"], picture: "accessed")
        try await browser.go("/support/summary")
        try await look.fits(["Support accessed", "Transport"], picture: "own-summary")
        let told = try await browser.text("#support")
        #expect(!told.contains { $0.isNumber })
        try await browser.go("/support/journal")
        try await browser.type("I was there in time", into: "[name=text]")
        try await browser.click("#write button.main")
        try await browser.find(text: "I was there in time", in: "p")
        try await look.fits(["No page of anybody else shows this."], picture: "journal")
    }

    /// An impact officer reads, and finds nothing to press.
    private func read(_ look: Look) async throws {
        let browser = look.browser
        for (name, path, words) in [
            ("officer-sums", "/admin/support/sums", ["Transport", "$8", "What followed support", "Overrides"]),
            ("officer-samples", "/admin/support/samples", ["when it is over"]),
            ("officer-overrides", "/admin/support/overrides", ["None."]),
            ("officer-differences", "/admin/support/differences", ["Nothing differs."]),
        ] {
            try await browser.go(path)
            try await look.fits(words, picture: name)
            let forms = try await browser.evaluate("return document.querySelectorAll('main form[method=post]').length")
            #expect(forms == 0, "\(name)")
        }
        try await browser.go("/admin/wallets")
        try await browser.click(path: "//main//a[.='P-000001']")
        try await browser.click(text: "Impact summary", in: "a")
        try await browser.find(text: "Budget", in: "h2")
        try await look.fits(["Transport", "$8"], picture: "summary")
    }

    /// The forms of the participant's page: a risk is raised, and another password is made and shown once.
    private func flag(_ look: Look) async throws {
        let browser = look.browser
        try await browser.go("/admin/wallets")
        try await browser.click(path: "//main//a[.='P-000001']")
        try await browser.click(path: "//main//p/a[.='P-000001']")
        try await browser.find(text: "Attempts", in: "h2")
        try await browser.click(path: "//section[@id='support']//summary[.='Raise a risk']")
        try await look.fits(["Raise it"], picture: "participant-risk")
        try await browser.type("asked twice on one day", into: "#support [name=reason]")
        try await browser.click(path: "//section[@id='support']//button[.='Raise it']")
        try await browser.find(text: "By category", in: "h2")
        try await look.fits(["asked twice on one day"], picture: "raised")
        try await browser.click(path: "//main//p/a[.='P-000001']")
        try await browser.click(path: "//section[@id='support']//summary[contains(., 'sign-in')]")
        try await look.fits(["Shown once."], picture: "participant-sign-in")
        try await browser.click(path: "//section[@id='support']//button[.='Make it']")
        try await browser.find(text: "The sign-in", in: "h1")
        try await look.fits(["p-000001@", "shown once"], picture: "password-anew")
    }

    private func administer(_ look: Look) async throws {
        let browser = look.browser
        try await browser.go("/admin/support/settings")
        try await look.fits(["Naira for one"], picture: "settings")
        try await browser.go("/admin/support/rules")
        try await look.fits(["Starter pack", "Worth in USD"], picture: "rules")
        try await browser.go("/admin/wallets")
        try await browser.click(path: "//main//a[.='P-000001']")
        try await browser.click(path: "//summary[.='Propose another allocation']")
        try await browser.type("120", into: "#override [name=amount]")
        try await browser.type("two more missions", into: "#override [name=reason]")
        try await browser.click("#override button")
        try await browser.find(text: "Overrides", in: "h1")
        try await look.fits(["two more missions", "$120", "Ada Whitcombe", "Refuse"], picture: "overrides")
        try await browser.go("/admin/wallets")
        try await browser.click(path: "//main//a[.='P-000001']")
        try await browser.click(path: "//summary[.='Raise a risk']")
        try await browser.type("two phones", into: "#person [name=reason]")
        try await browser.click(text: "Raise it", in: "button")
        try await browser.find(text: "It is none", in: "button")
        try await look.fits(["two phones"], picture: "risk")
        try await browser.go("/admin/support/differences")
        try await browser.click(path: "//summary[contains(., 'provider')]")
        try await look.fits(["Nothing differs."], picture: "differences")
    }
}
