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
            try await inBrowser(office, as: office.password, width: width) { browser in
                try await administer(try SupportLook(browser, width))
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
        _ office: OpenOffice, _ width: Int, _ address: String, _ body: (SupportLook) async throws -> Void
    ) async throws {
        try await inBrowser(office, width: width) { browser in
            let look = try SupportLook(browser, width)
            try await look.signIn(address, office.password, leadsTo: "/cohorts")
            try await body(look)
            #expect(try await browser.complaints().filter { !$0.contains("status of 4") } == [])
        }
    }

    private func seen(
        _ office: OpenOffice, _ width: Int, _ sign: (name: String, password: String),
        _ body: (SupportLook) async throws -> Void
    ) async throws {
        try await inBrowser(office, width: width) { browser in
            let look = try SupportLook(browser, width, secrets: Self.secrets)
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
            try await look.at("wallets", ["P-000001", "$100"])
            try await browser.click(path: "//main//a[.='P-000001']")
            try await browser.find(text: "By category", in: "h2")
            try await look.at("wallet", ["Remaining", "$100"])
            try await browser.click(path: "//summary[contains(., 'sign-in')]")
            try await browser.click(path: "//section[@id='person']//button[.='Make it']")
            try await browser.find(text: "The sign-in", in: "h1")
            try await look.at("sign-in", ["p-000001@", "shown once"])
            let shown = try await browser.evaluate(
                "return [...document.querySelectorAll('main code')].map((c) => c.textContent)")
            sign = (shown.list?.first?.text ?? "", shown.list?.last?.text ?? "")
        }
        return sign
    }

    /// A later kind needs to say why the earlier does not do; what was typed stays.
    private func ask(_ look: SupportLook) async throws {
        let browser = look.browser
        try await look.at("own", ["You may ask for support.", "Nothing yet."])
        try await browser.click(path: "//select[@name='type']/option[@value='transport']")
        try await browser.type("the market is across the city", into: "[name=justification]")
        try await browser.click("#ask button.main")
        try await browser.find(text: "say why data and airtime does not do")
        try await look.at("refused", [])
        try await browser.click(path: "//select[@name='why_not_earlier']/option[@value='in_person']")
        try await browser.click("#ask button.main")
        try await browser.find(text: "In review", in: "span")
        try await look.at("asked", ["Transport", "In review"])
        try await browser.go("/support/account")
        try await look.at("account", ["No account is needed now"])
    }

    private func approve(_ look: SupportLook) async throws {
        let browser = look.browser
        try await browser.go("/admin/support/queue")
        try await look.at("queue", ["P-000001", "Transport", "$8"])
        try await browser.click(path: "//main//a[.='P-000001']")
        try await browser.find(text: "Approve", in: "button")
        try await look.at("request", ["the market is across the city", "$100"])
        try await browser.click("#decision button.main")
        try await browser.find(text: "Approved", in: "span")
        try await look.at("approved", [])
    }

    private func fetch(_ look: SupportLook) async throws -> String {
        let browser = look.browser
        try await look.at("on-its-way", ["On its way"])
        try await browser.click(text: "Show the code", in: "button")
        try await browser.find(text: "Your voucher", in: "h1")
        try await look.at("voucher", ["good once"])
        return try await browser.text("main code")
    }

    private func redeem(_ look: SupportLook, _ code: String) async throws {
        let browser = look.browser
        try await browser.go("/admin/support/queue")
        try await browser.type(code, into: "[name=code]")
        try await browser.click(text: "Take the voucher", in: "button")
        try await browser.find(text: "In the participant's words", in: "dt")
        try await look.at("given", ["$8"])
        try await browser.go("/admin/support/disbursements")
        try await look.at("disbursements", ["COMPLETED", "VOUCHER_DISBURSEMENT"])
    }

    private func lookBack(_ look: SupportLook) async throws {
        let browser = look.browser
        try await look.at("accessed", ["Support accessed"])
        try await browser.go("/support/summary")
        try await look.at("own-summary", ["Support accessed", "Transport"])
        let told = try await browser.text("#support")
        #expect(!told.contains { $0.isNumber })
        try await browser.go("/support/journal")
        try await browser.type("I was there in time", into: "[name=text]")
        try await browser.click("#write button.main")
        try await browser.find(text: "I was there in time", in: "p")
        try await look.at("journal", ["Only you read this."])
    }

    /// An impact officer reads, and finds nothing to press.
    private func read(_ look: SupportLook) async throws {
        let browser = look.browser
        for (name, path, words) in [
            ("officer-sums", "/admin/support/sums", ["Transport", "$8", "What followed support", "Overrides"]),
            ("officer-samples", "/admin/support/samples", ["when it is over"]),
            ("officer-overrides", "/admin/support/overrides", ["None."]),
            ("officer-differences", "/admin/support/differences", ["Nothing differs."]),
        ] {
            try await browser.go(path)
            try await look.at(name, words)
            let forms = try await browser.evaluate("return document.querySelectorAll('main form[method=post]').length")
            #expect(forms == 0, "\(name)")
        }
        try await browser.go("/admin/wallets")
        try await browser.click(path: "//main//a[.='P-000001']")
        try await browser.click(text: "Impact summary", in: "a")
        try await browser.find(text: "Budget", in: "h2")
        try await look.at("summary", ["Transport", "$8"])
    }

    private func administer(_ look: SupportLook) async throws {
        let browser = look.browser
        try await browser.go("/admin/support/settings")
        try await look.at("settings", ["Naira for one"])
        try await browser.go("/admin/support/rules")
        try await look.at("rules", ["Starter pack", "Worth in USD"])
        try await browser.go("/admin/wallets")
        try await browser.click(path: "//main//a[.='P-000001']")
        try await browser.click(path: "//summary[.='Propose another allocation']")
        try await browser.type("120", into: "#override [name=amount]")
        try await browser.type("two more missions", into: "#override [name=reason]")
        try await browser.click("#override button")
        try await browser.find(text: "Overrides", in: "h1")
        try await look.at("overrides", ["two more missions", "$120", "Ada Whitcombe", "Refuse"])
        try await browser.go("/admin/wallets")
        try await browser.click(path: "//main//a[.='P-000001']")
        try await browser.click(path: "//summary[.='Raise a risk']")
        try await browser.type("two phones", into: "#person [name=reason]")
        try await browser.click(text: "Raise it", in: "button")
        try await browser.find(text: "It is none", in: "button")
        try await look.at("risk", ["two phones"])
        try await browser.go("/admin/support/differences")
        try await browser.click(path: "//summary[contains(., 'provider')]")
        try await look.at("differences", ["Nothing differs."])
    }
}

