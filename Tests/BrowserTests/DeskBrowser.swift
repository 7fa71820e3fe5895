import Kernel
import Testing

/// Reviews, outbox and forms in a real browser.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct DeskBrowser {
    @Test func `a reply is settled in two clicks, and the settlement is taken back`() async throws {
        try await inOffice(sends: true) { office in
            try await inBrowser(office, as: office.password) { browser in
                try await browser.go("/review")
                // Comes by itself: the list is live.
                let item = "//tr[contains(., 'Gil Santoro')]//a"
                _ = try await browser.find(path: item)
                browser.forgetClicks()
                try await browser.click(path: item)
                try await browser.click("#decide button.main")
                try await browser.find(text: "Review", in: "h1")
                #expect(browser.clicks == 2)
                #expect(try await office.value("SELECT count(*) FROM review_item WHERE state = 'settled'") == 1)
                let settled: String = try await office.value("SELECT id FROM review_item WHERE state = 'settled'") ?? ""
                try await browser.go("/review/\(settled)")
                try await browser.click(text: "Undo", in: "button")
                _ = try await browser.find("#decide button.main")
                #expect(try await browser.complaints() == [])
            }
        }
    }

    @Test func `the outbox holds, releases and cancels, and the stop switch stops`() async throws {
        try await inOffice { office in
            try await inBrowser(office, as: office.password) { browser in
                try await browser.go("/outbox")
                try await browser.click(text: "Stop all sending", in: "button")
                try await browser.find(text: "All sending is stopped", in: "p")
                try await browser.go("/submit-to-funders")
                try await browser.click(text: "Marisol", in: "a")
                try await browser.click("form[action='/submissions'] button.main")
                try await browser.find(text: "Submissions", in: "h1")
                try await browser.go("/outbox")
                try await browser.click(text: "Hold", in: "button")
                try await browser.find(text: "Release", in: "button")
                try await browser.go("/outbox?state=held")
                try await browser.click(text: "Release", in: "button")
                try await browser.find(text: "Hold", in: "button")
                try await browser.click(text: "Cancel", in: "button")
                try await browser.find(text: "Cancelled", in: "span")
                try await browser.go("/outbox")
                let sent: Int = try await office.value("SELECT count(*) FROM outbox WHERE state = 'sent'") ?? -1
                #expect(sent == 0, "nothing goes out while all is stopped")
                try await browser.click(text: "Let sending go on", in: "button")
                try await browser.find(text: "Stop all sending", in: "button")
                try await browser.go("/outbox?state=sent")
                for _ in 0..<100 where try await browser.text("#queue").contains("Nothing is here") {
                    try await browser.reload()
                }
                #expect(try await browser.complaints() == [])
            }
        }
    }

    @Test(arguments: [true, false])
    func `a refused form names the field and loses nothing`(script: Bool) async throws {
        try await inOffice(works: false) { office in
            try await inBrowser(office, as: office.password, script: script) { browser in
                try await browser.go("/funders/new")
                try await browser.type("Blue Lantern Funding", into: "[name=name]")
                try await browser.type("many", into: "[name=first_response_hours]")
                try await browser.type("gmail.com", into: "[name=domains]")
                try await browser.type("Short terms", into: "[name=typical_terms]")
                try await browser.click("form.sheet button.main")
                if script {
                    _ = try await browser.find("[name=first_response_hours][aria-invalid=true] + .field-error")
                } else {
                    _ = try await browser.find("[data-field=first_response_hours]")
                    try await browser.evaluate("history.back()")
                }
                let kept = try await browser.evaluate(
                    "return [...document.querySelectorAll('input[name=name], [name=typical_terms]')].map((f) => f.value)"
                )
                #expect(kept == ["Blue Lantern Funding", "Short terms"])
                try await browser.type("4", into: "[name=first_response_hours]")
                try await browser.type("bluelantern.example", into: "[name=domains]")
                try await browser.click("form.sheet button.main")
                try await browser.find(text: "Blue Lantern Funding", in: "h1")
                let unexpected = try await browser.complaints().filter { !$0.contains("status of 422") }
                #expect(unexpected == [])
            }
        }
    }

    @Test func `who signs out is out`() async throws {
        try await inOffice(works: false) { office in
            try await inBrowser(office, as: office.password) { browser in
                try await browser.go("/funders")
                try await browser.click(text: "Sign out", in: "button")
                _ = try await browser.find("[name=password]")
                try await browser.go("/funders")
                #expect(try await browser.path().hasPrefix("/sign-in"))
                #expect(try await browser.complaints() == [])
            }
        }
    }
}
