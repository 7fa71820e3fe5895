import Kernel
import People
import Storage
import Testing

@Suite struct SignInTests {
    @Test func `the right password begins a session that its cookie and nothing else opens`() async throws {
        let office = try await Office()
        let (token, person) = try await office.signIn.begin(
            email: "ADA@ours.example", password: Office.password, at: office.clock.now())
        let principal = try await office.authenticator.principal(session: token.text)
        #expect(principal?.person == person.id && principal?.csrf == token.csrf && principal?.has(.admin) == true)
        #expect(try await office.authenticator.principal(session: token.id.description) == nil)
        #expect(try await office.authenticator.principal(session: String(repeating: "0", count: 64)) == nil)
    }

    @Test func `J26 an unknown name, a wrong password and a disabled person get the same answer`() async throws {
        let office = try await Office()
        let broker = try await office.add("bob@ours.example")
        let now = office.clock.now()
        try await office.database.write { db in
            _ = try Person.move(
                broker.id, on: .disable, version: 1, tenant: broker.tenant, by: .system("test"), at: now, db)
        }
        for (email, password) in [
            ("nobody@ours.example", Office.password), ("ada@ours.example", "wrong wrong wrong"),
            ("bob@ours.example", Office.password),
        ] {
            await #expect(throws: PeopleRefusal.signInFailed) {
                try await office.signIn.begin(email: email, password: password, at: office.clock.now())
            }
        }
    }

    @Test(arguments: ["ada@ours.example", "nobody@ours.example"])
    func `J26 ten failures lock a name out for 15 minutes, known or not`(email: String) async throws {
        let office = try await Office()
        for _ in 0..<10 {
            await #expect(throws: PeopleRefusal.signInFailed) {
                try await office.signIn.begin(email: email, password: "wrong wrong wrong", at: office.clock.now())
            }
        }
        office.clock.advance(.minutes(14))
        await #expect(throws: PeopleRefusal.lockedOut) {
            try await office.signIn.begin(email: email, password: Office.password, at: office.clock.now())
        }
        office.clock.advance(.minutes(1))
        if email.hasPrefix("ada") {
            _ = try await office.signIn.begin(email: email, password: Office.password, at: office.clock.now())
        }
    }

    @Test func `J26 an unknown name costs the same hashing as a known one`() async throws {
        let passwords = Passwords(cost: 15)
        let hash = await passwords.hash(Office.password)
        let clock = ContinuousClock()
        // The best of several: other tests run beside this one.
        var (known, unknown) = (Duration.seconds(60), Duration.seconds(60))
        for _ in 0..<5 {
            known = min(known, await clock.measure { _ = await passwords.matches("wrong wrong wrong", hash) })
            unknown = min(unknown, await clock.measure { _ = await passwords.matches("wrong wrong wrong", nil) })
        }
        #expect(unknown > known / 4 && unknown < known * 4)
        #expect(await passwords.matches(Office.password, nil) == false)
    }

    @Test func `guesses that run side by side cannot pass the lock-out`() async throws {
        let office = try await Office()
        let outcomes = try await withThrowingTaskGroup(of: PeopleRefusal?.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    do {
                        _ = try await office.signIn.begin(
                            email: "ada@ours.example", password: "wrong wrong wrong", at: office.clock.now())
                        return nil
                    } catch let refusal as PeopleRefusal {
                        return refusal
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == .signInFailed }.count == 10)
        #expect(outcomes.filter { $0 == .lockedOut }.count == 30)
    }

    @Test(arguments: [(12 * 60 - 1, true), (12 * 60, false)])
    func `a session nobody uses ends after 12 hours`(minutes: Int, isOpen: Bool) async throws {
        let office = try await Office()
        let (token, _) = try await office.signIn.begin(
            email: "ada@ours.example", password: Office.password, at: office.clock.now())
        office.clock.advance(.minutes(Int64(minutes)))
        #expect(try await (office.authenticator.principal(session: token.text) != nil) == isOpen)
    }

    @Test func `a session in use ends after 30 days`() async throws {
        let office = try await Office()
        let (token, _) = try await office.signIn.begin(
            email: "ada@ours.example", password: Office.password, at: office.clock.now())
        for _ in 0..<59 {
            office.clock.advance(.hours(11))
            #expect(try await office.authenticator.principal(session: token.text) != nil)
        }
        office.clock.set(Moment(seconds: 1_800_000_000) + .days(30))
        #expect(try await office.authenticator.principal(session: token.text) == nil)
    }

    @Test func `what was used last is written once a minute`() async throws {
        let office = try await Office()
        let (token, person) = try await office.signIn.begin(
            email: "ada@ours.example", password: Office.password, at: office.clock.now())
        let start = office.clock.now()
        for seconds in [10, 59, 60, 100] as [Int64] {
            office.clock.set(start + .seconds(seconds))
            _ = try await office.authenticator.principal(session: token.text)
        }
        let sessions = try await office.database.read { db in
            try Session.list(of: person.id, tenant: person.tenant, db)
        }
        #expect(sessions.map(\.seenAt) == [start + .seconds(60)])
    }
}