/// A look at a page of support: it fits its window, everybody can use it, and it says what it must.
private struct SupportLook {
    let browser: Browser
    let width: Int
    /// What no page that is looked at says.
    let secrets: [String]
    private let check: String

    init(_ browser: Browser, _ width: Int, secrets: [String] = []) throws {
        self.browser = browser
        self.width = width
        self.secrets = secrets
        check = try #require(
            Files.read("\(OpenOffice.root)/Tests/Fixtures/browser/accessibility.js")
                .map { String(decoding: $0, as: UTF8.self) })
    }

    func signIn(_ address: String, _ password: String, leadsTo path: String) async throws {
        try await browser.go("/sign-in")
        try await browser.type(address, into: "[name=email]")
        try await browser.type(password, into: "[name=password]")
        try await browser.click("form.sheet button")
        _ = try await browser.find(path: "//main//h2 | //main//table | //main//section")
        #expect(try await browser.path() == path)
    }

    func at(_ name: String, _ words: [String]) async throws {
        let text = try await browser.text("main")
        for word in words { #expect(text.contains(word), "\(name): \(word)") }
        let source = try await browser.evaluate("return document.querySelector('main').innerHTML").text ?? ""
        for secret in secrets { #expect(!source.lowercased().contains(secret.lowercased()), "\(name): \(secret)") }
        let fits = try await browser.evaluate(
            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        #expect(fits == true, "\(name) at \(width)")
        let wrong = try await browser.evaluate(check)
        #expect(wrong.list?.isEmpty == true, "\(name) at \(width): \(wrong)")
        try await browser.picture("support-\(name)-\(width)")
    }
}

extension OpenOffice {
    /// Somebody of the sample office with that role and the sample's password.
    fileprivate func add(_ address: String, _ role: RoleName) async throws {
        let (tenant, now, hash) = (demo.tenant, office.clock.now(), await office.passwords.hash(password))
        let draft = try Person.Draft(email: address, name: "Somebody", roles: [role])
        _ = try await office.database.write { db in
            try Person.add(draft, password: hash, tenant: tenant, by: .system("test"), at: now, db)
        }
    }
}
