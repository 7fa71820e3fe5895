import Kernel
import Synchronization

/// How many may save a list at the same time: each reads the database from the list's beginning to its end.
package final class SavingPlaces: Sendable {
    private let most: Int
    private let taken = Mutex(0)

    package init(most: Int = 2) { self.most = most }

    /// A place until whoever has it lets go; refused (429) where none is free.
    func take() throws -> Place {
        let isFree = taken.withLock { taken in
            guard taken < most else { return false }
            taken += 1
            return true
        }
        guard isFree else { throw SavingRefusal.busy }
        return Place(of: self)
    }

    struct Place: ~Copyable, Sendable {
        private let places: SavingPlaces

        fileprivate init(of places: SavingPlaces) { self.places = places }

        deinit { places.taken.withLock { $0 -= 1 } }
    }
}

/// Why a list is not saved now.
private enum SavingRefusal: Refusal {
    case busy

    var kind: RefusalKind { .tooMany }
    var code: String { "being_saved" }
    var reason: String { "this list is being saved by others at present: try again in a minute" }
}
