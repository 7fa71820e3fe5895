/// The phrases of all rules as the automaton finds them. A rule's `left ~ right` is a pair: two phrases in one sentence, in
/// either order, at most so many words apart as stand behind the `~` (six where no number does).
struct PhrasePlan: Sendable {
    enum Use: Sendable {
        case rule(Int)
        /// A side of pairs, by its place in `sides`.
        case side(Int)
    }

    /// A phrase that stands on the left or on the right of pairs, by their places in `pairs`.
    struct Side: Sendable {
        var lefts: Range<Int>
        var rights: Range<Int>
    }

    /// One side of a pair as the other one sees it.
    struct Pair: Sendable {
        let rule: Int
        let distance: Int
        /// The place of the other side in `sides`.
        let other: Int
    }

    private(set) var phrases: [String] = []
    private(set) var uses: [Use] = []
    private(set) var sides: [Side] = []
    /// Each pair twice: as its left side sees it and as its right side does.
    private(set) var pairs: [Pair] = []

    init(_ rules: [Rule]) {
        var found: [(phrase: String, left: [Pair], right: [Pair])] = []
        var placeOfSide: [String: Int] = [:]
        func side(_ phrase: String) -> Int {
            let place = placeOfSide[phrase] ?? found.count
            if place == found.count { found.append((phrase, [], [])) }
            placeOfSide[phrase] = place
            return place
        }
        for (index, rule) in rules.enumerated() {
            for phrase in rule.phrases {
                let words = phrase.split(separator: " ")
                guard let mark = words.firstIndex(where: { $0.first == "~" }) else {
                    phrases.append(phrase)
                    uses.append(.rule(index))
                    continue
                }
                let left = side(words[..<mark].joined(separator: " "))
                let right = side(words[(mark + 1)...].joined(separator: " "))
                let distance = Int(words[mark].dropFirst()) ?? 6
                found[left].left.append(Pair(rule: index, distance: distance, other: right))
                found[right].right.append(Pair(rule: index, distance: distance, other: left))
            }
        }
        for (place, side) in found.enumerated() {
            phrases.append(side.phrase)
            uses.append(.side(place))
            let lefts = pairs.count..<pairs.count + side.left.count
            sides.append(Side(lefts: lefts, rights: lefts.upperBound..<lefts.upperBound + side.right.count))
            pairs += side.left + side.right
        }
    }
}
