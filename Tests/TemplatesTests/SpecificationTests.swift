import Glibc
import Kernel
import Templates
import Testing

/// The cases of the Mustache specification, read in place.
@Suite struct SpecificationTests {
    static let folder = "\(corpora)/mustache"

    // swift-format-ignore
    @Test(.enabled(if: isPresent("\(folder)/specs")), arguments: [
        ("specs/comments", 12), ("specs/delimiters", 14), ("specs/interpolation", 42), ("specs/inverted", 22),
        ("specs/partials", 12), ("specs/sections", 34), ("optional/inheritance", 27),
    ])
    func `every case of the specification renders exactly as expected`(module: String, count: Int) throws {
        let file = try Value(parsing: bytes(of: "\(Self.folder)/\(module).json"))
        let cases = try #require(file["tests"]?.list)
        #expect(cases.count == count)
        for example in cases {
            let name = try #require(example["name"]?.text)
            let expected = try #require(example["expected"]?.text)
            var partials: [String: Template] = [:]
            for (name, source) in example["partials"]?.fields?.members ?? [] {
                partials[name] = try Template(source.text ?? "", name: name)
            }
            let known = partials
            let bytes = try Template(example["template"]?.text ?? "", name: name)
                .render(example["data"] ?? .null, partials: { name, _ in known[name] }, escape: .html, missing: .empty)
            #expect(String(decoding: bytes, as: UTF8.self) == expected, "\(module): \(name)")
        }
    }
}

/// The folder of the public corpora: named by the environment, or beside the repository.
let corpora: String = {
    if let named = getenv("FUNDGATE_CORPORA") { return String(cString: named) }
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(root)/../shared/corpora"
}()

func isPresent(_ path: String) -> Bool { access(path, R_OK) == 0 }

func bytes(of path: String) throws -> [UInt8] {
    let stream = try #require(fopen(path, "r"))
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    while case let byte = getc(stream), byte != EOF { bytes.append(UInt8(byte)) }
    return bytes
}
