import Kernel
import Testing

@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct KeyboardBrowser {
    @Test func `A49 an application is sent by keyboard alone, and what has the focus shows it`() async throws {
        try await inOffice { office in
            try await inBrowser(office, as: office.password) { browser in
                try await browser.go("/")
                try await reach("a[href='/submit-to-funders']", browser)
                try await browser.press(.enter)
                try await browser.find(text: "Pick the application", in: "p")
                try await reach("main .feed a", browser)
                try await browser.press(.enter)
                try await browser.find(text: "funders fit", in: "p")
                try await reach("input[data-pick]:checked", browser)
                let chosen = try await browser.evaluate(
                    "return document.querySelectorAll('[data-pick]:checked').length")
                try await browser.press(.space)
                let left = try await browser.evaluate("return document.querySelectorAll('[data-pick]:checked').length")
                #expect(left.integer == chosen.integer.map { $0 - 1 })
                try await browser.press(.space)
                try await reach("form[action='/submissions'] button.main", browser)
                try await browser.press(.enter)
                try await browser.find(text: "Submissions", in: "h1")
                #expect(try await browser.complaints() == [])
            }
        }
    }

    @Test func `the first stop of a page leads past the navigation`() async throws {
        try await inOffice(works: false) { office in
            try await inBrowser(office, as: office.password) { browser in
                try await browser.go("/applications")
                try await browser.press(.tab)
                #expect(try await browser.evaluate("return document.activeElement.className") == "skip")
                try await browser.press(.enter)
                #expect(try await browser.evaluate("return document.activeElement.id") == "main")
            }
        }
    }

    /// Presses Tab until the element has the focus; each stop on the way must show that it has it.
    private func reach(_ css: String, _ browser: Browser) async throws {
        for _ in 0..<120 {
            try await browser.press(.tab)
            let stop = try await browser.evaluate(
                """
                const at = document.activeElement, style = getComputedStyle(at);
                return { there: at.matches(arguments[0]), name: at.outerHTML.slice(0, 80),
                         shown: at === document.body || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) };
                """, .string(css))
            #expect(stop["shown"] == true, "the focus does not show on \(stop["name"]?.text ?? "")")
            if stop["there"] == true { return }
        }
        Issue.record("Tab does not reach \(css)")
    }
}
