import Kernel
import Testing

/// What people teach the reader, in a real browser: verdicts, words, and the pages that add them up.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct LearningBrowser {
    @Test func `N01 D11 a reading is corrected beside its marked words, in a form that holds what was read`()
        async throws
    {
        try await inOffice(sends: true) { office in
            try await inBrowser(office, as: office.password) { browser in
                try await browser.go("/review")
                try await browser.click(path: "//tr[contains(., 'Gil Santoro')]//a")
                _ = try await browser.find("#decide button.main")
                browser.forgetClicks()
                try await browser.click("#correct > summary")
                try await browser.click(path: "//details[@id='correct']//option[@value='declined'][1]")
                try await browser.click(path: "//details[@id='correct']//summary[contains(., 'Reasons')]")
                try await browser.click("#correct input[name=decline_reasons][value=low_revenue]")
                try await browser.click("#correct button.main")
                try await browser.find(text: "Review", in: "h1")
                #expect(browser.clicks == 5)
                let changed: String? = try await office.value("SELECT changed FROM reading_case")
                #expect(changed?.contains("decline_reasons") == true)

                let declined: String? = try await office.value(
                    "SELECT message_id FROM submission_decline WHERE quote IS NOT NULL AND start_byte IS NOT NULL")
                try await browser.go("/messages/\(declined ?? "")")
                #expect(try await !browser.text("pre.letter mark").isEmpty)
                #expect(
                    try await browser.evaluate("return document.querySelector('#correct select').value") == "declined")
                let ticked = try await browser.evaluate(
                    "return document.querySelectorAll('#correct input[name=decline_reasons]:checked').length")
                #expect((ticked.integer ?? 0) > 0, "the form holds the reasons that were read")
                #expect(try await browser.complaints() == [])
            }
        }
    }

    @Test func `L14 a phrase is seen at work before it is taught, and retired again`() async throws {
        try await inOffice(works: false) { office in
            try await inBrowser(office, as: office.password) { browser in
                try await browser.go("/words")
                try await browser.type("put on the shelf", into: "[name=phrase]")
                try await browser.click("#new option[value='outcome:declined']")
                try await browser.click("#new button.main")
                try await browser.find(text: "Of the newest", in: "p")
                #expect(try await office.value("SELECT count(*) FROM phrase") == 0)
                try await browser.click("#preview button.main")
                try await browser.find(text: "put on the shelf", in: "b")
                try await browser.click(text: "Retire", in: "button")
                try await browser.find(text: "None yet", in: "td")
                try await browser.click(text: "Retired ones", in: "a")
                try await browser.find(text: "put on the shelf", in: "b")
                #expect(try await browser.complaints() == [])
            }
        }
    }

    @Test(arguments: [390, 1280]) func `L04 L14 the pages fit their window, and the drill leads to the mark`(width: Int)
        async throws
    {
        try await inOffice(sends: true) { office in
            try await inBrowser(office, as: office.password, width: width) { browser in
                for _ in 0..<200 {
                    if try await office.value("SELECT count(*) FROM submission_decline", as: Int.self) ?? 0 > 0 {
                        break
                    }
                    try await browser.go("/declines")
                }
                for path in [
                    "/declines", "/quality", "/words", "/words/preview?phrase=vega+file&means=declined", "/review",
                ] {
                    try await browser.go(path)
                    let fits = try await browser.evaluate(
                        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
                    #expect(fits == true, "\(path) at \(width)")
                }
                try await browser.go("/declines")
                try await browser.click("#by-reason a")
                #expect(try await browser.path().contains("reason="))
                try await browser.click(text: "in the mail", in: "a")
                #expect(try await browser.evaluate("return document.querySelector('mark:target') !== null") == true)
                #expect(try await browser.complaints() == [])
            }
        }
    }
}
