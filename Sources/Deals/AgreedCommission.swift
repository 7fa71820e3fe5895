import Kernel
import Storage

/// What an office's commission terms with a funder pay for a deal: a share of the amount or of the payback.
package struct AgreedCommission: Sendable, Equatable {
    package let rate: Percent
    package let isOfPayback: Bool
    /// Whether the points that an offer names go before the rate.
    package let takesOfferPoints: Bool

    package init(rate: Percent, isOfPayback: Bool = false, takesOfferPoints: Bool = true) {
        self.rate = rate
        self.isOfPayback = isOfPayback
        self.takesOfferPoints = takesOfferPoints
    }

    /// The terms in force for an offer; nil where there are none.
    package typealias Reader = @Sendable (Offer, Connection) throws -> AgreedCommission?
}
