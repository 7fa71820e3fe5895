import Dispatch

/// A connection and the one queue on which it is used: blocking SQL never runs on the cooperative pool.
///
/// `@unchecked Sendable`: `connection` is touched only by closures on `queue`, which is serial.
final class Lane: @unchecked Sendable {
    let queue: DispatchQueue
    private let connection: Connection

    init(_ address: DatabaseAddress, isWriter: Bool, label: String) throws {
        queue = DispatchQueue(label: label)
        connection = Connection(try address.session(isWriter: isWriter))
    }

    /// Runs blocking work on a thread of its own.
    static func apart<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "fundgate.apart").async { continuation.resume(with: Result { try body() }) }
        }
    }

    /// Must be called on `queue`.
    func onQueue<T>(_ body: (Connection) throws -> T) rethrows -> T {
        dispatchPrecondition(condition: .onQueue(queue))
        return try body(connection)
    }
}
