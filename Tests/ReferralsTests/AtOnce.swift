/// Many calls at the same moment.
enum AtOnce {
    /// What each answered, in the order in which they did.
    static func all(
        _ count: Int, _ call: @escaping @Sendable (Int) async throws -> Int
    ) async throws -> [Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<count { group.addTask { try await call(number) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
