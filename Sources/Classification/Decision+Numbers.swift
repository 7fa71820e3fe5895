/// What the numbers of a mail likely are, beside what the rules took them for.
extension Decision {
    /// What stands about the numbers of the newest text.
    /// - Parameter outcome: nil for that of the reading.
    func numberSigns(_ reading: Reading, as outcome: Outcome? = nil) -> NumberSigns {
        var taken: [Int: [NumberField]] = [:]
        for (draft, passage) in offers.drafts where passage === passages[0] {
            for source in draft.sources {
                guard let field = NumberField(rawValue: source.field) else { continue }
                for word in source.words { taken[word, default: []].append(field) }
            }
        }
        for evidence in reading.evidence where evidence.place == .body {
            let field: NumberField
            switch evidence.what {
            case .fundedAmount: field = .funded
            case .commissionAmount: field = .commission
            default: continue
            }
            if let word = word(at: evidence.span.lowerBound) { taken[word, default: []].append(field) }
        }
        return NumberSigns(passages[0], taken: taken, outcome: outcome ?? reading.outcome)
    }

    private func word(at offset: Int) -> Int? {
        passages[0].words.firstIndex { Int($0.start) == offset && $0.kind == .number }
    }

    /// Reads offers and sums anew by what the numbers likely are; nil where the mail states neither.
    func readNumbers(_ reading: inout Reading, _ byRules: Reading, _ learned: Learned) -> NumberRoles? {
        let withNumbers: [Outcome] = [.offered, .contractSent, .funded, .commissionNotice]
        guard withNumbers.contains(where: reading.states) else { return nil }
        let signs = numberSigns(byRules)
        let told = offers.drafts.first?.draft.terms.paymentFrequency
        var numbers = NumberRoles(signs, learned.numbers, told: told)
        guard !numbers.isEmpty, !signs.isCut else { return nil }
        var found = reading.states(.offered) ? offers.read(passages[0], findings[0], as: numbers) : nil
        if found == nil, reading.outcome == .offered {
            // an offer has an amount
            let insisting = NumberRoles(
                numberSigns(byRules, as: .offered), learned.numbers, told: told, hasAmount: true)
            found = offers.read(passages[0], findings[0], as: insisting)
            if found != nil { numbers = insisting }
        }
        if let found {
            let bare = reading.offers.first?.currency
            reading.offers = []
            reading.evidence.removeAll { if case .offer = $0.what { true } else { false } }
            found.fill(&reading, input, newest, bare: bare)
            fillFrequency(&reading, numbers)
        }
        if reading.states(.funded) || reading.states(.commissionNotice) {
            replace(&reading, \.fundedAmount, .fundedAmount, numbers.word(of: .funded), "field.funded")
        }
        replace(&reading, \.commissionAmount, .commissionAmount, numbers.word(of: .commission), "field.commission")
        return numbers
    }

    /// What the offers of a mail have in common; where they differ each keeps its own.
    private func fillFrequency(_ reading: inout Reading, _ numbers: NumberRoles) {
        let stated = Set(reading.offers.map(\.paymentFrequency))
        guard stated.count == 1, stated != [numbers.frequency], numbers.frequencyShare > 0 else { return }
        reading.evidence.removeAll {
            if case .offer(_, field: "payment_frequency") = $0.what { true } else { false }
        }
        let roles = TermRoles(passage: passages[0])
        let places = [numbers.word(of: .payment), numbers.word(of: .term)].compactMap(\.self)
        // where its payment or its term is stated
        let said = passages[0].sentences.lazy.filter { sentence in places.contains(where: sentence.words.contains) }
            .flatMap(\.words).first { word in roles.frequency(at: word).map { $0.0 == numbers.frequency } ?? false }
        for place in reading.offers.indices {
            reading.offers[place].paymentFrequency = numbers.frequency
            guard numbers.frequency != nil, let word = said ?? places.first
            else { continue }
            reading.evidence.append(
                Evidence(
                    what: .offer(place, field: "payment_frequency"), place: .body,
                    span: passages[0].span(word..<word + 1), rule: "field.payment_frequency"))
        }
    }

    private func replace(
        _ reading: inout Reading, _ path: WritableKeyPath<Reading, ExactNumber?>, _ what: Evidence.Subject,
        _ word: Int?,
        _ rule: String
    ) {
        guard let word else { return }
        reading[keyPath: path] = passages[0].words[word].value
        reading.evidence.removeAll { $0.what == what }
        reading.evidence.append(
            Evidence(what: what, place: .body, span: passages[0].span(word..<word + 1), rule: rule))
    }
}
