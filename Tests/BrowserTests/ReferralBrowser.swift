import Kernel
import People
import Referrals
import Storage
import TestServers
import Testing

@testable import Server

/// Referrals in a real browser: a partner sends a lead, two people of management decide line by line, and the partner reads it.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct ReferralBrowser {
    private static let partner = "referrer@demo.example"

    @Test(arguments: [1280, 390])
    func `G01 J30 G62 G64 G65 G74 a lead goes from the partner's form to a paid payout by everybody's own pages`(
        width: Int
    )
        async throws
    {
        try await inOffice(works: false) { office in
            try await inBrowser(office, width: width) { browser in
                try await enter(Self.partner, office, browser, until: "Newest leads")
                try await portal(browser, width)
                try await send(browser)
                #expect(try await browser.complaints() == [])
            }
            try await inBrowser(office, as: office.password, width: width) { browser in
                try await queues(browser, width)
                try await approveLead(office, browser)
                #expect(try await browser.complaints() == [])
            }
            try await inBrowser(office, width: width) { browser in
                try await enter(DemoOffice.manager, office, browser, until: "Newest replies")
                try await reviewLines(browser, width)
                try await search(browser, width)
                #expect(try await browser.complaints() == [])
            }
            try await inBrowser(office, width: width) { browser in
                try await enter(Self.partner, office, browser, until: "Newest leads")
                try await history(browser, width)
                #expect(try await browser.complaints() == [])
            }
        }
    }

    @Test func `J30 the portal works without script, and a viewer sees no form that changes anything`() async throws {
        try await inOffice(works: false) { office in
            try await office.addViewer("viewer@larkspur.example")
            try await inBrowser(office, script: false) { browser in
                try await enter(Self.partner, office, browser, until: "Newest leads")
                try await send(browser)
            }
            try await inBrowser(office) { browser in
                try await enter("viewer@larkspur.example", office, browser, until: "Newest leads")
                let own = try await Self.link("a[href$=\"/stats\"]", browser)
                for path in [
                    "/referral", "/referral/leads", own, Self.sibling(own, "credits"), Self.sibling(own, "payouts"),
                ] {
                    try await browser.go(path)
                    let forms = try await browser.evaluate(
                        "return [...document.querySelectorAll('main form[method=post]')].length")
                    #expect(forms == 0, "\(path)")
                }
                for path in ["/referral/leads/new", Self.sibling(own, "activity"), "/referral/leads/pending", "/"] {
                    try await browser.go(path)
                    #expect(try await !browser.text("main").contains("Saltbox"), "\(path)")
                }
            }
        }
    }

    private static func sibling(_ path: String, _ name: String) -> String {
        path.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/\(name)"
    }

    private static func link(_ css: String, _ browser: Browser) async throws -> String {
        try await browser.evaluate(
            "return document.querySelector(arguments[0]).getAttribute('href')", .string("main \(css)")
        )
        .text ?? ""
    }

    private func enter(_ address: String, _ office: OpenOffice, _ browser: Browser, until heading: String) async throws
    {
        try await browser.go("/sign-in")
        try await browser.type(address, into: "[name=email]")
        try await browser.type(office.password, into: "[name=password]")
        try await browser.click("form.sheet button")
        try await browser.find(text: heading, in: "h2")
    }

    /// Dashboard, performance, credits, payouts, activity.
    private func portal(_ browser: Browser, _ width: Int) async throws {
        let look = try Look(browser, width, "referral")
        try await look.at(
            "/referral", ["Earned", "$100", "Paid", "$50", "Leads sent", "Bluebell Flowers"])
        let stats = try await Self.link("a[href$=\"/stats\"]", browser)
        try await look.at(stats, ["By month", "Became deals", "Score on average"])
        try await look.at(Self.sibling(stats, "standing"), ["too few to compare"])
        try await look.at(Self.sibling(stats, "credits"), ["Red Gable Auto", "paid", "$50"])
        try await look.at(Self.sibling(stats, "payouts"), ["PP-2207", "Ask to be paid"])
        try await look.at(Self.sibling(stats, "activity"), ["Lead approved", "Payout paid"])
        try await look.at(Self.sibling(stats, "users"), ["Imogen Vale", "Admin"])
        try await look.at("/referral/leads", ["Pennywhistle Toys", "Hobnail Boots"])
        for path in ["credits", "payouts"] {
            let told = try await browser.evaluate(
                """
                return fetch(arguments[0]).then(async (answer) => [answer.status, (await answer.text()).split("\\r\\n").length])
                """, .string("\(Self.sibling(stats, path))/export"))
            #expect(told.list?.first == 200 && (told.list?.last?.integer ?? 0) > 2, "\(path): \(told)")
        }
    }

    private func send(_ browser: Browser) async throws {
        try await browser.go("/referral/leads/new")
        try await browser.type("Corner Bakery", into: "[name=business_name]")
        try await browser.type("Ann Owner", into: "[name=contact_name]")
        try await browser.type("60000", into: "[name=monthly_revenue]")
        try await browser.click("form.sheet button.main")
        try await browser.find(text: "What was told", in: "h2")
        #expect(try await browser.text("main").contains("Waits for review"))
    }

    /// Both queues with their ages, credits and payouts that wait.
    private func queues(_ browser: Browser, _ width: Int) async throws {
        let look = try Look(browser, width, "referral")
        try await look.at(
            "/referral/leads/pending", ["Corner Bakery", "Bluebell Florists", "overdue", "a day"])
        try await look.at(
            "/referral/leads/pending?queue=held", ["Bluebell Flowers", "Another lead has the same phone"])
        try await look.at("/referral/credits/pending", ["Copperline Plumbing", "$50"])
        try await look.at("/referral/payouts/pending", ["Larkspur Referrals", "overdue", "you made it"])
        try await look.at("/referral/quality", ["By score", "By month"])
        try await look.at("/referral/partners", ["Quayside Accountants", "Suspended"])
    }

    private func approveLead(_ office: OpenOffice, _ browser: Browser) async throws {
        let application: String = try #require(
            try await office.value("SELECT id FROM application WHERE external_id = 'pinwheel'"))
        try await browser.go("/referral/leads/pending")
        try await browser.click(text: "Corner Bakery", in: "a")
        _ = try await browser.find("[name=actual_lead_id]")
        try await browser.type(application, into: "[name=actual_lead_id]")
        try await browser.click(path: "//form[contains(@action,'/approve')]//button")
        try await browser.find(text: "Approved", in: "span")
    }

    /// The second person approves the line, then the batch, and says that it was paid.
    private func reviewLines(_ browser: Browser, _ width: Int) async throws {
        let look = try Look(browser, width, "referral")
        try await browser.go("/referral/payouts/pending")
        try await browser.click(path: "//main//td//a[normalize-space()='Review']")
        try await browser.find(text: "Lines", in: "h2")
        try await look.at(try await browser.path(), ["Red Gable Auto", "$50", "overdue"])
        try await browser.click(
            path: "//form[contains(@action,'/payout-lines/') and contains(@action,'/approve')]//button")
        try await browser.find(text: "Approved", in: "span")
        try await browser.click(text: "Approve all lines", in: "button")
        _ = try await browser.find("[name=reference]")
        try await browser.type("PP-2301", into: "[name=reference]")
        try await browser.click(text: "It is paid", in: "button")
        try await browser.find(text: "PP-2301", in: "dd")
    }

    private func search(_ browser: Browser, _ width: Int) async throws {
        let look = try Look(browser, width, "referral")
        try await look.at("/referral/payment-files", ["Payment files"])
        try await look.at("/referral/activity?action=payout_paid", ["Larkspur Referrals", "Payout paid"])
        #expect(try await !browser.text("main table").contains("Lead submitted"))
    }

    private func history(_ browser: Browser, _ width: Int) async throws {
        let look = try Look(browser, width, "referral")
        let stats = try await Self.link("a[href$=\"/stats\"]", browser)
        try await look.at(Self.sibling(stats, "payouts"), ["PP-2207", "PP-2301"])
        try await browser.go("/referral/leads?state=approved")
        try await browser.click(text: "Corner Bakery", in: "a")
        try await browser.click(text: "Ask for what it earned", in: "button")
        try await browser.find(text: "Waits for approval", in: "span")
    }
}

extension OpenOffice {
    fileprivate func addViewer(_ address: String) async throws {
        let (tenant, now, hash) = (demo.tenant, office.clock.now(), await office.passwords.hash(password))
        _ = try await office.database.write { db in
            let partner = try Referrer.find(code: "LARKSPUR", tenant: tenant, db)
            return try ReferrerUser.add(
                email: address, name: "Vera Viewer", as: .viewer, password: hash, to: partner,
                ReferralAct(tenant: tenant, by: DemoOffice.who, at: now), db)
        }
    }
}
