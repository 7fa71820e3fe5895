import Kernel
import Storage

/// What kind of organisation refers (G03).
package enum ReferrerKind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case portal
    case channelPartner = "channel_partner"
    case vendor, customer

    package var label: String {
        switch self {
        case .portal: "Portal"
        case .channelPartner: "Channel partner"
        case .vendor: "Vendor"
        case .customer: "Customer"
        }
    }
}
