import Sheets

/// Which of several references a line of a bank's statement names: as whole words, however they are parted, and the longest
/// where one begins with another.
enum NamedReference {
    /// Shorter ones are in any text.
    static let least = 4

    /// The places of the references that are named; none for a reference that is absent or too short.
    static func places(in text: String, of references: [String?]) -> [Int] {
        let words = SheetText.normal(text).split(separator: " ").compactMap { SheetText.key(String($0)) }
        let found = references.enumerated().flatMap { place, reference -> [(place: Int, words: Range<Int>)] in
            guard let key = SheetText.key(reference), key.count >= least else { return [] }
            return ranges(of: key, in: words).map { (place, $0) }
        }
        let standing = found.filter { one in
            !found.contains { $0.words.count > one.words.count && $0.words.contains(one.words) }
        }
        return Set(standing.map(\.place)).sorted()
    }

    /// Where words after each other spell the key.
    private static func ranges(of key: String, in words: [String]) -> [Range<Int>] {
        words.indices.compactMap { first in
            var spelled = ""
            for last in first..<words.count {
                spelled += words[last]
                if spelled == key { return first..<(last + 1) }
                guard key.hasPrefix(spelled) else { return nil }
            }
            return nil
        }
    }
}
