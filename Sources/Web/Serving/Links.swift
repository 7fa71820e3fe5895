import Synchronization

/// All connections of a server.
final class Links: Sendable {
    private struct State {
        var links: [ObjectIdentifier: Link] = [:]
        var isDraining = false
        var isClosing = false
        var streams = 0
    }

    private let state = Mutex(State())

    var all: [Link] { state.withLock { Array($0.links.values) } }
    var exchanges: [Exchange] { all.compactMap(\.exchange) }
    var isClosing: Bool { state.withLock { $0.isClosing } }

    func add(_ link: Link) { state.withLock { $0.links[ObjectIdentifier(link)] = link } }
    func remove(_ link: Link) { state.withLock { _ = $0.links.removeValue(forKey: ObjectIdentifier(link)) } }

    var isDraining: Bool { state.withLock { $0.isDraining } }

    /// From now on every answer is its connection's last.
    func drain() { state.withLock { $0.isDraining = true } }

    /// From now on no request may wait for anything.
    func close() { state.withLock { $0.isClosing = true } }

    /// Takes one of `limit` places for a stream of events.
    func openStream(limit: Int) -> Bool {
        state.withLock {
            guard $0.streams < limit, !$0.isClosing else { return false }
            $0.streams += 1
            return true
        }
    }

    func closeStream() { state.withLock { $0.streams -= 1 } }
}
