import Applications
import Funders
import Kernel
import Storage
import Submissions

/// An application's offers side by side (E26). Offers of different currencies are never compared: each has a table of its
/// own.
package struct OfferComparison: Sendable {
    package struct Column: Sendable {
        package let offer: Offer
        package let funderName: String
        package let figures: OfferFigures
        package let stipulationsOpen: Int

        package func cell(_ figure: OfferFigure) -> OfferCell { OfferCell(figure, of: offer, figures) }
    }

    package struct Table: Sendable {
        package let currency: Currency
        package let columns: [Column]

        /// The offers whose figure is the best of the row: none where fewer than two have it, all of them are equal, or no
        /// value is better than another.
        package func best(_ figure: OfferFigure) -> Set<Offer.ID> {
            let ranked = columns.compactMap { column in
                column.offer.state.isStanding ? column.cell(figure).rank.map { (column.offer.id, $0) } : nil
            }
            let ranks = ranked.map(\.1)
            guard figure.better != .neither, let least = ranks.min(), let most = ranks.max(), least < most else {
                return []
            }
            let best = figure.better == .more ? most : least
            return Set(ranked.filter { $0.1 == best }.map(\.0))
        }
    }

    /// What the columns are ordered by: the best first, or the worst; offers without the figure come last.
    package struct Order: Sendable, Equatable {
        package let figure: OfferFigure
        package let isWorstFirst: Bool

        package init(_ figure: OfferFigure, isWorstFirst: Bool = false) {
            self.figure = figure
            self.isWorstFirst = isWorstFirst
        }

        /// `net`, or `-net` for the worst first.
        package init?(_ text: String) {
            let isWorstFirst = text.hasPrefix("-")
            guard let figure = OfferFigure(rawValue: String(text.dropFirst(isWorstFirst ? 1 : 0))) else { return nil }
            self.init(figure, isWorstFirst: isWorstFirst)
        }

        var text: String { (isWorstFirst ? "-" : "") + figure.rawValue }
    }

    package let application: Application
    package let tables: [Table]

    package init(_ application: Application, _ columns: [Column], by order: Order?) {
        self.application = application
        tables = Self.tables(of: columns, by: order)
    }

    /// A table for each currency.
    static func tables(of columns: [Column], by order: Order?) -> [Table] {
        Currency.allCases.compactMap { currency in
            let own = columns.filter { $0.offer.terms.currency == currency }
            return own.isEmpty ? nil : Table(currency: currency, columns: order.map { sorted(own, $0) } ?? own)
        }
    }

    private static func sorted(_ columns: [Column], _ order: Order) -> [Column] {
        let ranked = columns.map { (column: $0, rank: $0.cell(order.figure).rank) }
        let isRising = (order.figure.better == .more) == order.isWorstFirst
        let known = ranked.filter { $0.rank != nil }.sorted { first, second in
            let (left, right) = (first.rank ?? 0, second.rank ?? 0)
            if left != right { return isRising ? left < right : left > right }
            return first.column.offer.id < second.column.offer.id
        }
        return known.map(\.column) + ranked.filter { $0.rank == nil }.map(\.column)
    }

    /// The application's offers with what their funders' terms add: those that stand, or all that were ever made.
    package static func of(
        _ id: Application.ID, all isAll: Bool = false, by order: Order? = nil,
        agreed: AgreedCommission.Reader = { _, _ in nil }, tenant: TenantID, _ db: Connection
    ) throws -> OfferComparison {
        let application = try Application.find(id, tenant: tenant, db)
        let offers = try Offer.of(application: id, tenant: tenant, db).filter { isAll || $0.state.isStanding }
        let columns = try offers.map { offer in
            let criteria = try Guideline.of(offer.funder, tenant: tenant, db)?.criteria
            let points = criteria.flatMap { $0.currency == offer.terms.currency ? $0.commissionPoints : nil }
            return Column(
                offer: offer, funderName: try Funder.find(offer.funder, tenant: tenant, db).name,
                figures: OfferFigures(
                    offer.terms, agreed: try agreed(offer, db), usualPoints: points.map { Percent(thousandths: $0) }),
                stipulationsOpen: try Stipulation.open(offer: offer.id, tenant: tenant, db).count)
        }
        return OfferComparison(application, columns, by: order)
    }
}

extension Offer {
    /// An application's offers, the newest first.
    package static func of(
        application: Application.ID, tenant: TenantID, _ db: Connection
    ) throws -> [Offer] {
        try db.rows(
            """
            SELECT \(part: columns) FROM offer
             WHERE tenant_id = \(tenant) AND application_id = \(application)
             ORDER BY id DESC
            """
        ).map(Offer.init)
    }
}
