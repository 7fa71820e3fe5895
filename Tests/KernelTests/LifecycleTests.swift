import Testing

@testable import Kernel

@Suite struct LifecycleTests {
    enum State: String, CaseIterable, Sendable { case open, accepted, expired, funded }
    enum Event: String, CaseIterable, Sendable { case accept, expire, fund, touch }

    // swift-format-ignore
    static let lifecycle = Lifecycle<State, Event>([
        // from         on         to
        (.open,         .touch,    .open),
        (.open,         .accept,   .accepted),
        (.open,         .expire,   .expired),
        (.accepted,     .fund,     .funded),
    ])

    @Test func `every pair of state and event is a row of the table or refused`() throws {
        let table = TextTable(
            """
            from       accept     expire    fund     touch
            open       accepted   expired   -        open
            accepted   -          -         funded   -
            expired    -          -         -        -
            funded     -          -         -        -
            """)
        for row in table.rows {
            let from = try #require(State(rawValue: row["from"]))
            for event in Event.allCases {
                let target = Self.lifecycle.target(from: from, on: event)
                #expect((target?.rawValue ?? "-") == row[event.rawValue], "\(row) on \(event)")
                if let target {
                    #expect(try Self.lifecycle.move(from, on: event) == target)
                } else {
                    #expect(throws: IllegalMove.self) { try Self.lifecycle.move(from, on: event) }
                }
            }
        }
    }

    @Test func `a state without a row of its own is final`() {
        #expect(State.allCases.filter(Self.lifecycle.isFinal) == [.expired, .funded])
    }

    @Test func `the events of a state stand in the order of the rows`() {
        #expect(Self.lifecycle.events(from: .open) == [.touch, .accept, .expire])
        #expect(Self.lifecycle.events(from: .funded).isEmpty)
    }

    @Test func `a refused move says what is possible and is a conflict`() throws {
        let open = #expect(throws: IllegalMove.self) { try Self.lifecycle.move(.open, on: .fund) }
        #expect(open?.reason == "fund is not possible in state open; possible now: touch, accept, expire")
        #expect(open?.kind == .conflict)
        let final = #expect(throws: IllegalMove.self) { try Self.lifecycle.move(.funded, on: .fund) }
        #expect(final?.reason == "fund is not possible in state funded; this state is final")
    }

    @Test func `a table that names two targets for one event stops the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = Lifecycle<State, Event>([(.open, .accept, .accepted), (.open, .accept, .expired)])
        }
    }
}

@Suite struct RefusalTests {
    struct Bare: Refusal {
        let reason = "mend it"
        let code = "bare"
    }

    @Test func `a refusal is invalid input unless it says otherwise`() {
        #expect(Bare().kind == .invalid)
        #expect(Bare().field == nil)
    }

    @Test func `each kind of refusal is a client error of HTTP`() {
        let kinds: [(RefusalKind, Int)] = [
            (.malformed, 400), (.unauthenticated, 401), (.forbidden, 403), (.missing, 404), (.method, 405),
            (.unacceptable, 406), (.conflict, 409), (.tooLarge, 413), (.mediaType, 415), (.invalid, 422),
            (.tooMany, 429),
        ]
        for (kind, status) in kinds { #expect(kind.rawValue == status) }
    }

    @Test func `a record's refusals name its kind and id`() {
        let id = Identifier<Bare>(bits: 1)
        let unknown = RecordRefusal.unknown("funder", id)
        #expect(unknown.kind == .missing)
        #expect(unknown.code == "not_found")
        #expect(unknown.field == nil)
        #expect(unknown.reason == "there is no funder 00000000000000000000000001")
        let changed = RecordRefusal.changedMeanwhile("funder", id)
        #expect(changed.kind == .conflict)
        #expect(changed.code == "changed_meanwhile")
        #expect(changed.field == "version")
        #expect(changed.reason.contains("funder 00000000000000000000000001"))
        #expect(StaleMove(record: "offer 1").kind == .conflict)
        #expect(StaleMove(record: "offer 1").reason.hasPrefix("offer 1 was changed"))
    }

    @Test func `a plain refusal says what it is given`() {
        let refusal = PlainRefusal(.tooMany, code: "slow_down", field: "q", "ask less often")
        #expect(refusal.kind == .tooMany)
        #expect(refusal.code == "slow_down")
        #expect(refusal.field == "q")
        #expect(refusal.reason == "ask less often")
    }
}

@Suite struct WhoTests {
    @Test func `who acted is written as text and reads back`() {
        let cases: [(Who, String)] = [
            (.person(PersonID(bits: 31)), "person:0000000000000000000000000z"), (.key("importer"), "key:importer"),
            (.key("a:b"), "key:a:b"), (.system("poller"), "system:poller"),
        ]
        for (who, text) in cases {
            #expect(who.text == text)
            #expect(Who(text: text) == who)
        }
    }

    @Test(arguments: ["", "poller", "person:", "person:7", "robot:x", ":x", "Person:0000000000000000000000000z"])
    func `a text that names nobody is refused`(_ text: String) {
        #expect(Who(text: text) == nil)
    }
}
