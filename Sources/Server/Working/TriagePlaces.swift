import Kernel
import SupportWallet
import Synchronization

/// Of each office, the request that was looked at last of those that wait for an operator: the next look goes on behind it.
final class TriagePlaces: Sendable {
    private let places = Mutex<[TenantID: SupportRequest.ID]>([:])

    subscript(tenant: TenantID) -> SupportRequest.ID? {
        get { places.withLock { $0[tenant] } }
        set { places.withLock { $0[tenant] = newValue } }
    }
}
