import Kernel
import People
import TestServers
import Testing

/// Every page, at both widths and in both colour schemes.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct PagesBrowser {
    private static let check = Files.read("\(OpenOffice.root)/Tests/Fixtures/browser/accessibility.js")
        .map { String(decoding: $0, as: UTF8.self) }

    @Test(arguments: [1280, 390])
    func `every page has labels, landmarks, contrast and no sideways scrolling`(width: Int) async throws {
        let check = try #require(Self.check)
        try await inOffice(sends: true) { office in
            let pages = try await Pages(office)
            try await inBrowser(office, as: office.password, width: width) { browser in
                try await browser.go("/review")
                _ = try await browser.find(path: "//tr[contains(., 'Gil Santoro')]//a")
                for path in try await pages.paths() {
                    try await browser.go(path)
                    for isDark in [false, true] {
                        try await browser.setDark(isDark)
                        let wrong = try await Self.wrong(check, browser)
                        #expect(wrong.isEmpty, "\(path), \(isDark ? "dark" : "light"): \(wrong)")
                    }
                    // Every part that is folded away is looked at unfolded.
                    try await browser.setDark(false)
                    try await browser.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
                    let unfolded = try await Self.wrong(check, browser)
                    #expect(unfolded.isEmpty, "\(path), unfolded: \(unfolded)")
                }
                #expect(try await browser.complaints() == [])
            }
        }
    }

    /// What stays wrong: a page that is still taking its other colours is looked at again.
    private static func wrong(_ check: String, _ browser: Browser) async throws -> [String] {
        var wrong: [String] = []
        for _ in 0..<10 {
            wrong = try await browser.evaluate(check).list?.compactMap(\.text) ?? []
            if wrong.isEmpty { break }
        }
        return wrong
    }
}
