import Synchronization

/// Where the time comes from. Passed in wherever time matters, so that a test can move it.
package protocol Clock: Sendable {
    func now() -> Moment
}

/// The machine's clock.
package struct SystemClock: Clock {
    package init() {}

    package func now() -> Moment {
        let since = ContinuousWallClock.sinceEpoch()
        return Moment(milliseconds: since.seconds * 1000 + since.nanoseconds / 1_000_000)
    }
}

/// A clock that stands still until it is moved.
package final class ManualClock: Clock {
    private let moment: Mutex<Moment>

    package init(_ moment: Moment) { self.moment = Mutex(moment) }

    package func now() -> Moment { moment.withLock { $0 } }
    package func set(_ new: Moment) { moment.withLock { $0 = new } }
    package func advance(_ span: Span) { moment.withLock { $0 = $0 + span } }
}
