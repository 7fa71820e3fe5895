import Classification

/// What a phrase must be before it is asked what it would change.
enum PhraseRules {
    static let leastLetters = 3
    static let mostWords = 12
    static let mostCharacters = 120
    /// So many an office may have.
    static let most = 500
    /// A phrase in more of a hundred recent mails than this means nothing of its own; with fewer mails than `enough` to
    /// look at nobody knows.
    static let mostShare = 30
    static let enough = 20

    /// The phrase with single blanks, checked.
    static func checked(_ text: String, hasFunder: Bool) throws(PhraseRefusal) -> String {
        let phrase = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let words = TenantPhrase.words(of: phrase)
        guard !words.isEmpty else { throw .empty }
        guard phrase.unicodeScalars.count <= mostCharacters, words.count <= mostWords else { throw .tooLong }
        let letters = words.joined().unicodeScalars.filter(\.properties.isAlphanumeric)
        guard letters.count >= leastLetters else { throw .tooShort }
        if words.allSatisfy({ general.contains($0) }) { throw .tooGeneral(phrase) }
        if letters.allSatisfy({ (48...57).contains($0.value) }), !hasFunder { throw .bareNumber }
        return phrase
    }

    /// The phrase as two that differ only in case and blanks are the same.
    static func key(_ phrase: String) -> String { TenantPhrase.words(of: phrase).joined(separator: " ") }

    /// What is written after `=` or chosen: our own code or label, with or without its kind, or another system's reason.
    static func meaning(_ text: String) throws(PhraseRefusal) -> PhraseMeaning {
        let wanted = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        let found = PhraseMeaning.all.first { meaning in
            let code = meaning.code
            let bare = code.drop { $0 != ":" }.dropFirst()
            return wanted == code || wanted == bare || wanted == meaning.taught.label.lowercased()
        }
        if let found { return found }
        let foreign = ForeignDeclineReason.reasons(wanted)
        guard let reason = foreign.first else { throw .unknownMeaning(String(text.prefix(80))) }
        guard foreign.count == 1 else { throw .severalMeanings(String(text.prefix(80))) }
        return PhraseMeaning(taught: .reason(reason))
    }

    /// Words that stand in any mail: a phrase of nothing else says nothing.
    private static let general = Set(
        """
        a about after again all also am an and any application approved are as at attached be been before best business but by
        can client company could date day deal dear declined did do does done email file for from further get good got had has
        have hello help her here hi him his how i if in info information into is it its just know let like made mail may me
        merchant more most much my need new no not now of off offer ok on once one only or other our out over per please reply
        review same say see send sent she should so some submission such team than thank thanks that the their them then there
        these they this those through time to today too under until up us very was we well were what when where which who will
        with would yes you your yours
        """.split { $0 == " " || $0 == "\n" }.map(String.init))
}

extension TenantPhrase.Meaning {
    /// What our own list calls it.
    var label: String {
        switch self {
        case .reason(let reason): reason.label
        case .document(let document): document.label
        case .outcome(let outcome): outcome.label
        }
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isAlphanumeric: Bool { isAlphabetic || numericType != nil }
}
