import Funders
import Glibc
import Kernel
import Outbox
import Server
import Storage
import Submissions
import Synchronization
import TestDatabases
import TestServers
import Testing

/// The real program, killed at every step and at random moments while mails go out and answers come in.
@Suite struct KillCrash {
    /// Kills at random in each of four offices: 500 in all, and 100 more on the second engine, where it is the engine's part
    /// that is looked at.
    private static let randomKills = TestDatabases.server == nil ? 125 : 25
    /// New submissions before each start: few, so that the kill falls into their sending.
    private static let perLife = 3

    enum Kills: Hashable, Sendable {
        case atEveryPoint
        case atRandom(seed: UInt64)
    }

    /// All side by side, each in an office of its own: the program mostly starts and waits.
    @Test(arguments: [Kills.atEveryPoint] + (1...4).map { Kills.atRandom(seed: $0) })
    func `B07 C08 K08 a program that is killed again and again loses nothing and does nothing twice`(
        _ kind: Kills
    ) async throws {
        let seed: UInt64 = if case .atRandom(let seed) = kind { seed } else { 7 }
        var random = SeededRandom(seed: seed)
        let points = kind == .atEveryPoint ? Self.points : []
        let lives = kind == .atEveryPoint ? points.count : Self.randomKills
        let office = try await KilledOffice(submissions: lives * Self.perLife, seed: seed)
        var (answered, kills) = (0, 0)
        for life in 0..<lives {
            let funders = Array(office.funders[(life * Self.perLife)..<((life + 1) * Self.perLife)])
            try await order(funders, life: life, office)
            answered = try answerAll(from: answered, office)
            let fault = life < points.count ? points[life] : nil
            let begun = office.sink.begun
            let program = try office.start(fault: fault)
            let watch = Task.detached { await program.end() }
            if fault == nil {
                // One life in six ends while it starts, two at work, the others while a mail is under way.
                switch life % 6 {
                case 0: break
                case 1, 2: await office.works()
                default: await office.sends(beyond: begun)
                }
                let most = life % 6 < 3 ? 400 : 30
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...most, using: &random)))
                program.signal(SIGKILL)
            } else {
                // An armed program ends by itself; one that does not is told so by the test below.
                let limit = Task.detached {
                    try? await Task.sleep(for: .seconds(900))
                    program.signal(SIGTERM)
                }
                answered = try await answerWhile(watch, from: answered, office)
                limit.cancel()
            }
            let end = await watch.value
            #expect(end.status == nil, "life \(life), \(fault ?? "at random"): ended by itself")
            if end.status == nil { kills += 1 }
        }
        #expect(kills == lives)
        try await finish(from: answered, lives * Self.perLife, office)
        try await check(lives * Self.perLife, kind, office)
    }

    /// Those that a mail passes.
    private static let passed = FaultPoint.Name.allCases.filter {
        ![.insideDisbursement, .insideRotation].contains($0)
    }

    /// Every point at its first pass, and those that each mail passes at the second.
    private static let points =
        passed.map(\.rawValue)
        + passed.filter { ![.queued, .leased, .blobsSynced, .arrivalsStored, .filed].contains($0) }
        .map { "\($0.rawValue):2" }

    /// Asks again with the same key where the program held the database for a minute.
    private func order(_ funders: [Funder.ID], life: Int, _ office: KilledOffice) async throws {
        for _ in 0..<10 {
            do {
                try await office.test.order(office.application, funders, key: "life-\(life)")
                return
            } catch StorageFault.busy { continue }
        }
        throw StorageFault.busy
    }

    /// The funders answer what they got since.
    private func answerAll(from answered: Int, _ office: KilledOffice) throws -> Int {
        let mails = office.sink.mails
        for number in answered..<max(answered, mails.count) { try office.answer(mails[number], number: number) }
        return max(answered, mails.count)
    }

    private func answerWhile(
        _ watch: Task<Program.End, Never>, from answered: Int, _ office: KilledOffice
    ) async throws -> Int {
        let isOver = Over()
        Task.detached {
            _ = await watch.value
            isOver.flag.withLock { $0 = true }
        }
        var count = answered
        while !isOver.flag.withLock({ $0 }) {
            count = try answerAll(from: count, office)
            try await Task.sleep(for: .milliseconds(20))
        }
        return count
    }

    /// One last life in which everything comes to its end.
    private func finish(from answered: Int, _ count: Int, _ office: KilledOffice) async throws {
        let program = try office.start()
        var answered = answered
        for _ in 0..<6_000 {
            answered = try answerAll(from: answered, office)
            try await office.settleByHand()
            let state = try await office.state()
            if state["sent"] == count, state["replies"] == count { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        program.signal(SIGTERM)
        #expect(await program.end().status == 0)
    }

    private func check(_ count: Int, _ kind: Kills, _ office: KilledOffice) async throws {
        let ids = office.sink.mails.map(\.messageID)
        #expect(Set(ids).count == count, "every mail arrived")
        #expect(ids.count == count, "none arrived twice")
        let state = try await office.state()
        #expect(state == ["sent": count, "replies": count])
        #expect(try await office.test.count("message WHERE direction = 'in'") == count)
        #expect(try await office.test.count("submission WHERE status = 'offered'") == count)
        #expect(try await office.test.count("offer WHERE state = 'pending'") == count)
        for type in ["replied", "offered"] {
            let events: SQL = "submission_event WHERE type = \(type)"
            #expect(try await office.test.count(events) == count, "\(type)")
        }
        // The kills fell where they should: into mails under way, before the final dot and after it.
        let (retried, lost): (SQL, SQL) = (
            "outbox_attempt WHERE outcome = 'retry'", "outbox_attempt WHERE outcome = 'uncertain'"
        )
        #expect(try await office.test.count(retried) > 0)
        if kind == .atEveryPoint { #expect(try await office.test.count(lost) >= 4) }
        #expect(try await Program.run("verify", office: office.test).status == 0)
    }
}

/// Set once a program has ended.
private final class Over: Sendable {
    let flag = Mutex(false)
}
