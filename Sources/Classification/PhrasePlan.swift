/// The phrases of all rules as the automaton finds them. A rule's `left ~ right` is a pair: two phrases in one sentence, in
/// either order, at most so many words apart as stand behind the `~` (six where no number does).
struct PhrasePlan: Sendable {
    enum Use: Sendable {
        case rule(Int)
        /// Sides of pairs, by their places in `pairs`.
        case sides(left: [Int], right: [Int])
    }

    struct Pair: Sendable {
        let rule: Int
        let distance: Int
    }

    private(set) var phrases: [String] = []
    private(set) var uses: [Use] = []
    private(set) var pairs: [Pair] = []

    init(_ rules: [Rule]) {
        var sides: [(phrase: String, left: [Int], right: [Int])] = []
        var placeOfSide: [String: Int] = [:]
        func note(_ phrase: String, left: Int? = nil, right: Int? = nil) {
            let place = placeOfSide[phrase] ?? sides.count
            if place == sides.count { sides.append((phrase, [], [])) }
            placeOfSide[phrase] = place
            if let left { sides[place].left.append(left) }
            if let right { sides[place].right.append(right) }
        }
        for (index, rule) in rules.enumerated() {
            for phrase in rule.phrases {
                let words = phrase.split(separator: " ")
                guard let mark = words.firstIndex(where: { $0.first == "~" }) else {
                    phrases.append(phrase)
                    uses.append(.rule(index))
                    continue
                }
                note(words[..<mark].joined(separator: " "), left: pairs.count)
                note(words[(mark + 1)...].joined(separator: " "), right: pairs.count)
                pairs.append(Pair(rule: index, distance: Int(words[mark].dropFirst()) ?? 6))
            }
        }
        for side in sides {
            phrases.append(side.phrase)
            uses.append(.sides(left: side.left, right: side.right))
        }
    }
}
