import Documents
import Kernel
import Testing

@Suite struct FundingApplicationTests {
    static let date = Moment(seconds: 1_795_000_000)

    /// A usual application: two owners, three advances.
    static var usual: FundingApplicationSheet {
        var business = FundingApplicationSheet.Business(legalName: "Harbor Light Bakery & Café LLC")
        business.tradeName = "Harbor Light"
        business.entityType = "Limited liability company"
        business.federalTaxID = "84-0000000"
        business.started = "04/12/2016"
        business.timeInBusiness = "10 years 7 months"
        business.stateOfIncorporation = "Maine"
        business.industry = "Retail bakery"
        business.industryCode = "NAICS 311811"
        business.address = "118 Commercial Street, Unit 2"
        business.city = "Portland"
        business.state = "ME"
        business.zip = "04101"
        business.phone = "(207) 555-0134"
        business.email = "office@harborlight.example"
        business.website = "harborlight.example"
        business.employees = "14"
        var sheet = FundingApplicationSheet(
            broker: .init(
                name: "Northgate Funding Desk", address: "40 Exchange Place, Suite 900, New York, NY 10005",
                phone: "(212) 555-0100", email: "deals@northgate.example"),
            reference: "NG-2026-00417", date: "November 20, 2026", business: business)
        sheet.owners = [
            owner("Zoë Müller-Ångström", "Managing member", "60 %"), owner("Peter Okafor", "Member", "40 %"),
        ]
        sheet.request.amount = "$85,000.00"
        sheet.request.term = "9 months"
        sheet.request.position = "2nd"
        sheet.request.useOfFunds = "Second deck oven, installation and three months of working capital for the winter."
        sheet.financials.monthlyRevenue = "$112,400.00"
        sheet.financials.annualRevenue = "$1,348,800.00"
        sheet.financials.averageDailyBalance = "$14,250.00"
        sheet.financials.depositsPerMonth = "46"
        sheet.financials.negativeDays = "1"
        sheet.financials.cardVolume = "$61,000.00"
        sheet.financials.bankruptcies = "None"
        sheet.financials.defaults = "None"
        sheet.financials.taxLiens = "None"
        sheet.financials.bank = "Casco Savings Bank"
        sheet.financials.landlord = "Wharf Properties"
        sheet.financials.rent = "$5,900.00"
        sheet.advances = (1...3).map(advance)
        sheet.enclosures = [
            "Bank statement August 2026", "Bank statement September 2026", "Bank statement October 2026",
        ]
        return sheet
    }

    static func owner(_ name: String, _ title: String, _ share: String) -> FundingApplicationSheet.Owner {
        var owner = FundingApplicationSheet.Owner(name: name)
        owner.title = title
        owner.ownership = share
        owner.dateOfBirth = "02/29/1980"
        owner.socialSecurityNumber = "XXX-XX-0000"
        owner.creditScore = "684"
        owner.address = "7 Elm Lane, Cape Elizabeth, ME 04107"
        owner.phone = "(207) 555-0177"
        owner.email = "owner@harborlight.example"
        return owner
    }

    static func advance(_ number: Int) -> FundingApplicationSheet.Advance {
        var advance = FundingApplicationSheet.Advance(funder: "Invented Capital \(number)")
        advance.started = "03/0\(number % 10)/2026"
        advance.original = "$\(number)0,000.00"
        advance.balance = "$\(number),400.00"
        advance.payment = "$\(number)12.50"
        advance.frequency = number.isMultiple(of: 2) ? "Weekly" : "Daily"
        return advance
    }

