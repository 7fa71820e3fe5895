import Documents
import Testing

@Suite struct PDFFileTests {
    // swift-format-ignore
    @Test(arguments: [
        ("%PDF-1.4\n...\nstartxref\n9\n%%EOF\n",                                      true),
        ("%PDF-2.0\n...%%EOF",                                                         true),
        ("%PDF-1.7\n...startxref\n0",                                                  true),
        (String(repeating: " ", count: 1024) + "%PDF-1.4\n%%EOF",                      true),
        ("%PDF-1.4\n%%EOF" + String(repeating: "\n", count: 2000),                     true),
        (String(repeating: " ", count: 1025) + "%PDF-1.4\n%%EOF",                      false),
        ("%PDF-1.4\n%%EOF" + String(repeating: "\n", count: 3000),                     false),
        ("%PDF-1.4\nthe transfer was cut",                                             false),
        ("%PDF-x\n%%EOF",                                                              false),
        ("%PDF-",                                                                      false),
        ("%PDF",                                                                       false),
        ("%%EOF",                                                                      false),
        ("<html>not a PDF</html>",                                                     false),
        ("PK\u{3}\u{4} %%EOF",                                                         false),
        ("",                                                                           false),
    ])
    func `a file is a PDF by its two ends`(content: String, isPDF: Bool) throws {
        let bytes = Array(content.utf8)
        #expect(PDFFile.isPDF(bytes) == isPDF)
        #expect(PDFFile.isPDF(head: bytes.prefix(1032), tail: bytes.suffix(2048)) == isPDF)
        let scratch = try Scratch()
        #expect(try PDFFile.isPDF(at: scratch.write(bytes, "file")) == isPDF)
    }

    @Test(arguments: ["/nowhere", "/tmp", "/dev/null"])
    func `what cannot be read is no PDF`(path: String) {
        #expect(!PDFFile.isPDF(at: path))
    }
}
