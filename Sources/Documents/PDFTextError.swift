/// Why a PDF gave no text. What sent the file is outside: none of these stops the program.
package enum PDFTextError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file cannot be opened, or `pdftotext` is not installed.
    case unavailable(String)
    case notPDF
    /// It opens with a password only.
    case encrypted
    /// Pictures of pages: a person must look.
    case noTextLayer
    case timeout(milliseconds: Int64)
    /// The file, or the text in it, is larger than allowed.
    case tooLarge(limitBytes: Int)
    /// The reader broke down over it: out of its memory or processor time, or a fault of its own.
    case broken(status: Int32)

    package var description: String {
        switch self {
        case .unavailable(let what): "cannot read the PDF: \(what)"
        case .notPDF: "the file is no PDF that can be read"
        case .encrypted: "the PDF is locked with a password"
        case .noTextLayer: "the PDF holds pictures without text"
        case .timeout(let limit): "reading the PDF took longer than \(limit) ms"
        case .tooLarge(let limit): "the PDF or its text is larger than \(limit) bytes"
        case .broken(let status): "the reader of PDFs broke down with status \(status)"
        }
    }
}
