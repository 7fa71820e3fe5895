import Cohorts
import FoundationEssentials
import Kernel
import People
import TestServers
import Testing
import Web

@testable import Server

/// Participants in a real browser: an operator takes them in by form and by file, a mentor enters how far they came.
@Suite(.serialized, .enabled(if: Driver.isThere, "Chromium and chromedriver are needed"))
struct CohortBrowser {
    @Test(arguments: [1280, 390])
    func `F55 F64 J28 J34 an operator takes people in by form and by file, and a mentor enters how far they came`(
        width: Int
    ) async throws {
        try await inOffice(works: false) { office in
            try await office.add("operator@demo.example", .programmeOperator)
            try await office.add("mentor@demo.example", .mentor)
            try await inBrowser(office, width: width) { browser in
                let look = try Look(browser, width, "cohort")
                try await look.signIn("operator@demo.example", office.password, leadsTo: "/cohorts")
                try await takeIn(look)
                try await importFile(look, office)
                try await leave(look)
                let unexpected = try await browser.complaints().filter { !$0.contains("status of 4") }
                #expect(unexpected == [])
            }
            try await inBrowser(office, width: width) { browser in
                let look = try Look(browser, width, "cohort", secrets: ["$", "USD", "people.example", "+234803"])
                try await look.signIn("mentor@demo.example", office.password, leadsTo: "/cohorts")
                try await measure(look)
                let unexpected = try await browser.complaints().filter { !$0.contains("status of 4") }
                #expect(unexpected == [])
            }
            try await inBrowser(office, width: width) { browser in
                let look = try Look(browser, width, "cohort")
                try await look.signIn("operator@demo.example", office.password, leadsTo: "/cohorts")
                try await clear(look)
            }
        }
    }

    /// One by the form: a number without its country is refused at its field, and what was typed stays.
    private func takeIn(_ look: Look) async throws {
        let browser = look.browser
        try await browser.click(path: "//main//a[normalize-space(.)='Accra 2']")
        try await browser.find(text: "Take somebody in", in: "summary")
        try await look.fits(["5 of 5", "Kofi Mensah", "number 2"], picture: "accra")
        try await browser.click(path: "//summary[.='Take somebody in']")
        try await browser.type("Ama Serwaa", into: "#participants [name=name]")
        try await browser.type("ama@people.example", into: "#participants [name=email]")
        try await browser.type("0803 123 4567", into: "#participants [name=phone]")
        try await browser.click("#participants button.main")
        try await browser.find(text: "must be a number with its country")
        try await look.fits([], picture: "refused")
        let kept = try await browser.evaluate("return document.querySelector('#participants [name=email]').value")
        #expect(kept == "ama@people.example")
        try await browser.type("+234 803 123 4567", into: "#participants [name=phone]")
        try await browser.click("#participants button.main")
        try await browser.find(text: "Number 3 of the waitlist", in: "span")
        try await look.fits(
            ["Ama Serwaa", "+2348031234567", "Not measured", "Cannot be asked for"], picture: "participant")
        // Once more is refused with where to look.
        try await browser.click(path: "//p[contains(@class, 'crumbs')]//a")
        try await browser.click(path: "//summary[.='Take somebody in']")
        try await browser.type("Ama S.", into: "#participants [name=name]")
        try await browser.type("AMA@people.example", into: "#participants [name=email]")
        try await browser.click("#participants button.main")
        try await browser.find(text: "somebody with this address is in cohort")
    }

    /// A file is rehearsed with a wrong row, mended, rehearsed, and imported; a second time it makes no doubles.
    private func importFile(_ look: Look, _ office: OpenOffice) async throws {
        let browser = look.browser
        func file(_ third: String) throws -> String {
            let path = "\(office.demo.place.folder)/people-\(third.count).csv"
            let text = """
                name,email,phone,external_id
                Kofi Mensah,kofi.mensah@people.example,+233201234567,
                Baaba Quansah,baaba@people.example,,x-1
                \(third)

                """
            try #require(Files.write(Array(text.utf8), to: path))
            return path
        }
        func send(_ path: String, rehearses: Bool) async throws {
            try await browser.choose(path, in: "[name=file]")
            if !rehearses { try await browser.click("[name=rehearse]") }
            try await browser.click("form.sheet button.main")
        }
        let (wrong, right) = (try file("Esi Owusu,nobody,,x-2"), try file("Esi Owusu,esi@people.example,,x-2"))
        try await browser.click(path: "//a[.='Import participants']")
        _ = try await browser.find("[name=file]")
        let form = try await browser.path()
        try await look.fits(["Only say what would become of each row"], picture: "import")
        try await send(wrong, rehearses: true)
        try await browser.find(text: "Nothing was stored", in: "p")
        try await look.fits(["1 refused", "email"], picture: "rehearsed-wrong")
        try await browser.go(form)
        try await send(right, rehearses: true)
        try await browser.find(text: "Nothing was stored", in: "p")
        try await look.fits(["2 new, 1 changed, 0 as before, 0 refused"], picture: "rehearsed")
        #expect(try await office.value("SELECT count(*) FROM participant WHERE external_id = 'x-2'") == 0)
        try await browser.go(form)
        try await send(right, rehearses: false)
        try await browser.find(text: "Imported participants", in: "h1")
        try await look.fits(["2 new, 1 changed", "P-"], picture: "imported")
        try await browser.go(form)
        try await send(right, rehearses: false)
        try await browser.find(text: "Imported participants", in: "h1")
        #expect(try await browser.text("main").contains("0 new, 0 changed, 3 as before"))
        try await browser.click(text: "To the cohort", in: "a")
        try await look.fits(["Esi Owusu", "number 5", "5 of 5"], picture: "accra-after")
    }

