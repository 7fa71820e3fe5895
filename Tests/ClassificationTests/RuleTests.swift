import Testing

@testable import Classification

@Suite struct RuleTests {
    @Test func `each rule finds its own example`() {
        for (index, rule) in RuleBook.rules.enumerated() {
            let bytes = Array(rule.example.utf8)
            let passage = Passage(bytes, lines: [0..<bytes.count], place: .body, date: nil, isDayFirst: false)
            let found = rule.id.hasSuffix(".hint") ? passage.hints() : passage.hits
            #expect(found.contains { $0.rule == index }, Comment(rawValue: rule.id))
        }
    }

    @Test func `no two rules share an id`() {
        let ids = RuleBook.rules.map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `each rule that is asked for by name stands in the book`() {
        let ids = Set(RuleBook.rules.map(\.id))
        for name in RuleName.allCases { #expect(ids.contains(name.rawValue)) }
    }
}
