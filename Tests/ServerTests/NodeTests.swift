import Glibc
import Kernel
import Outbox
import People
import Storage
import Synchronization
import TestCalls
import Testing
import Web

@testable import Server

/// Several nodes in one process, on one database, each with a rhythm of milliseconds.
@Suite struct NodeTests {
    private static let rhythm = Duration.milliseconds(5)

    private func life(_ temporary: TemporaryOffice) -> NodeLife { NodeLife(temporary.office, rhythm: Self.rhythm) }

    /// Waits until `condition` holds; for half a minute at most.
    private func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<6_000 {
            if try await condition() { return true }
            try await Task.sleep(for: Self.rhythm)
        }
        return false
    }

    /// Holds the lease until it is taken away, and counts how many hold it.
    private func hold(_ name: String, _ life: NodeLife, share: Int? = nil, _ holders: Holders) -> Task<Void, Never> {
        Task {
            await life.hold(name, share: share) {
                holders.begin(name, life.owner)
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
                holders.end(name)
            }
        }
    }

    @Test func `K08 one node at a time does the work, and the next goes on when it leaves`() async throws {
        let temporary = try await TemporaryOffice()
        let (one, two, holders) = (life(temporary), life(temporary), Holders())
        try await one.enter()
        try await two.enter()
        let first = hold("filer", one, holders)
        #expect(try await eventually { holders.current["filer"] == one.owner })
        let second = hold("filer", two, holders)
        let isTaken = try await temporary.office.database.read { try WorkLease.isFree("filer", $0) }
        #expect(!isTaken)
        first.cancel()
        await first.value
        await one.leave()
        #expect(try await eventually { holders.current["filer"] == two.owner })
        #expect(holders.most == 1, "never two at once")
        second.cancel()
        await second.value
        await two.leave()
        #expect(try await temporary.office.database.read { try Node.all($0).isEmpty })
    }

    @Test func `K08 a node whose beat stands still is buried, and another does its work`() async throws {
        let temporary = try await TemporaryOffice()
        let (gone, now) = (Node.ID(at: temporary.clock.now()), temporary.clock.now())
        try await temporary.office.database.write { db in
            try Node.add(Node(id: gone, name: "elsewhere:1", version: "0", isServing: true, at: now), db)
            #expect(try WorkLease.take("filer", for: gone, at: now, db))
        }
        let (life, holders) = (life(temporary), Holders())
        try await life.enter()
        #expect(
            try await temporary.office.database.read { try Node.all($0).count } == 2, "it may live: nothing is sure yet"
        )
        let work = hold("filer", life, holders)
        let beats = Task { await life.run() }
        #expect(try await eventually { holders.current["filer"] == life.owner })
        #expect(try await temporary.office.database.read { try Node.all($0).count } == 1)
        for task in [work, beats] { task.cancel(); await task.value }
    }

    @Test func `K08 a node of this machine whose process ended is buried at the next start`() async throws {
        let temporary = try await TemporaryOffice()
        let (gone, now) = (Node.ID(at: temporary.clock.now()), temporary.clock.now())
        let folder = "\(temporary.office.configuration.dataFolder)/nodes"
        try LocalFile.makeFolder(folder)
        try LocalFile.write([], to: "\(folder)/\(gone)")
        try await temporary.office.database.write { db in
            try Node.add(Node(id: gone, name: "here:1", version: "0", isServing: true, at: now), db)
        }
        let life = life(temporary)
        try await life.enter()
        #expect(try await temporary.office.database.read { try Node.all($0).map(\.id.description) } == [life.owner])
        #expect(LocalFile.names(in: folder) == [life.owner])
    }

    @Test func `K08 a node that was taken for dead lets go and comes back under a new name`() async throws {
        let temporary = try await TemporaryOffice()
        let (life, holders) = (life(temporary), Holders())
        try await life.enter()
        let former = life.owner
        let work = hold("filer", life, holders)
        #expect(try await eventually { holders.current["filer"] == former })
        try await temporary.office.database.write { db in
            let id = try #require(Node.ID(former))
            #expect(try Node.remove(id, db))
        }
        let beats = Task { await life.run() }
        #expect(try await eventually { holders.current["filer"] == life.owner && life.owner != former })
        #expect(holders.most == 1)
        for task in [work, beats] { task.cancel(); await task.value }
    }

    @Test func `the nodes divide the mailboxes among each other`() async throws {
        let temporary = try await TemporaryOffice()
        let (one, two, holders) = (life(temporary), life(temporary), Holders())
        let names = (1...4).map { "account:\($0)" }
        try await one.enter()
        var tasks = names.map { hold($0, one, share: 4, holders) }
        #expect(try await eventually { holders.current.count == 4 })
        try await two.enter()
        tasks += names.map { hold($0, two, share: 4, holders) }
        tasks += [Task { await one.run() }, Task { await two.run() }]
        #expect(
            try await eventually {
                let owners = holders.current.values
                return owners.count { $0 == one.owner } == 2 && owners.count { $0 == two.owner } == 2
            })
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    @Test func `the page of nodes names those that live and their work, of other offices only how much`() async throws {
        let temporary = try await TemporaryOffice()
        let life = life(temporary)
        try await life.enter()
        let (id, now) = (try #require(Node.ID(life.owner)), temporary.clock.now())
        let tenant = try await temporary.office.database.write { db in
            for name in ["filer", "account:of-somebody"] { _ = try WorkLease.take(name, for: id, at: now, db) }
            return try Tenant.add(name: "Test", by: .system("test"), at: now, db)
        }
        let admin = Principal(
            tenant: tenant, person: nil, name: "Ada", roles: [.admin], credential: .key(name: "test"))
        let answer = try await RouteCaller(DeskRoutes.routes(temporary.office)).call(.get, "/nodes", as: admin)
        let node = try #require(answer.value["items"]?.list?.first)
        #expect(node["id"] == Value(id))
        #expect(node["version"]?.text == Program.version)
        #expect(node["work"]?.text == "filing of mail, 1 of other offices' mailboxes")
        #expect(!answer.value.json.contains("of-somebody"))
    }
}

/// Who holds which lease now, and how many held the same one at once at most.
private final class Holders: Sendable {
    private let state = Mutex((current: [String: String](), number: [String: Int](), most: 0))

    var current: [String: String] { state.withLock { $0.current } }
    var most: Int { state.withLock { $0.most } }

    func begin(_ name: String, _ owner: String) {
        state.withLock { state in
            state.current[name] = owner
            state.number[name, default: 0] += 1
            state.most = max(state.most, state.number[name] ?? 0)
        }
    }

    func end(_ name: String) {
        state.withLock { state in
            state.current[name] = nil
            state.number[name, default: 0] -= 1
        }
    }
}
