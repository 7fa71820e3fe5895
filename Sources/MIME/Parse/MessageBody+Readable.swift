import Kernel

extension MessageBody {
    /// What a person reads: the plain text with its flowed lines joined, then the further texts. The HTML instead where there
    /// is no plain text, where the plain text is a stub beside it, or where the HTML has a table of figures that plain text
    /// takes apart.
    package var readable: String? {
        var texts: [String] = []
        let plain = text.flatMap { $0.utf8.allSatisfy(\.isBlank) ? nil : flowed?.unflowed($0) ?? $0 }
        let rich = html.flatMap { html in
            plain == nil || html.withBytes(HTMLTableSearch.holdsFigures) || Self.isStub(plain, beside: html)
                || Self.strikes(html)
                ? HTMLText.text(fromHTML: Array(html.utf8)) : nil
        }
        if let chosen = Self.chosen(plain, rich) { texts.append(chosen) }
        texts += further
        return texts.isEmpty ? text : texts.joined(separator: "\n")
    }

    /// The HTML's text, unless it has fewer than half of the plain text's bytes: then the plain text says what it does not.
    private static func chosen(_ plain: String?, _ rich: String?) -> String? {
        guard let plain, let rich else { return plain ?? rich }
        return rich.utf8.count * 2 < plain.utf8.count ? plain : rich
    }

    /// Whether words are struck through, which plain text does not show.
    private static func strikes(_ html: String) -> Bool {
        html.withBytes { strikes.stands(in: $0, 0..<$0.count) }
    }

    private static let strikes: PhraseTable = ["<s>", "<del", "<strike", "line-through"]

    /// `Open this message in your browser`: hardly any text beside a page of HTML.
    private static func isStub(_ plain: String?, beside html: String) -> Bool {
        (plain?.utf8.count ?? 0) < 400 && html.utf8.count > 1500
    }
}
