import Cohorts
import Kernel
import PartnerFunding
import People
import Storage
import TestServers
import Testing

@testable import Server

/// A funding partner in a real browser, from its invitation to its report.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct PartnerBrowser {
    private static let address = "ida@wren.example"
    private static let password = "a long enough one"

    @Test(arguments: [1280, 390])
    func `F14 F43 F44 F45 F46 F47 F48 a partner comes by its invitation, promises, and reads what its capital came to`(
        width: Int
    ) async throws {
        try await inOffice { office in
            let token = try await office.invite(Self.address)
            try await inBrowser(office, width: width) { browser in
                try await join(token, browser)
                try await promise(browser)
                try await office.spendPromised(by: Self.address)
                try await look(browser, width, office)
                try await papers(browser)
                // What its rights do not reach says so, and leads nowhere.
                for path in ["/partners", "/cohorts", "/allocations", "/bank-lines", "/"] {
                    try await browser.go(path)
                    let words = try await browser.text("main")
                    #expect(!words.contains("Wren") && !words.contains("Lagos") && !words.contains("Adaeze"), "\(path)")
                }
                let unexpected = try await browser.complaints().filter { !$0.contains("status of 403") }
                #expect(unexpected == [])
            }
        }
    }

    /// Makes the login that the mail's link is for, and signs in.
    private func join(_ token: String, _ browser: Browser) async throws {
        try await browser.go("/invitation?token=\(token)")
        try await browser.find(text: "for Wren Trust", in: "p")
        try await browser.type(Self.password, into: "[name=password]")
        try await browser.click("form.sheet button.main")
        _ = try await browser.find("[name=email]")
        #expect(try await browser.path() == "/sign-in?next=/partner")
        try await browser.type(Self.address, into: "[name=email]")
        try await browser.type(Self.password, into: "[name=password]")
        try await browser.click("form.sheet button")
        try await browser.find(text: "Total funded", in: "span")
        #expect(try await browser.path() == "/partner")
        // The link opens once.
        try await browser.go("/invitation?token=\(token)")
        #expect(try await browser.text("main").contains("not valid any more"))
    }

    private func promise(_ browser: Browser) async throws {
        try await browser.go("/partner")
        try await browser.click(text: "New commitment", in: "a")
        try await browser.click(text: "One-off", in: "a")
        _ = try await browser.find("[name=intended_use]")
        try await browser.click("[name=currency] option[value=USD]")
        try await browser.type("1000", into: "[name=amount]")
        try await browser.click("form.sheet button.main")
        try await browser.find(text: "Waits for review", in: "span")
        // Taking it back is all that it may do with it, beside other terms.
        let forms = try await browser.evaluate(
            "return [...document.querySelectorAll('main form')].map((f) => new URL(f.action).pathname.split('/').pop())"
        )
        #expect(forms == ["cancellation"])
    }

    /// Each page shows what the ledger has, and fits its window.
    private func look(_ browser: Browser, _ width: Int, _ office: OpenOffice) async throws {
        let look = try Look(
            browser, width, "partner",
            secrets: ["Participant 1", "people.example", "P-0000", "Meadowlark", "a word of the office"])
        try await look.at(
            "/partner", ["$1,000", "Participants supported", "10", "Earners", "5", "$100", "Wren cohort", "50.0 %"])
        let links = try await browser.evaluate(
            """
            return ["commitments/", "me/cohorts/"].map((part) =>
              document.querySelector(`main a.row-link[href*="/${part}"]`).getAttribute("href"))
            """)
        let (commitment, interim) = (links.list?.first?.text ?? "", links.list?.last?.text ?? "")
        try await look.at(commitment, ["Active", "Received", "$500 (50.0 %)", "Wren cohort", "Released"])
        try await look.at(
            "/partner/me/history", ["Received", "Released to the cohort", "Paid out for participants", "-1"])
        try await look.at("/partner/me/history?type=paid_out", ["$500"])
        try await look.at(interim, ["Interim report", "Participants supported", "10"])
        try await office.endWren()
        // The interim report ended with the cohort, and nothing leads to it.
        try await look.at("/partner", ["Wren cohort", "50.0 %"])
        let left = try await browser.evaluate(
            "return document.querySelectorAll('main a[href*=\"/me/cohorts/\"]').length")
        #expect(left == 0)
        try await look.at("/partner/me/reports", ["Final report: Wren cohort", "Locked"])
        try await browser.go("/partner/me/reports")
        try await browser.click(text: "Final report: Wren cohort", in: "a")
        try await browser.find(text: "Cost per earner", in: "td")
        try await look.at(try await browser.path(), ["100.00 USD", "50 %", "SHA-256 of what was locked"])
    }

    /// The receipt and the report as PDFs, the same bytes twice; the receipt's proof waits for the day's head.
    private func papers(_ browser: Browser) async throws {
        try await browser.go("/partner/me/history")
        let receipt = try await browser.evaluate(
            "return document.querySelector('main a[href$=\"/pdf\"]').getAttribute('href')")
        try await browser.go("/partner/me/reports")
        let report = try await browser.evaluate(
            "return document.querySelector('main a[href$=\"/pdf\"]').getAttribute('href')")
        for path in [receipt, report] {
            var hashes: Set<String> = []
            for _ in 0..<2 {
                let told = try await browser.evaluate(
                    """
                    return fetch(arguments[0]).then(async (answer) => {
                      const bytes = await answer.arrayBuffer();
                      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
                      return { type: answer.headers.get("content-type"), name: answer.headers.get("content-disposition"),
                               begins: String.fromCharCode(...new Uint8Array(bytes.slice(0, 5))), hash: [...hash].join(" ") };
                    })
                    """, path)
                #expect(told["type"] == "application/pdf" && told["begins"] == "%PDF-", "\(path)")
                #expect(told["name"]?.text?.contains("attachment") == true, "\(path)")
                hashes.insert(told["hash"]?.text ?? "")
            }
            #expect(hashes.count == 1, "\(path)")
        }
    }
}

