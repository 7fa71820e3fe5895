/// The bytes of a stream of events that wait to be sent.
struct EventFeed {
    private(set) var pending: [UInt8]
    private(set) var isFinished = false
    private var lastSign = ContinuousClock.now

    /// A client that reads so much slower than events come is let go; it comes back by itself.
    static let largest = 256 * 1024

    /// The first line goes out at once, so that the client sees the stream open; after a loss it waits three seconds.
    init() { pending = Array("retry: 3000\n\n".utf8) }

    mutating func add(_ bytes: [UInt8]) {
        guard !isFinished else { return }
        pending += bytes
        lastSign = .now
        if pending.count > Self.largest { finish() }
    }

    mutating func finish() { isFinished = true }

    /// A comment, where nothing was sent for that long.
    mutating func beat(every interval: Duration) -> Bool {
        guard !isFinished, ContinuousClock.now - lastSign >= interval else { return false }
        add(Array(":\n\n".utf8))
        return true
    }

    /// Moves bytes into `buffer`.
    mutating func drain(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, pending.count)
        buffer.copyBytes(from: pending[..<count])
        pending.removeFirst(count)
        return count
    }
}
