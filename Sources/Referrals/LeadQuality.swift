import Kernel

/// How good the leads of a year were: by score, and month by month (L03, G66).
struct LeadQuality: Sendable {
    let bands: [LeadBand]

    init(_ bands: [LeadBand]) { self.bands = bands }

    /// Decimal text of a percentage; nil of nothing.
    static func rate(_ part: Int, of whole: Int) -> Value {
        whole == 0
            ? .null : .string(FixedPoint.short(Rounding.halfEven(Int64(part) * 1000, over: Int64(whole)), places: 1))
    }

    private static func value(_ rows: [LeadBand]) -> Value {
        func sum(_ count: (LeadBand) -> Int) -> Int { rows.reduce(0) { $0 + count($1) } }
        let (submitted, approved, rejected) = (sum(\.submitted), sum(\.approved), sum(\.rejected))
        let deals = sum(\.converted) - sum(\.lost)
        return [
            "submitted": Value(submitted), "approved": Value(approved), "rejected": Value(rejected),
            "converted": Value(deals), "approval_rate": rate(approved, of: approved + rejected),
            "conversion_rate": rate(deals, of: approved),
        ]
    }

    var value: Value {
        let byBand = Dictionary(grouping: bands, by: \.band)
        let byMonth = Dictionary(grouping: bands, by: \.month)
        return [
            "bands": .list(
                (0...9).reversed().map { band in
                    Self.value(byBand[band] ?? [])
                        .adding("label", .string("\(band * 10) to \(band == 9 ? 100 : band * 10 + 9)"))
                }),
            "months": .list(
                byMonth.keys.sorted(by: >).map { month in
                    let rows = byMonth[month] ?? []
                    let count = rows.reduce(0) { $0 + $1.submitted }
                    let middle = rows.reduce(0) { $0 + $1.submitted * ($1.band * 10 + 5) }
                    return Self.value(rows).adding("month", .string(month))
                        .adding("middle_score", count == 0 ? .null : Value(middle / count))
                }),
        ]
    }
}