    /// Whoever leaves a cohort that runs gives the seat to who waits longest.
    private func leave(_ look: Look) async throws {
        let browser = look.browser
        try await browser.go("/cohorts")
        try await browser.click(path: "//main//a[normalize-space(.)='Lagos 7']")
        try await browser.find(text: "Participants", in: "h2")
        let row = "//section[@id='participants']//tr[contains(., 'number 1')]//a"
        let waiting =
            try await browser.evaluate(
                """
                return [...document.querySelectorAll('#participants tr')].find((r) => r.textContent.includes('number 1'))
                  .querySelector('a').textContent
                """
            ).text ?? ""
        try await browser.click(path: "//section[@id='participants']//a[.='Bayo Martins']")
        try await browser.click(path: "//summary[.='Pause']")
        try await browser.click(path: "//details[summary[.='Pause']]//option[@value='inactivity']")
        try await browser.click(path: "//details[summary[.='Pause']]//button")
        try await browser.find(text: "Paused", in: "span")
        try await browser.click(text: "Goes on", in: "button")
        try await browser.find(text: "Active", in: "span")
        try await browser.click(path: "//summary[.='Leaves']")
        try await browser.click(path: "//details[summary[.='Leaves']]//option[@value='found_work']")
        try await look.fits(["Bayo Martins"], picture: "leaving")
        try await browser.click(path: "//details[summary[.='Leaves']]//button")
        try await browser.find(text: "Left", in: "span")
        try await look.fits(["Left", "P-000002"], picture: "left")
        try await browser.click(path: "//p[contains(@class, 'crumbs')]//a")
        try await browser.find(text: "Participants", in: "h2")
        #expect(
            try await browser.evaluate(
                "return document.evaluate(arguments[0], document, null, 9).singleNodeValue === null", .string(row))
                == true)
        try await browser.click(path: "//section[@id='participants']//a[.='\(waiting)']")
        try await browser.find(text: "Active", in: "span")
    }

    private func measure(_ look: Look) async throws {
        let browser = look.browser
        try await look.fits(["Lagos 7"], picture: "mentor-cohorts")
        try await browser.click(path: "//main//a[normalize-space(.)='Lagos 7']")
        try await browser.find(text: "Participants", in: "h2")
        try await look.fits(["Chidi Eze"], picture: "mentor-cohort")
        #expect(try await !browser.text("main").contains("Take somebody in"))
        try await browser.click(path: "//section[@id='participants']//a[.='Chidi Eze']")
        try await browser.click(path: "//summary[.='Enter what was measured']")
        try await browser.type("101", into: "[name=momentum]")
        try await browser.click("#measurements button.main")
        try await browser.find(text: "must be from 0 to 100")
        try await browser.type("77", into: "[name=momentum]")
        try await browser.type("4", into: "[name=identity_level]")
        for (number, score) in ["61", "40", "58"].enumerated() {
            try await browser.type(score, into: "[name=skill_\(number + 1)]")
        }
        try await browser.evaluate(
            """
            const day = document.querySelector('#measurements [name=measured_on]').value;
            document.querySelector('#measurements [name=first_income_on]').value = day
            """)
        try await look.fits([], picture: "measuring")
        try await browser.click("#measurements button.main")
        try await browser.find(text: "61 · 40 · 58", in: "dd")
        try await browser.click(path: "//summary[.='Enter an attempt']")
        try await browser.click(path: "//section[@id='attempts']//option[.='Ask ten customers']")
        try await browser.click(path: "//section[@id='attempts']//option[@value='achieved']")
        try await browser.click("#attempts button.main")
        try await browser.find(text: "Achieved", in: "span")
        try await look.fits(["77", "L4", "balance 65 %", "Ask ten customers"], picture: "measured")
        try await browser.go("/participants?q=P-3")
        try await look.fits(["Chidi Eze", "P-000003"], picture: "mentor-participants")
    }

    /// A first income that was wrong stands in the list, struck out.
    private func clear(_ look: Look) async throws {
        let browser = look.browser
        try await browser.go("/participants?q=P-3")
        try await browser.click(path: "//main//a[.='Chidi Eze']")
        try await browser.click(path: "//summary[.='The first income is wrong']")
        try await browser.click(path: "//option[.='Not proved']")
        try await browser.click(text: "There was none", in: "button")
        try await browser.find(text: "cleared", in: "span")
        try await look.fits(["None yet", "77"], picture: "cleared")
    }
}
