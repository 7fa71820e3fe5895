/// Which merchants a mail names.
extension Confidence {
    /// A mail that is no answer and names none of the merchants it may be about.
    var namesNoMerchant: Bool {
        guard !input.merchantNames.isEmpty, !input.isAnswer else { return false }
        let text = (input.subject + "\n" + newest.text).lowercased()
        return !input.merchantNames.contains { text.contains($0.lowercased()) }
    }

    var merchantsNamed: Int {
        guard input.merchantNames.count > 1 else { return 0 }
        let text = newest.text.lowercased()
        return Set(input.merchantNames.map { $0.lowercased() }).filter { $0.count > 3 && text.contains($0) }.count
    }

    /// `Joe's Pizza: approved 40k`, `Sal's Garage: declined`: lines that begin with names which the rules do not know.
    var listsMerchants: Bool {
        let body = passages[0]
        let named = body.sentences.indices.filter { place in
            let words = body.sentences[place].words
            guard let first = words.first, body.words[first].isCapital, body.words[first].number == 0 else {
                return false
            }
            guard let told = words.dropFirst().prefix(8).first(where: { body.words[$0].followsColon }) else {
                return false
            }
            return body.hasMoney(place) || ScopeWords.answers.contains(body.words[told].number)
                || body.hits(in: place).contains { $0.signal == .approval || $0.signal == .outcome(.declined) }
        }
        return named.count > 1
    }

    private static let companies = ["llc", "inc", "corp", "ltd"].map { Array($0.utf8) }

    /// `This is regarding Bella's Nail Spa LLC`: a company behind a word for what a mail is about, which neither subject nor known names hold.
    var namesStranger: Bool {
        let body = passages[0]
        guard body.words.contains(where: isCompany) else { return false }
        let known = ([input.subject] + input.merchantNames).joined(separator: "\n").lowercased()
        return body.words.indices.contains { end in
            guard isCompany(body.words[end]) else { return false }
            var start = end
            while start > 0, end - start < 5, body.words[start - 1].isCapital, body.words[start - 1].kind == .word {
                start -= 1
            }
            guard start < end,
                start == 0 || body.words[start - 1].kind == .pause
                    || ScopeWords.subjects.contains(body.words[start - 1].number)
            else { return false }
            return !(start..<end).allSatisfy { known.contains(text(of: body.words[$0])) }
        }
    }

    private func isCompany(_ word: TextWord) -> Bool {
        guard word.kind == .word, word.isCapital, 3...4 ~= word.end - word.start else { return false }
        let letters = passages[0].bytes[Int(word.start)..<Int(word.end)]
        return Self.companies.contains { $0.elementsEqual(letters.lazy.map { $0 | 0x20 }) }
    }

    private func text(of word: TextWord) -> String {
        String(decoding: passages[0].bytes[Int(word.start)..<Int(word.end)], as: UTF8.self).lowercased()
    }
}
