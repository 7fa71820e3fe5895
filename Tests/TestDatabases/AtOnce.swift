/// One call many times side by side, each with its number.
package enum AtOnce {
    /// What each answered, in the order in which they did.
    package static func all<Answer: Sendable>(
        _ count: Int, _ call: @escaping @Sendable (Int) async throws -> Answer
    ) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            for number in 0..<count { group.addTask { try await call(number) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
