extension MessageBody {
    /// What a person reads: the plain text with its flowed lines joined, else the HTML as text, then the further texts.
    package var readable: String? {
        var texts: [String] = []
        if let text, !text.utf8.allSatisfy(\.isBlank) {
            texts.append(flowed?.unflowed(text) ?? text)
        } else if let html {
            texts.append(HTMLText.text(fromHTML: Array(html.utf8)))
        }
        texts += further
        return texts.isEmpty ? text : texts.joined(separator: "\n")
    }
}
