import Documents
import Kernel
import Testing

@Suite struct PaperDocumentTests {
    static let columns: [PaperDocument.Column] = [.init("Item", weight: 3), .init("Cents", isRight: true)]

    static func render(_ blocks: [PaperDocument.Block]) throws -> [String] {
        var document = PaperDocument(title: "Statement", sender: "Office", reference: "S-1")
        document.blocks = blocks
        return try pages(of: document.render(date: Moment(seconds: 0)))
    }

    static func count(_ word: String, in page: String) -> Int { page.split(separator: " ").count { $0 == word } }

    @Test func `a table repeats its titles on each page and loses no row`() throws {
        let rows = (1...150).map { ["row-\($0)-", "\($0).00"] }
        let pages = try Self.render([.heading("Rows"), .table(Self.columns, rows: rows), .paragraph("end")])
        #expect(pages.count == 5)
        for page in pages { #expect(Self.count("Item", in: page) == 1 && Self.count("Cents", in: page) == 1) }
        let text = pages.joined(separator: " ")
        for number in 1...150 { #expect(text.contains("row-\(number)- \(number).00")) }
    }

    @Test func `a cell higher than a page goes on where the next begins`() throws {
        let words = (1...1500).map { "w\($0)w" }
        let pages = try Self.render([
            .table(Self.columns, rows: [[words.joined(separator: " "), "1"], ["last", "2"]])
        ])
        #expect(pages.count >= 2)
        let found = Set(pages.joined(separator: " ").split(separator: " ").map(String.init))
        #expect(found.isSuperset(of: words))
        #expect(found.contains("last"))
    }

    @Test func `a heading never stands alone at the foot of a page`() throws {
        for lines in 30...60 {
            let filler = Array(repeating: "x", count: lines).joined(separator: "\n")
            let pages = try Self.render([.paragraph(filler), .heading("HEADING"), .form([[.init("Label", "VALUE")]])])
            for page in pages { #expect(page.contains("HEADING") == page.contains("VALUE")) }
        }
    }

    @Test func `what belongs together stands on one page, and begins a new one where it fits none`() throws {
        for lines in 30...60 {
            let filler = Array(repeating: "x", count: lines).joined(separator: "\n")
            let pages = try Self.render([
                .paragraph(filler), .together([.paragraph("FIRST"), .gap(points: 60), .paragraph("LAST")]),
            ])
            for page in pages { #expect(page.contains("FIRST") == page.contains("LAST")) }
        }
        let long = Array(repeating: "y", count: 100).joined(separator: "\n")
        let pages = try Self.render([.paragraph("x"), .together([.paragraph("FIRST"), .paragraph(long)])])
        #expect(pages.count == 3)
        #expect(pages[1].contains("FIRST"))
    }

    @Test func `short rows and unknown lengths are no harm`() throws {
        let pages = try Self.render([
            .table(Self.columns, rows: [[], ["only one"], ["a", "b", "c"]]), .table([], rows: [[]]),
            .form([[], [.init("", nil)]]),
            .signatures([]), .paragraph(""), .heading(""), .pageBreak,
        ])
        #expect(pages[0].contains("only one"))
    }
}
