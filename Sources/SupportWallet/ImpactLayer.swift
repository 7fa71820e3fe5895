import Storage

/// Who a record of a participant's time is for (I42).
package enum ImpactLayer: String, Sendable, CaseIterable, SQLBindable {
    /// Its owner's alone.
    case personal
    /// For who may see budgets.
    case structured
    /// To be told to others: without anything of money.
    case storytelling
}
