import Glibc
import Kernel
import Outbox
import Storage
import Submissions
import Synchronization
import TestDatabases
import TestServers
import Testing

/// Three nodes that are killed again and again, and a primary database that is lost in the middle.
@Suite struct NodesCrash {
    private static let submissions = 2_000
    private static let perOrder = 20

    /// Brings its own PostgreSQL, so that it has nothing to say a second time in a run on another one.
    @Test(
        .enabled(
            if: MailLab.isAvailable && TestDatabases.server == nil, "needs root, Postfix, Dovecot and PostgreSQL"))
    func `K08 C11 three nodes that are killed lose nothing and do nothing twice, also when the primary database dies`()
        async throws
    {
        let office = try await NodesOffice(submissions: Self.submissions)
        for node in office.nodes { try node.start() }
        for node in office.nodes { try await node.works() }
        let progress = Progress()
        let ordering = Task { try await order(at: office, progress) }
        let answering = Task.detached {
            while !Task.isCancelled {
                office.answer()
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
        let kills = try await disturb(office, progress)
        try await ordering.value
        try await finish(office)
        answering.cancel()
        await answering.value
        #expect(kills >= 10)
        try await check(office)
        for node in office.nodes {
            let end = await node.kill(with: SIGTERM)
            #expect(end?.status == 0)
        }
        #expect(try await Program.run("verify", office: office.test).status == 0)
    }

    private func order(at office: NodesOffice, _ progress: Progress) async throws {
        var random = SeededRandom(seed: 41)
        defer { progress.end() }
        for number in 0..<(Self.submissions / Self.perOrder) {
            let first = number * Self.perOrder
            let funders = Array(office.funders[first..<(first + Self.perOrder)])
            try await office.order(funders, number: number, random: &random)
            progress.add(Self.perOrder)
        }
    }

    /// Kills a node every few seconds until all is ordered and sent; half way the primary is lost, and while
    /// the standby takes over, no node is touched. Says how many nodes were killed.
    private func disturb(_ office: NodesOffice, _ progress: Progress) async throws -> Int {
        var random = SeededRandom(seed: 43)
        var kills = 0
        var isPrimaryLost = false
        try await buryAlive(office)
        while true {
            if !isPrimaryLost, progress.ordered >= Self.submissions / 2 {
                try await losePrimary(office, progress)
                isPrimaryLost = true
            }
            if progress.isOver, isPrimaryLost {
                let state = try await office.state()
                if state["queued", default: 0] + state["sending", default: 0] == 0, kills >= 10 { break }
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 1_000...3_000, using: &random)))
            guard let node = office.nodes.randomElement(using: &random) else { continue }
            #expect(await node.kill()?.status == nil, "it had not ended by itself")
            kills += 1
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...1_500, using: &random)))
            try node.start()
            try await node.works()
        }
        return kills
    }

    /// One node sleeps until the others have taken it for dead, and wakes up in the middle of its work.
    private func buryAlive(_ office: NodesOffice) async throws {
        let node = office.nodes[0]
        let identifier = try #require(node.identifier)
        func isListed() async throws -> Bool {
            try await office.test.database.read { try Node.all($0).contains { $0.name.hasSuffix(":\(identifier)") } }
        }
        // On a slow machine the others may have buried it already: then it is about to begin anew.
        for _ in 0..<3_000 {
            guard try await !isListed() else { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await isListed())
        kill(identifier, SIGSTOP)
        for _ in 0..<3_000 {
            guard try await isListed() else { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await !isListed(), "the others bury it")
        kill(identifier, SIGCONT)
        for _ in 0..<3_000 where !node.log.contains("took this one for dead") {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(node.log.contains("took this one for dead"), "it finds out and begins anew")
    }

    private func losePrimary(_ office: NodesOffice, _ progress: Progress) async throws {
        let before = office.nodes.map(\.identifier)
        office.pair.killPrimary()
        try await Task.sleep(for: .seconds(2))
        office.pair.promote()
        let ordered = progress.ordered
        for _ in 0..<6_000 {
            if progress.isOver || progress.ordered >= ordered + 5 * Self.perOrder { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(progress.isOver || progress.ordered > ordered, "the nodes go on")
        #expect(office.nodes.map(\.identifier) == before)
        for node in office.nodes {
            let identifier = try #require(node.identifier)
            #expect(kill(identifier, 0) == 0, "without a restart")
        }
    }

    /// Waits until everything came to its end. What is uncertain and lies with no funder once nothing is on its way any
    /// more, a person sends again.
    private func finish(_ office: NodesOffice) async throws {
        var (former, stillness) = (-1, 0)
        for _ in 0..<1_800 {
            let count = office.answer()
            stillness = count == former ? stillness + 1 : 0
            former = count
            let state = try await office.state()
            if state["sent"] == Self.submissions, state["replies"] == Self.submissions { return }
            if stillness >= 50 {
                try await office.test.settleByHand(arrived: Set(office.arrived()))
                stillness = 0
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private func check(_ office: NodesOffice) async throws {
        let count = Self.submissions
        let ids = office.arrived()
        #expect(Set(ids).count == count, "every mail arrived")
        #expect(ids.count == count, "none arrived twice")
        #expect(Set(office.orders).count == count, "every order was answered")
        let stored = try await office.test.database.read { db in
            try db.rows("SELECT id FROM submission").map { try $0.get("id", as: Submission.ID.self) }
        }
        #expect(Set(stored) == Set(office.orders), "what was acknowledged is there, and nothing else")
        #expect(try await office.state() == ["sent": count, "replies": count])
        #expect(try await office.test.count("message WHERE direction = 'in'") == count)
        #expect(try await office.test.count("submission WHERE status = 'offered'") == count)
        #expect(try await office.test.count("offer WHERE state = 'pending'") == count)
        for type in ["replied", "offered"] {
            let events: SQL = "submission_event WHERE type = \(type)"
            #expect(try await office.test.count(events) == count, "\(type)")
        }
        // What was uncertain for a while had its final dot on the way, and nothing else was.
        #expect(
            try await office.test.count(
                "outbox_attempt WHERE outcome = 'uncertain' AND phase NOT IN ('final_dot', 'answered')") == 0)
        // The kills fell into mails under way.
        #expect(try await office.test.count("outbox_attempt WHERE outcome <> 'sent'") > 0)
    }
}

/// How far the orders are.
private final class Progress: Sendable {
    private let state = Mutex((ordered: 0, isOver: false))

    var ordered: Int { state.withLock { $0.ordered } }
    var isOver: Bool { state.withLock { $0.isOver } }
    func add(_ count: Int) { state.withLock { $0.ordered += count } }
    func end() { state.withLock { $0.isOver = true } }
}
