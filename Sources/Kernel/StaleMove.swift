/// Somebody else moved the record between the reading and the writing.
package struct StaleMove: Refusal, Equatable {
    package let record: String

    package init(record: String) { self.record = record }

    package var kind: RefusalKind { .conflict }
    package var code: String { "stale" }
    package var reason: String { "\(record) was changed by somebody else meanwhile; look at it again" }
}
