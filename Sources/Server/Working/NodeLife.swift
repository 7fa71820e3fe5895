import Glibc
import Inbox
import Kernel
import Outbox
import Storage
import Synchronization

/// This process among all that work on the same records: it says that it lives, takes work that one at a time does,
/// watches the others, and buries those that are gone, so that their work goes on elsewhere within half a minute.
///
/// A node that was buried alive (stopped for a while, cut off) finds its row gone, lets go of everything and comes back
/// under a new id. Until then nothing it does counts twice: each final dot needs the lease of its row (`OutboxItem.note`), and
/// a mail is stored once whoever brings it.
package final class NodeLife: Sendable {
    private struct State {
        var id: Node.ID
        var held: [String: Task<Void, Never>] = [:]
        /// How often another's beat was found unchanged.
        var stillness: [Node.ID: (beat: Int64, looks: Int)] = [:]
    }

    private let office: Office
    private let isServing: Bool
    private let presence: Presence
    private let state: Mutex<State>

    /// Between two beats. Where all processes share one machine, their presence files tell more than beats do.
    private let rhythm: Duration
    /// So many looks at an unchanged beat: 18 to 21 seconds.
    private static let patience = 6

    package init(_ office: Office, isServing: Bool = true, rhythm: Duration? = nil) {
        self.office = office
        self.rhythm = rhythm ?? (office.configuration.database.isShared ? .seconds(3) : .seconds(30))
        self.isServing = isServing
        presence = Presence(folder: "\(office.configuration.dataFolder)/nodes")
        state = Mutex(State(id: Node.ID(at: office.clock.now())))
    }

    /// The node's id as text: what its leases begin with.
    package var owner: String { state.withLock { $0.id }.description }

    /// Puts the node on record, and buries those of whom it is certain that they are gone.
    package func enter() async throws {
        let now = office.clock.now()
        let id = Node.ID(at: now)
        try presence.begin(id)
        let node = Node(id: id, name: Self.name, version: Program.version, isServing: isServing, at: now)
        state.withLock { state in state.id = id }
        try await office.database.write { try Node.add(node, $0) }
        try await beat()
        for other in try await others() where presence.isOver(other.id) { try await bury(other.id) }
        try await takeOver()
    }

    /// Beats and watches until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: rhythm)
            guard !Task.isCancelled else { return }
            do {
                if try await beat() {
                    try await watch()
                } else {
                    office.log.info("the other nodes took this one for dead: it begins anew")
                    letGo()
                    try await enter()
                }
            } catch {
                office.log.info("the node's sign of life failed: \(error)")
            }
        }
    }

    /// Does `work` whenever this node has the lease `name`, until the task is cancelled. `share` is how many such leases
    /// there are, where the nodes divide them among each other; nil where there is one.
    package func hold(_ name: String, share: Int? = nil, _ work: @escaping @Sendable () async -> Void) async {
        let bell = office.database.bell(named: WorkLease.signal)
        while !Task.isCancelled {
            // Work that becomes free rings, where others are heard. Looking by itself is for what went wrong.
            var pause: Span = office.database.hearsOthers ? .minutes(1) : .seconds(5)
            do {
                if let id = try await take(name, share: share) {
                    await carry(name, as: id, work)
                    try await office.database.write { try WorkLease.giveBack(name, of: id, $0) }
                    continue
                }
            } catch {
                office.log.info("the work \(name) could not be taken: \(error)")
                pause = .seconds(5)
            }
            await bell.wait(atMost: pause)
        }
    }

    /// Goes off the record; what was still under way is taken back like a dead node's.
    package func leave() async {
        let id = state.withLock { $0.id }
        do { try await bury(id) } catch { office.log.info("the node could not sign off: \(error)") }
        presence.end(id)
    }

    /// Runs `body` as a node that serves nobody: a command beside those who serve.
    package static func during<T>(_ office: Office, _ body: (NodeLife) async throws -> T) async throws -> T {
        let life = NodeLife(office, isServing: false)
        try await life.enter()
        let beating = Task { await life.run() }
        let outcome: Result<T, any Error>
        do { outcome = .success(try await body(life)) } catch { outcome = .failure(error) }
        beating.cancel()
        await life.leave()
        return try outcome.get()
    }

    // MARK: beats

    @discardableResult
    private func beat() async throws -> Bool {
        let (id, now) = (state.withLock { $0.id }, office.clock.now())
        let disk = DiskSpace(of: office.configuration.dataFolder)
        return try await office.database.write { db in
            try Node.beat(id, freeBytes: disk?.freeBytes, wholeBytes: disk?.wholeBytes, at: now, db)
        }
    }

    private func others() async throws -> [Node] {
        let id = state.withLock { $0.id }
        return try await office.database.read { try Node.all($0) }.filter { $0.id != id }
    }

    private func watch() async throws {
        let others = try await others()
        for other in others where presence.isOver(other.id) || stoodStill(other) { try await bury(other.id) }
        state.withLock { state in
            state.stillness = state.stillness.filter { known in others.contains { $0.id == known.key } }
        }
        try await share()
    }

    /// Looks are counted, not time: while the database is away nobody beats, and nobody is taken for dead.
    private func stoodStill(_ other: Node) -> Bool {
        state.withLock { state in
            let former = state.stillness[other.id]
            let looks = former?.beat == other.beat ? (former?.looks ?? 0) + 1 : 0
            state.stillness[other.id] = (other.beat, looks)
            return looks >= Self.patience
        }
    }

    private func bury(_ id: Node.ID) async throws {
        guard try await office.database.write({ try Node.remove(id, $0) }) else { return }
        try await takeOver()
        presence.end(id)
    }

    /// Ends the leases of all that are gone.
    private func takeOver() async throws {
        let (now, effects) = (office.clock.now(), office.sendEffects)
        let count = try await office.database.write { db in
            try MailFolder.giveBackOrphans(db)
            return try OutboxItem.takeBackOrphans(at: now, effects: effects, db)
        }
        if count > 0 { office.log.info("outbox: \(count) mails were being sent by a node that is gone") }
    }

    // MARK: work

    private func take(_ name: String, share: Int?) async throws -> Node.ID? {
        let (id, now) = (state.withLock { $0.id }, office.clock.now())
        guard try await office.database.read({ try WorkLease.isFree(name, $0) }) else { return nil }
        let isTaken = try await office.database.write { db in
            if let share, try WorkLease.count(sharedBy: id, db) >= Self.part(of: share, db) { return false }
            return try WorkLease.take(name, isShared: share != nil, for: id, at: now, db)
        }
        return isTaken ? id : nil
    }

    /// What one of the serving nodes may hold at most.
    private static func part(of share: Int, _ db: Connection) throws -> Int {
        let nodes = max(1, try Node.all(db).count(where: \.isServing))
        return (share + nodes - 1) / nodes
    }

    private func carry(_ name: String, as id: Node.ID, _ work: @escaping @Sendable () async -> Void) async {
        let task: Task<Void, Never>? = state.withLock { state in
            // Buried since: the lease is gone.
            guard state.id == id else { return nil }
            let task = Task { await work() }
            state.held[name] = task
            return task
        }
        guard let task else { return }
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        state.withLock { state in _ = state.held.removeValue(forKey: name) }
    }

    /// Gives one of the shared leases back where another node has room for it.
    private func share() async throws {
        let id = state.withLock { $0.id }
        let surplus = try await office.database.read { db -> String? in
            let shared = try WorkLease.all(db).filter(\.isShared)
            let own = shared.filter { $0.node == id }
            return own.count > (try Self.part(of: shared.count, db)) ? own.last?.name : nil
        }
        guard let surplus else { return }
        state.withLock { $0.held[surplus] }?.cancel()
    }

    private func letGo() {
        for task in state.withLock({ $0.held.values }) { task.cancel() }
    }

    private static var name: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "\(getpid())" }
        let machine = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "\(machine):\(getpid())"
    }
}
