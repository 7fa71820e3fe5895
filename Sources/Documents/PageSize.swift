/// A sheet of paper, in points (1/72 inch).
package enum PageSize: Sendable, CaseIterable {
    /// 8.5 × 11 inches: the trade's own.
    case letter
    /// 210 × 297 mm (ISO 216).
    case a4

    package var width: Double { self == .letter ? 612 : 595.276 }
    package var height: Double { self == .letter ? 792 : 841.89 }
}
