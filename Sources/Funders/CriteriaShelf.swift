import Kernel
import Storage
import Synchronization

/// Criteria that were read before, by office and version: a version is written once and never changed, so that it is
/// parsed once by a process however often shortlists ask for it. No office gets what another one read.
enum CriteriaShelf {
    struct Place: Hashable {
        let tenant: TenantID
        let version: Guideline.VersionID
    }

    /// A funder has one version at a time; so many are kept before all are let go.
    private static let most = 8_192
    private static let known = Mutex<[Place: Criteria]>([:])

    /// The criteria of that version, from the shelf or else as `read` gives them.
    static func criteria(at place: Place, read: () throws -> Criteria) rethrows -> Criteria {
        if let criteria = known.withLock({ $0[place] }) { return criteria }
        let criteria = try read()
        known.withLock { known in
            if known.count >= most { known.removeAll() }
            known[place] = criteria
        }
        return criteria
    }
}
