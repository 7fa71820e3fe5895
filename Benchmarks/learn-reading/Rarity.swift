import Classification
import Glibc

/// How rare features of words are: the natural logarithm of how many lessons stand against one that has it, in sixteenths.
struct Rarity: Sendable {
    private let values: [String: Int]

    init(_ lessons: [Lesson]) {
        var counts: [String: Int] = [:]
        for lesson in lessons {
            for feature in Set(lesson.features) { counts[feature, default: 0] += 1 }
        }
        values = counts.mapValues { count in
            max(1, Int((log(Double(lessons.count + 1) / Double(count + 1)) * Double(Leanings.rarity)).rounded()))
        }
    }

    /// 0 for a finding of the rules.
    subscript(feature: String) -> Int { values[feature] ?? 0 }

    /// Of the size that the feature has among the words of a mail.
    func square(of feature: String) -> Double {
        let length = Leanings.length(self[feature])
        return length * length
    }
}
