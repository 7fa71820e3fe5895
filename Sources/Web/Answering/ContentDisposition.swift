/// The header `Content-Disposition` of an answer (RFC 6266).
enum ContentDisposition {
    /// `attachment; filename="a.pdf"; filename*=UTF-8''%C3%A4.pdf`: the second form where the name is not plain ASCII.
    static func header(_ name: String, isInline: Bool) -> String {
        let safe = String(String.UnicodeScalarView(name.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
        let last = safe.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? "file"
        let plain = last.unicodeScalars.map { scalar in
            scalar.value < 127 && scalar != "\"" && scalar != "%" ? Character(scalar) : "_"
        }
        let kind = isInline ? "inline" : "attachment"
        let ascii = "\(kind); filename=\"\(String(plain))\""
        return String(plain) == last ? ascii : ascii + "; filename*=UTF-8''\(PercentCoding.encode(last))"
    }

    /// The types that may show in the browser's window; a page or a drawing with script may not.
    static let showable: Set<String> = [
        "application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain",
    ]
}
