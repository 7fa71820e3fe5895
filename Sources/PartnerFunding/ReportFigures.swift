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
    let support: SupportUse
    private let figures: [Cohort.ID: CohortFigures]
    /// What is not told of a cohort's people, because a report told what differs by few.
    private let untold: [Cohort.ID: Set<ReportMetric>]
    /// Averages over the cohorts that may show theirs; nil where none may.
    private(set) var skills: SkillTriad?
    private(set) var momentum: Int?
    private(set) var daysToFirstIncome: Int?

    /// A correction is of the cohort of the report that it corrects, whatever became of the partner's money for it.
    init(_ scope: ReportWish.Scope, of partner: Partner, isCorrection: Bool = false, _ db: Connection) throws {
        let own = try FundedCohort.of(partner, keeping: isCorrection ? scope.cohort : nil, db)
        let cohorts = Self.cohorts(scope, own)
        if let id = scope.cohort, cohorts.isEmpty { throw CohortRefusal.unknown(id) }
        money = try Self.money(scope, cohorts, of: partner, db)
        let told = try ToldBefore.of(partner, db)
        support = try SupportUse(cohorts, told, of: partner, db)
        var (figures, untold): ([Cohort.ID: CohortFigures], [Cohort.ID: Set<ReportMetric>]) = ([:], [:])
        for cohort in cohorts.map(\.cohort) {
            figures[cohort.id] = try CohortFigures.of(cohort.id, tenant: partner.tenant, db)
            untold[cohort.id] = try told.tooFew(in: cohort, db)
        }
        (self.cohorts, self.figures, self.untold) = (cohorts, figures, untold)
        skills = try average(.skills, partner, db) { $0.skilled >= ShownCount.least }?.skills
        momentum = try average(.momentum, partner, db) { $0.paced >= ShownCount.least }?.momentum
        daysToFirstIncome = try average(.timeToFirstIncome, partner, db) {
            ShownCount($0.earners, of: $0.supported).count.map { $0 >= ShownCount.least } ?? false
        }?.daysToFirstIncome
    }

    /// Over the cohorts that may show it. One of which nobody is the partner's tells it nothing.
    private func average(
        _ metric: ReportMetric, _ partner: Partner, _ db: Connection, where isShown: (CohortFigures) -> Bool
    ) throws -> CohortFigures? {
        let shown = cohorts.filter { $0.supported.least > 0 }.filter { figures(metric, of: $0).map(isShown) ?? false }
        return shown.isEmpty
            ? nil : try CohortFigures.of(Set(shown.map(\.cohort.id)), tenant: partner.tenant, db)
    }

    /// A cohort's figures, where the metric may be told of its people.
    private func figures(_ metric: ReportMetric, of funded: FundedCohort) -> CohortFigures? {
        untold[funded.cohort.id]?.contains(metric) == true ? nil : figures[funded.cohort.id]
    }

    /// Those of a partner's cohorts that it is about.
    static func cohorts(_ scope: ReportWish.Scope, _ own: [FundedCohort]) -> [FundedCohort] {
        switch scope {
        case .cohort(let id): own.filter { $0.cohort.id == id }
        case .time(let from, let to):
            own.filter { $0.cohort.state == .closed && (from...to).contains($0.cohort.endsOn) }
        }
    }

    /// `told` is the partner's, where it is at hand: it is of all payments that there ever were.
    static func money(
        _ scope: ReportWish.Scope, _ cohorts: [FundedCohort], of partner: Partner, telling told: ToldSupport? = nil,
        _ db: Connection
    ) throws -> [Currency: Money] {
        guard case .time(let from, let to) = scope else {
            return cohorts.reduce(into: [:]) { money, cohort in
                money[cohort.cohort.currency] = Money(allocated: cohort.allocated, paidOut: cohort.disbursed)
            }
        }
        let told = try told ?? ToldSupport.of(partner, db)
        return try FundingEvent.sums(of: partner, told, from: from, to: to, db).mapValues { sums in
            func sum(_ kinds: FundingEvent.Kind...) -> Cents { kinds.reduce(.zero) { $0 + (sums[$1] ?? .zero) } }
            return Money(
                paidIn: sum(.received, .takenBack, .paidBack), allocated: sum(.allocated, .adjusted, .givenBack),
                paidOut: sum(.paidOut, .cameBack))
        }
    }

    /// The part of the partner's people who did something, of the cohorts that may show it; nil where none may, or nobody was
    /// supported. It is a part of the partner's people alone: one of the whole cohort would tell how many are others'.
    func share(
        _ metric: ReportMetric, of count: KeyPath<CohortFigures, Int>, within whole: KeyPath<CohortFigures, Int>? = nil
    ) -> ReportShare? {
        Self.sum(
            cohorts.compactMap { funded in
                guard let one = figures(metric, of: funded) else { return nil }
                /// What of the whole cohort and of the partner's people may be told.
                func shown(_ count: Int, within larger: (all: Int, own: Int)?) -> (all: Int, own: Int)? {
                    guard let own = funded.own([count, one.supported - count]) else { return nil }
                    let wholes = (all: one.supported, own: own[0] + own[1])
                    let larger = larger ?? wholes
                    guard ShownCount(count, of: wholes.all, larger.all).count != nil,
                        ShownCount(own[0], of: wholes.own, larger.own).count != nil
                    else { return nil }
                    return (count, own[0])
                }
                // Where the larger part is hidden, what is left of it tells nothing.
                let larger = whole.flatMap { shown(one[keyPath: $0], within: nil) }
                guard let found = shown(one[keyPath: count], within: larger), let own = funded.supported.count
                else { return nil }
                return ReportShare(count: found.own, whole: own)
            })
    }

    /// The part of the partner's people who have a first income, by the counts that its pages show.
    var conversion: ReportShare? {
        Self.sum(
            cohorts.compactMap { funded in
                guard let own = funded.supported.count, let earners = funded.earners.count else { return nil }
                return ReportShare(count: earners, whole: own)
            })
    }

    private static func sum(_ shares: [ReportShare]) -> ReportShare? {
        let whole = shares.reduce(0) { $0 + $1.whole }
        return whole > 0 ? ReportShare(count: shares.reduce(0) { $0 + $1.count }, whole: whole) : nil
    }

    /// How many of the partner's people stood at each level, as a part of all who were supported; what may not be shown is
    /// together under nil.
    func levels(_ levels: KeyPath<CohortFigures, [Int: Int]>) -> (shares: [Int: ReportShare], hidden: ReportShare)? {
        var (shown, whole): ([Int: Int], Int) = ([:], 0)
        for funded in cohorts {
            guard let one = figures(.identity, of: funded) else { continue }
            let counts = one[keyPath: levels].sorted { $0.key < $1.key }
            let unmeasured = one.supported - counts.reduce(0) { $0 + $1.value }
            guard let own = funded.own(counts.map(\.value) + [unmeasured]) else { continue }
            whole += own.reduce(0, +)
            let standing = Dictionary(uniqueKeysWithValues: zip(counts.map(\.key), own))
            for (level, count) in Self.cells(standing, of: own.reduce(0, +)) { shown[level, default: 0] += count }
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
