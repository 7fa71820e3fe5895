/// A table of moves: in state `from`, on event `on`, to state `to`. There is no other way from state to state.
package struct Lifecycle<State: Hashable & Sendable, Event: Hashable & Sendable>: Sendable {
    package struct Move: Sendable {
        package let from: State
        package let on: Event
        package let to: State
    }

    package let moves: [Move]
    private let targets: [Key: State]

    private struct Key: Hashable, Sendable {
        let from: State
        let on: Event
    }

    package init(_ rows: [(State, Event, State)]) {
        moves = rows.map { Move(from: $0.0, on: $0.1, to: $0.2) }
        var targets: [Key: State] = [:]
        for move in moves {
            let former = targets.updateValue(move.to, forKey: Key(from: move.from, on: move.on))
            precondition(former == nil, "a lifecycle names one target for \(move.from) on \(move.on)")
        }
        self.targets = targets
    }

    /// Where `event` leads from `state`, or nil where the table has no such row.
    package func target(from state: State, on event: Event) -> State? { targets[Key(from: state, on: event)] }

    /// Where `event` leads from `state`; a move that is not in the table is refused (409).
    package func move(_ state: State, on event: Event) throws(IllegalMove) -> State {
        guard let next = target(from: state, on: event) else {
            throw IllegalMove(from: "\(state)", on: "\(event)", allowed: events(from: state).map { "\($0)" })
        }
        return next
    }

    /// The events that the table knows in `state`, in the order of its rows.
    package func events(from state: State) -> [Event] {
        var events: [Event] = []
        for move in moves where move.from == state { events.append(move.on) }
        return events
    }

    package func isFinal(_ state: State) -> Bool { !moves.contains { $0.from == state } }
}

/// A move that the record's table does not have.
package struct IllegalMove: Refusal, Equatable {
    package let from: String
    package let on: String
    package let allowed: [String]

    package var kind: RefusalKind { .conflict }
    package var code: String { "illegal_move" }
    package var reason: String {
        let rest = allowed.isEmpty ? "this state is final" : "possible now: \(allowed.joined(separator: ", "))"
        return "\(on) is not possible in state \(from); \(rest)"
    }
}
