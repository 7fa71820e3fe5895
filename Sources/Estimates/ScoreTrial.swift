/// What came of the cases of a month beside the score that their funder had before it: a score that tells something has
/// shares that rise with it (L03). Pure: the same sums give the same trial.
package struct ScoreTrial: Equatable, Sendable {
    /// What became of one month's cases with one funder.
    package struct Sum: Sendable {
        package let funder: String
        /// Of the sending: 202611.
        package let month: Int
        package let cases: PastCases

        package init(funder: String, month: Int, cases: PastCases) {
            self.funder = funder
            self.month = month
            self.cases = cases
        }
    }

    package struct Month: Equatable, Sendable {
        package let month: Int
        /// Of each band, the cases whose funder stood in it when they went out.
        package fileprivate(set) var bands = ScoreTrial.bands.map { _ in PastCases() }
        fileprivate var points = 0

        package var cases: PastCases { bands.reduce(PastCases(), +) }
        /// Of all cases, rounded half up; nil without any.
        package var meanPoints: Int? {
            let sent = cases.sent
            return sent == 0 ? nil : (points * 2 + sent) / (2 * sent)
        }
    }

    /// The points of each band.
    package static let bands = [0...19, 20...39, 40...59, 60...79, 80...100]

    /// Months with cases; one before which the office had none is left out: nothing had a score.
    package let months: [Month]

    /// `only`: that funder's cases alone; its score is the same as beside the others.
    package init(_ sums: [Sum], months: [Int], only: String? = nil) {
        self.months = months.compactMap { month in
            // The twelve months before it: 202511 to 202610.
            let past = Dictionary(grouping: sums.filter { $0.month >= month - 100 && $0.month < month }, by: \.funder)
                .mapValues { $0.reduce(PastCases()) { $0 + $1.cases } }
            let office = past.values.reduce(PastCases(), +)
            guard office.sent > 0 else { return nil }
            var made = Month(month: month)
            for sum in sums where sum.month == month && (only == nil || sum.funder == only) {
                let points = FundingScore(past[sum.funder] ?? PastCases(), size: nil, office: office).points
                guard let band = Self.bands.firstIndex(where: { $0.contains(points) }) else { continue }
                made.bands[band] = made.bands[band] + sum.cases
                made.points += points * sum.cases.sent
            }
            return made.cases.sent > 0 ? made : nil
        }
    }

    /// What came of each band in all months.
    package var total: [PastCases] {
        months.reduce(Self.bands.map { _ in PastCases() }) { sums, month in zip(sums, month.bands).map(+) }
    }
}
