import FoundationEssentials
import Kernel
import Testing

@testable import Documents

@Suite struct PictureTests {
    private func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "\(fixtures)/\(name)")))
    }

    private func pdf(_ pictures: [[UInt8]]) throws -> [UInt8] {
        var document = PaperDocument(title: "Proof", sender: "Office", reference: "P-1")
        document.blocks = pictures.map { .picture($0, words: "what it shows") }
        return try document.render(date: Moment(seconds: 0))
    }

    private func images(in pdf: [UInt8]) -> Int {
        String(decoding: pdf, as: UTF8.self).components(separatedBy: "/Subtype /Image").count - 1
    }

    @Test func `a JPEG stands in the paper byte for byte, a PNG as an image`() throws {
        let (jpeg, png) = (try bytes("placement.jpg"), try bytes("placement.png"))
        let made = try pdf([jpeg, png])
        let size = try #require(Picture(jpeg))
        #expect(size.width == 240 && size.height == 160)
        let starts = made.indices.filter { made[$0] == 0xFF && made[$0...].starts(with: jpeg) }
        #expect(starts.count == 1)
        #expect(images(in: made) >= 2)
        #expect(try pages(of: made).joined().components(separatedBy: "what it shows").count == 3)
        #expect(try pdf([jpeg, png]) == made)
    }

    @Test func `what is no picture, is cut off or is too large is told in words`() throws {
        let (jpeg, png) = (try bytes("placement.jpg"), try bytes("placement.png"))
        var giant = png
        giant.replaceSubrange(16..<24, with: [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF])
        var wide = jpeg
        if let place = (0..<jpeg.count - 9).first(where: { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 }) {
            wide.replaceSubrange(place + 5..<place + 9, with: [0xFF, 0xFF, 0xFF, 0xFF])
        }
        let cases: [[UInt8]] = [
            [], Array("%PDF-1.4".utf8), Array(png.prefix(30)), Array(jpeg.prefix(12)), giant, wide, [0xFF, 0xD8, 0xFF],
        ]
        for bytes in cases {
            let made = try pdf([bytes])
            #expect(images(in: made) == 0)
            #expect(try pages(of: made).joined().contains("cannot be shown here"))
        }
        // Whatever is cut off where: never an end of the program.
        for count in stride(from: 0, to: png.count, by: 7) { _ = try pdf([Array(png.prefix(count))]) }
        for count in stride(from: 0, to: jpeg.count, by: 97) { _ = Picture(Array(jpeg.prefix(count))) }
    }
}
