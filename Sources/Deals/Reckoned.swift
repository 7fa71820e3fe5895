/// A quantity of an offer: as the funder stated it, as it follows from what is stated, or missing with its reason. Nothing
/// is ever guessed.
package enum Reckoned<Quantity: Sendable & Equatable>: Sendable, Equatable {
    case stated(Quantity)
    /// With the formula in words.
    case computed(Quantity, by: String)
    case missing(String)

    package var quantity: Quantity? {
        switch self {
        case .stated(let quantity), .computed(let quantity, _): quantity
        case .missing: nil
        }
    }

    package var whyMissing: String? {
        if case .missing(let reason) = self { reason } else { nil }
    }

    /// What follows from this by a formula; where this is missing, so is that, for the same reason.
    func giving<Other>(_ formula: String, _ make: (Quantity) -> Other) -> Reckoned<Other> {
        switch self {
        case .stated(let quantity), .computed(let quantity, _): .computed(make(quantity), by: formula)
        case .missing(let reason): .missing(reason)
        }
    }

    /// What follows from this and another.
    func and<Second, Other>(
        _ second: Reckoned<Second>, giving formula: String, _ make: (Quantity, Second) -> Other
    ) -> Reckoned<Other> {
        switch (quantity, second.quantity) {
        case (let first?, let second?): .computed(make(first, second), by: formula)
        case (nil, _): .missing(whyMissing ?? "")
        case (_, nil): .missing(second.whyMissing ?? "")
        }
    }
}