    @Test func `a usual application fills two pages and says everything`() throws {
        let pages = try pages(of: Self.usual.render(date: Self.date))
        #expect(pages.count == 2)
        for words in [
            "Funding Application", "NG-2026-00417", "November 20, 2026", "Northgate Funding Desk",
            "Harbor Light Bakery & Café LLC",
            "84-0000000", "10 years 7 months", "Retail bakery · NAICS 311811", "Zoë Müller-Ångström", "XXX-XX-0000",
            "684",
            "$85,000.00", "$112,400.00", "Wharf Properties", "Page 1 of 2",
        ] { #expect(pages[0].contains(words), "\(words)") }
        for words in [
            "Invented Capital 3", "$30,000.00", "$312.50", "Bank statement October 2026", "Authorization and signature",
            "You authorize the broker", "Peter Okafor, Member", "Printed name and title", "Page 2 of 2",
        ] { #expect(pages[1].contains(words), "\(words)") }
    }

    @Test(arguments: PageSize.allCases)
    func `equal applications give equal bytes, on paper of either size`(size: PageSize) throws {
        var sheet = Self.usual
        sheet.pageSize = size
        let bytes = try sheet.render(date: Self.date)
        #expect(try sheet.render(date: Self.date) == bytes)
        #expect(try sheet.render(date: Self.date + .seconds(1)) != bytes)
        #expect(PDFFile.isPDF(bytes))
        let box = size == .letter ? "/MediaBox [ 0 0 612 792 ]" : "/MediaBox [ 0 0 595.276 841.89 ]"
        #expect(String(decoding: bytes, as: UTF8.self).contains(box))
        #expect(try pages(of: bytes).count == 2)
    }

    @Test func `absent values are dashes, rare ones are left out, nobody leaves an empty line to sign`() throws {
        let sheet = FundingApplicationSheet(
            broker: .init(name: "Desk"), reference: "1", date: "today", business: .init(legalName: "Only Name LLC"))
        let text = try pages(of: sheet.render(date: Self.date)).joined(separator: " ")
        #expect(text.contains("Federal tax ID (EIN)"))
        #expect(text.contains("–"))
        #expect(text.contains("None reported."))
        #expect(text.contains("Printed name and title"))
        for label in ["Website", "Employees", "Needed by", "Landlord", "Enclosed documents", "Owner or principal"] {
            #expect(!text.contains(label), "\(label)")
        }
    }

    @Test func `who does not sign has no line to sign on`() throws {
        var sheet = Self.usual
        sheet.owners[1].signs = false
        sheet.signedOn = "11/19/2026"
        let pages = try pages(of: sheet.render(date: Self.date))
        #expect(pages[0].contains("Peter Okafor"))
        #expect(!pages[1].contains("Peter Okafor"))
        #expect(pages[1].contains("11/19/2026"))
    }

    @Test func `six owners, ten advances and a use of funds of 10,000 characters stand there whole`() throws {
        var sheet = Self.usual
        sheet.owners = (1...6).map { Self.owner("Owner Number \($0)", "Member", "16 %") }
        sheet.advances = (1...10).map(Self.advance)
        sheet.request.useOfFunds = String(repeating: "everything at length, ", count: 460)
        let pages = try pages(of: sheet.render(date: Self.date))
        let text = pages.joined(separator: " ")
        #expect((5...6).contains(pages.count))
        for number in 1...6 { #expect(text.contains("Owner Number \(number), Member")) }
        for number in 1...10 { #expect(text.contains("Invented Capital \(number) ")) }
        #expect(text.split(separator: "everything", omittingEmptySubsequences: false).count == 461)
        for (index, page) in pages.enumerated() {
            #expect(page.contains("Page \(index + 1) of \(pages.count)"))
            #expect(page.contains("Application NG-2026-00417"))
        }
    }

    @Test func `all signatures stand on the page of what they sign`() throws {
        for count in 1...6 {
            var sheet = Self.usual
            sheet.advances = (0...(2 * count)).map(Self.advance)
            sheet.owners = (1...count).map { Self.owner("Owner Number \($0)", "Member", "16 %") }
            let signing = try pages(of: sheet.render(date: Self.date)).filter { $0.contains("Printed name and title") }
            #expect(signing.count == 1)
            #expect(signing[0].contains("By signing below"))
        }
    }

    /// What a form of the web may bring, in every field at once.
    static let hostile = [
        "<b>bold</b> <span foreground='red'>&amp; &#x41;", "\u{0}\u{1}\u{1B}[31m\r\n\t\u{7F}\u{9B}",
        String(repeating: "x", count: 10_000), String(repeating: "漢", count: 1000),
        String(repeating: "a\n", count: 500),
        "a" + String(repeating: "\u{301}", count: 1000), "\u{202E}gnp.exe\u{2066}\u{FFFF}\u{E0041}\u{FEFF}",
        String(repeating: "👩‍👩‍👧‍👦", count: 200), "%s%n%d \\( ) << >> endstream endobj %%EOF", "", " ", "\u{2028}\u{2029}",
    ]

    @Test(arguments: hostile.indices)
    func `hostile values do no harm in any field`(index: Int) throws {
        let value = Self.hostile[index]
        var sheet = FundingApplicationSheet(
            broker: .init(name: value, address: value, phone: value, email: value), reference: value, date: value,
            business: .init(legalName: value))
        sheet.business.address = value
        sheet.business.state = value
        sheet.owners = [Self.owner(value, value, value)]
        sheet.request.useOfFunds = value
        sheet.advances = [Self.advance(1), .init(funder: value)]
        sheet.advances[0].payment = value
        sheet.enclosures = [value]
        sheet.signedOn = value
        let pages = try pages(of: sheet.render(date: Self.date))
        #expect(pages.count >= 2)
        #expect(pages.last?.contains("Page \(pages.count) of \(pages.count)") == true)
    }

    @Test func `markup is shown as it was typed`() throws {
        var sheet = Self.usual
        sheet.business.tradeName = "<b>A&amp;B</b>"
        #expect(try pages(of: sheet.render(date: Self.date))[0].contains("<b>A&amp;B</b>"))
    }

    @Test func `a long address gains no character where it is broken`() throws {
        var sheet = Self.usual
        let address = String(repeating: "verylongname", count: 20) + "@example.com"
        sheet.owners[0].email = address
        let text = try pages(of: sheet.render(date: Self.date)).joined().filter { $0 != " " }
        #expect(text.contains(address))
    }

    @Test(arguments: ["Müller-Ångström", "Łódź Żółć", "Ελληνικά", "Кириллица", "مرحبا", "漢字仮名", "한국어"])
    func `names of any script are in the text where a font has it`(name: String) throws {
        var sheet = Self.usual
        sheet.business.legalName = name
        let text = try pages(of: sheet.render(date: Self.date)).joined()
        #expect(Fonts.missing(in: name) > 0 || text.contains(name) || text.contains(String(name.reversed())))
    }
}
