import Cohorts
import Kernel
import Storage

/// The figures of a report, of the cohorts that it is about. What it tells of people is made of cells that each cohort may
/// show, so that no two reports differ by a hidden one (0026).
struct ReportFigures: Sendable {
    /// What came in, was allocated, and was paid out.
    struct Money: Sendable, Equatable {
        var paidIn = Cents.zero
        var allocated = Cents.zero
        var paidOut = Cents.zero
    }

    let cohorts: [FundedCohort]
    let money: [Currency: Money]
    private let figures: [Cohort.ID: CohortFigures]
    /// Averages over the cohorts that may show theirs; nil where none may.
    private(set) var skills: SkillTriad?
    private(set) var momentum: Int?
    private(set) var daysToFirstIncome: Int?

    init(_ scope: ReportWish.Scope, of partner: Partner, _ db: Connection) throws {
        let own = try FundedCohort.of(partner, db)
        switch scope {
        case .cohort(let id):
            cohorts = own.filter { $0.cohort.id == id }
            guard let cohort = cohorts.first else { throw CohortRefusal.unknown(id) }
            money = [cohort.cohort.currency: Money(allocated: cohort.allocated, paidOut: cohort.disbursed)]
        case .time(let from, let to):
            cohorts = own.filter { $0.cohort.state == .closed && (from...to).contains($0.cohort.endsOn) }
            money = try FundingEvent.sums(of: partner, from: from, to: to, db).mapValues { sums in
                func sum(_ kinds: FundingEvent.Kind...) -> Cents { kinds.reduce(.zero) { $0 + (sums[$1] ?? .zero) } }
                return Money(
                    paidIn: sum(.received, .takenBack, .paidBack), allocated: sum(.allocated, .adjusted, .givenBack),
                    paidOut: sum(.paidOut))
            }
        }
        var figures: [Cohort.ID: CohortFigures] = [:]
        for cohort in cohorts {
            figures[cohort.cohort.id] = try CohortFigures.of(cohort.cohort.id, tenant: partner.tenant, db)
        }
        self.figures = figures
        func over(_ isShown: (CohortFigures) -> Bool) throws -> CohortFigures? {
            let shown = Set(figures.filter { isShown($0.value) }.keys)
            return shown.isEmpty ? nil : try CohortFigures.of(shown, tenant: partner.tenant, db)
        }
        skills = try over { $0.skilled >= ShownCount.least }?.skills
        momentum = try over { $0.paced >= ShownCount.least }?.momentum
        daysToFirstIncome = try over {
            ShownCount($0.earners, of: $0.supported).count.map { $0 >= ShownCount.least } ?? false
        }?.daysToFirstIncome
    }

    /// The part of those supported who did something, of the cohorts that may show it; nil where none may, or nobody was.
    func share(of count: KeyPath<CohortFigures, Int>, within whole: KeyPath<CohortFigures, Int>? = nil) -> ReportShare?
    {
        let shown = figures.values.compactMap { one -> ReportShare? in
            // Where the larger part is hidden, what is left of it tells nothing.
            let larger = whole.flatMap { ShownCount(one[keyPath: $0], of: one.supported).count } ?? one.supported
            return ShownCount(one[keyPath: count], of: one.supported, larger).count.map {
                ReportShare(count: $0, whole: one.supported)
            }
        }
        let whole = shown.reduce(0) { $0 + $1.whole }
        return whole > 0 ? ReportShare(count: shown.reduce(0) { $0 + $1.count }, whole: whole) : nil
    }

    /// How many stood at each level, as a part of all who were supported; what may not be shown is together under nil.
    func levels(_ levels: KeyPath<CohortFigures, [Int: Int]>) -> (shares: [Int: ReportShare], hidden: ReportShare)? {
        var (shown, whole): ([Int: Int], Int) = ([:], 0)
        for one in figures.values where one.supported >= ShownCount.least {
            whole += one.supported
            for (level, count) in Self.cells(one[keyPath: levels], of: one.supported) {
                shown[level, default: 0] += count
            }
        }
        guard whole > 0 else { return nil }
        let hidden = whole - shown.values.reduce(0, +)
        return (
            shown.mapValues { ReportShare(count: $0, whole: whole) }, ReportShare(count: hidden, whole: whole)
        )
    }

    /// No level: not measured.
    static let unmeasured = -1

    /// The cells that may be shown: those with fewer than five go, and then the next larger ones, until at least two are hidden
    /// which together are five or more; none of them follows from the others then.
    static func cells(_ levels: [Int: Int], of whole: Int) -> [Int: Int] {
        var all = levels.filter { $0.value > 0 }
        let measured = all.values.reduce(0, +)
        if whole > measured { all[unmeasured] = whole - measured }
        var hidden = all.filter { ShownCount.isTelling($0.value) }
        guard !hidden.isEmpty else { return all }
        var open = all.filter { hidden[$0.key] == nil }.sorted { ($0.value, $0.key) < ($1.value, $1.key) }[...]
        while hidden.count < 2 || hidden.values.reduce(0, +) < ShownCount.least, let next = open.popFirst() {
            hidden[next.key] = next.value
        }
        return all.filter { hidden[$0.key] == nil }
    }
}
