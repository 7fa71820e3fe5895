import Kernel
import Storage

/// How far a participant came. What was not measured is nil, which is not zero.
package struct ParticipantStanding: Sendable, Equatable {
    /// 0 to 100.
    package let momentum: Int?
    /// 0 to 9, shown as L0 to L9.
    package let identityLevel: Int?
    package let skills: SkillTriad?
    package let firstIncomeOn: Day?

    package static let identityLevels = 0...9
    package static let scores = 0...100
    package static let none = ParticipantStanding()

    package init(
        momentum: Int? = nil, identityLevel: Int? = nil, skills: SkillTriad? = nil, firstIncomeOn: Day? = nil
    ) {
        self.momentum = momentum
        self.identityLevel = identityLevel
        self.skills = skills
        self.firstIncomeOn = firstIncomeOn
    }

    init(_ row: Row) throws {
        momentum = try row["momentum"]
        identityLevel = try row["identity_level"]
        skills = try SkillTriad(row["skill_1"], row["skill_2"], row["skill_3"])
        firstIncomeOn = try row["first_income_on"]
    }

    /// The names of the values that are there.
    var names: [String] {
        let there = [
            ("momentum", momentum != nil), ("identity_level", identityLevel != nil), ("skills", skills != nil),
            ("first_income_on", firstIncomeOn != nil),
        ]
        return there.filter(\.1).map(\.0)
    }

    var value: Value {
        [
            "momentum": Value(momentum), "identity_level": Value(identityLevel.map { "L\($0)" }),
            "skills": skills?.value ?? .null, "first_income_on": Value(firstIncomeOn),
        ]
    }
}

/// The three skills of the programme, each 0 to 100.
package struct SkillTriad: Sendable, Equatable {
    package let scores: [Int]

    package init(_ first: Int, _ second: Int, _ third: Int) { scores = [first, second, third] }

    /// Nil where one was not measured.
    init?(_ first: Int?, _ second: Int?, _ third: Int?) {
        guard let first, let second, let third else { return nil }
        self.init(first, second, third)
    }

    /// The weakest as a share of the strongest, in whole percent, rounded down: 100 where all three are alike.
    package var balance: Int {
        guard let least = scores.min(), let most = scores.max(), most > 0 else { return 100 }
        return least * 100 / most
    }

    package var value: Value {
        [
            "scores": .list(scores.map { Value($0) }), "balance": Value(balance),
            "text": .string(scores.map(String.init).joined(separator: " · ")),
        ]
    }
}