extension OpenOffice {
    /// The token of the mail that invites a new partner.
    fileprivate func invite(_ address: String) async throws -> String {
        let (tenant, now) = (demo.tenant, office.clock.now())
        let enquiry = Enquiry(
            name: "Wren Trust", contact: ("Ida", address), interest: .oneOff, amounts: (.zero, Cents(200_000)),
            currency: .usd, motivation: .csr)
        let id = try await office.database.write { db in
            let partner = try Partner.add(enquiry, tenant: tenant, by: DemoOffice.who, at: now, db)
            try partner.confirm(by: DemoOffice.who, at: now, db)
            try partner.decide(.init(.qualify), isUnspent: false, by: DemoOffice.who, at: now, db)
            try PartnerNote.add("a word of the office", to: partner, by: DemoOffice.who, at: now, db)
            return partner.id
        }
        let key = [("Idempotency-Key", "approve")]
        let done = try await caller([.admin]).ask("POST", "/partners/\(id)/approval", headers: key, [:])
        #expect(done.status == 200, "\(done.text)")
        for _ in 0..<3_000 {
            for mail in mails(to: address) {
                if let token = mail.split(separator: "/invitation?token=").dropFirst().first {
                    return String(token.prefix(64))
                }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw DriverFailure.noAnswer
    }

    /// What the partner promised is approved and came in; a cohort of ten had it, five of whom earn.
    fileprivate func spendPromised(by address: String) async throws {
        let (tenant, now, keys) = (demo.tenant, office.clock.now(), office.keys.personal)
        try await office.database.write { db in
            let user = try #require(try Person.find(email: address, db))
            let admin = Who.person(try #require(try Person.find(email: "admin@demo.example", db)).id)
            let manager = Who.person(try #require(try Person.find(email: DemoOffice.manager, db)).id)
            let partner = try #require(try PartnerUser.partner(of: user.id, tenant: tenant, db))
            let id = try #require(
                try db.value(
                    "SELECT id FROM funding_commitment WHERE partner_id = \(partner.id)", as: Commitment.ID.self))
            func commitment() throws -> Commitment { try Commitment.find(id, tenant: tenant, db) }
            try commitment().decide(.approve, note: nil, by: admin, at: now, db)
            _ = try CommitmentReceipt.book(
                .init(Cents(100_000), .usd, reference: "W-1", on: now.day), for: commitment(), by: admin, at: now, db)
            let past = now - .days(20)
            let terms = CohortTerms(
                name: "Wren cohort", region: "Lagos", from: past.day, to: now.day.adding(days: -1), cost: Cents(10_000),
                currency: .usd)
            let cohort = try Cohort.add(terms, tenant: tenant, by: DemoOffice.who, at: past, db).id
            let planned = try Allocation.plan(
                .init(cohort, Cents(100_000)), of: commitment(), by: DemoOffice.who, at: now, db)
            func allocation() throws -> Allocation { try Allocation.find(planned.id, tenant: tenant, db) }
            try allocation().release(by: manager, at: now, db)
            try allocation().disburse(
                .init(Cents(50_000), .tools, for: 10, note: "a word of the office"), by: admin, at: now, db)
            let people = try (1...10).map { number in
                let person = ParticipantPerson(
                    name: "Participant \(number)", email: "w\(number)@people.example", phone: nil)
                return try Participant.add(
                    ParticipantEntry(person), to: cohort, keys: keys, tenant: tenant, by: DemoOffice.who, at: past, db
                ).id
            }
            try Cohort.find(cohort, tenant: tenant, db).start(by: DemoOffice.who, at: past, db)
            for person in people.prefix(5) {
                try Participant.find(person, tenant: tenant, db).measure(
                    Measurement(on: now.day, ParticipantStanding(firstIncomeOn: now.day)), by: DemoOffice.who, at: now,
                    db)
            }
        }
    }

    /// The cohort is closed and reported.
    fileprivate func endWren() async throws {
        let (tenant, now) = (demo.tenant, office.clock.now())
        try await office.database.write { db in
            let admin = Who.person(try #require(try Person.find(email: "admin@demo.example", db)).id)
            let cohort = try #require(try Cohort.all(tenant: tenant, db).first { $0.name == "Wren cohort" })
            let commitment = try #require(
                try db.value(
                    "SELECT commitment_id FROM commitment_allocation WHERE cohort_id = \(cohort.id)",
                    as: Commitment.ID.self))
            let partner = try Partner.find(
                try Commitment.find(commitment, tenant: tenant, db).partner, tenant: tenant, db)
            try cohort.close(reason: nil, by: admin, at: now, db)
            _ = try PartnerReport.lock(ReportWish(.final, .cohort(cohort.id)), for: partner, by: admin, at: now, db)
        }
    }
}
