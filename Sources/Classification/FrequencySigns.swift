import Kernel

/// What tells how often an offer is paid: words that say so, the words about its payment and its term, and what can be reckoned.
struct FrequencySigns {
    let passage: Passage
    let roles: TermRoles
    let numbers: NumberRoles
    /// What the rules took it for.
    let told: OfferTerms.Frequency?

    /// No more words beside payment and term are weighed.
    private static let most = 60

    func each<Part: FeaturePart>(_ parts: WordParts<Part>, _ take: (Part) -> Void) {
        take(Part("told").then(told.map { Part(letters: $0.rawValue.utf8) } ?? Part("none")))
        let places = [numbers.word(of: .payment), numbers.word(of: .term)]
        for (place, head) in zip(places, ["payment", "term"] as [StaticString]) {
            guard let place else {
                take(Part("no").then(Part(head)))
                continue
            }
            for (step, distance) in zip([-2, -1, 1, 2, 3], ["-2", "-1", "+1", "+2", "+3"] as [StaticString]) {
                guard passage.words.indices.contains(place + step) else { continue }
                take(Part(head).then(Part(distance)).then(parts[place + step]))
            }
        }
        words(places.compactMap(\.self), parts, take)
        if numbers.word(of: .holdback) != nil { take(Part("holdback")) }
        if let unit = places[1].flatMap({ roles.unit(after: $0) }) { take(Part("unit").then(Part(unit.unit.name))) }
        for sum in sums { take(Part("sum").then(Part(sum))) }
    }

    /// All words of the lines with payment and term, and those that say how often anywhere.
    private func words<Part: FeaturePart>(_ places: [Int], _ parts: WordParts<Part>, _ take: (Part) -> Void) {
        var left = Self.most
        for sentence in passage.sentences {
            let isNear = places.contains { sentence.words.contains($0) }
            for position in sentence.words where passage.words[position].kind == .word {
                if let found = roles.frequency(at: position) {
                    let often = Part("often").then(Part(letters: found.0.rawValue.utf8))
                    take(often)
                    take(often.then(parts[position - 1]))
                    take(often.then(parts[position + 1]))
                    if isNear { take(Part("near").then(often)) }
                }
                guard isNear, left > 0 else { continue }
                left -= 1
                take(Part("word").then(parts[position]))
            }
        }
    }

    /// What the count of payments and the term make of each other.
    private var sums: [StaticString] {
        func value(_ field: NumberField) -> Double? {
            numbers.word(of: field).map {
                Double(passage.words[$0].value.coefficient) / Self.tens[passage.words[$0].value.decimals]
            }
        }
        guard let payment = value(.payment), payment > 0, let term = value(.term), term > 0 else { return [] }
        let priced = value(.amount).flatMap { amount in value(.factor).map { amount * $0 } }
        guard let whole = value(.payback) ?? priced else { return [] }
        let count = whole / payment
        let scales: [(StaticString, Double)] = [
            ("as-many", 1), ("by-5", 5), ("by-21", 21), ("by-4", 4.33), ("by-2", 2.17), ("half", 0.5),
            ("by-22", 0.7143),
        ]
        return scales.filter { abs(count - term * $0.1) <= term * $0.1 * 0.04 }.map(\.0)
    }

    private static let tens: [Double] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
}
