import Kernel
import Testing

/// The desk's main way in a real browser.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct SendingBrowser {
    @Test func `from sign-in to the filed reply with script, in three clicks from the list to the send`() async throws {
        try await inOffice { office in
            try await inBrowser(office) { browser in
                try await browser.go("/")
                try await browser.type("admin@demo.example", into: "[name=email]")
                try await browser.type("wrong password", into: "[name=password]")
                try await browser.click("form.sheet button")
                _ = try await browser.find(".form-problem, .problem")
                let path = try await browser.path()
                #expect(path.hasPrefix("/sign-in"), "a wrong password opens nothing")
                _ = try await browser.complaints()
                try await browser.type(office.password, into: "[name=password]")
                try await browser.click("form.sheet button")
                try await browser.find(text: "Newest replies", in: "h2")

                try await browser.go("/submit-to-funders")
                browser.forgetClicks()
                try await browser.click(text: "Marisol Taqueria Group LLC", in: "a")
                try await browser.click("input[data-pick]:checked")
                try await browser.click("form[action='/submissions'] button.main")
                try await browser.find(text: "Submissions", in: "h1")
                #expect(browser.clicks == 3)
                #expect(try await browser.complaints() == [])
            }
        }
    }

    @Test func `a rehearsal shows the mail, sends nothing, and leads to the send`() async throws {
        try await inOffice { office in
            try await inBrowser(office, as: office.password) { browser in
                try await chooseMerchant("Fennimore Dental Arts Inc.", browser)
                try await browser.click("button[formaction='/submissions/rehearsal']")
                try await browser.find(text: "Nothing has been sent", in: "p")
                let letter = try await browser.text("pre.letter")
                #expect(letter.contains("Fennimore Dental Arts Inc."))
                let sent: Int = try await office.value("SELECT count(*) FROM submission") ?? -1
                #expect(sent == 0)
                try await browser.click(text: "Send them", in: "button")
                try await browser.find(text: "Submissions", in: "h1")
                #expect(try await browser.complaints() == [])
            }
        }
    }

    @Test func `a reply arrives on the open page without a reload`() async throws {
        try await inOffice { office in
            try await inBrowser(office, as: office.password) { browser in
                try await chooseMerchant("Marisol Taqueria Group LLC", browser)
                try await sendToOnly("Foxglove Working Capital", browser)
                try await browser.click(path: "//tr[contains(., 'Foxglove Working Capital')]//a")
                try await browser.find(text: "Queued", in: "li")
                try await browser.evaluate("window.isSamePage = true")
                try await browser.find(text: "Imre Castell wrote", in: "summary")
                #expect(try await browser.evaluate("return window.isSamePage") == true)
                #expect(try await browser.complaints() == [])
            }
        }
    }

    @Test func `the whole way works without script`() async throws {
        try await inOffice { office in
            try await inBrowser(office, as: office.password, script: false) { browser in
                try await chooseMerchant("Quayside Seafood Market LLC", browser)
                try await browser.click("button[formaction='/submissions/rehearsal']")
                try await browser.find(text: "Nothing has been sent", in: "p")
                try await browser.click(text: "Send them", in: "button")
                try await browser.click(path: "//tr[contains(., 'Foxglove Working Capital')]//a")
                try await browser.find(text: "Timeline", in: "h2")
                for _ in 0..<60 {
                    try await browser.reload()
                    if try await browser.text("main").contains("Imre Castell wrote") { break }
                }
                #expect(try await browser.text("main").contains("Imre Castell wrote"))
                #expect(try await browser.complaints() == [])
            }
        }
    }

    private func chooseMerchant(_ name: String, _ browser: Browser) async throws {
        try await browser.go("/submit-to-funders")
        try await browser.click(text: name, in: "a")
        try await browser.find(text: "funders fit", in: "p")
    }

    private func sendToOnly(_ funder: String, _ browser: Browser) async throws {
        try await browser.evaluate(
            """
            for (const box of document.querySelectorAll("[data-pick]:checked")) {
              if (!box.closest("li").textContent.includes(arguments[0])) box.click();
            }
            """, .string(funder))
        try await browser.click("form[action='/submissions'] button.main")
        try await browser.find(text: "Submissions", in: "h1")
    }
}
