import Dispatch

/// Runs what blocks on a thread of its own instead of the cooperative pool.
enum Blocking {
    static func run<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "fundgate.blocking").async { continuation.resume(returning: work()) }
        }
    }

    static func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "fundgate.blocking").async { continuation.resume(with: Result { try work() }) }
        }
    }
}
