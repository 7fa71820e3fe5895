import Applications
import Kernel
import People
import Storage
import Web

/// The routes of an application's offers side by side, for the broker and for the merchant.
package struct OfferComparisonRoutes: Sendable {
    let database: Database
    let agreed: AgreedCommission.Reader

    private static let chosen: [FieldShape] = [
        .required("offer", .list, "the offers that are shown, one member each"),
        .optional("names", .flag, "tell the merchant who the funders are"), .optional("sort", .text(max: 40)),
    ]

    /// `agreed` reads the office's commission terms, which stand in a slice above.
    package static func routes(database: Database, agreed: @escaping AgreedCommission.Reader) -> [Route] {
        let pages = Self(database: database, agreed: agreed)
        let order: [FieldShape] = [
            .optional("sort", .text(max: 40), "a figure, the best first; with - before it the worst first"),
            .optional("all", .flag, "those that stand no longer too"),
        ]
        // swift-format-ignore
        return [
            .get("/applications/{id}/offers",              for: .readers, "The application's offers side by side", pages.index)
                .taking(order),
            .get("/applications/{id}/offers/export",       for: .readers, "The same as comma-separated text", pages.export)
                .taking(order),
            .get("/applications/{id}/offers/merchant",     for: .brokers, "Chosen offers for the merchant, without the broker's own figures", pages.merchant)
                .taking(chosen),
            .get("/applications/{id}/offers/merchant/pdf", for: .brokers, "The same as PDF", pages.paper)
                .taking(chosen),
        ]
    }

    func index(_ request: Request) async throws -> Answer {
        let order = try Self.order(request)
        let isAll = request.query.flag("all")
        let comparison = try await comparison(request, all: isAll, by: order)
        let value = comparison.value(by: order).adding("all", .bool(isAll))
        return .view("deals/comparison", value, title: "Offers side by side")
    }

    func export(_ request: Request) async throws -> Answer {
        let comparison = try await comparison(
            request, all: request.query.flag("all"), by: try Self.order(request))
        return comparison.commaText.answer(name: "offers-\(comparison.application.reference).csv")
    }

    func merchant(_ request: Request) async throws -> Answer {
        let offers = try await offers(request)
        let id = try request.id("id", Application.self)
        let value = offers.value.adding("application", Value(id))
            .adding("address", .string(Query.encoded(request.query.entries)))
        return .view("deals/merchant", value, title: "Your offers")
    }

    func paper(_ request: Request) async throws -> Answer {
        let offers = try await offers(request)
        let name = "offers-\(offers.sheet.reference).pdf"
        return .bytes(try offers.sheet.render(date: offers.asOf), type: "application/pdf")
            .adding("Content-Disposition", "attachment; filename=\"\(name)\"")
    }

    private func comparison(
        _ request: Request, all isAll: Bool, by order: OfferComparison.Order?
    ) async throws -> OfferComparison {
        let caller = try request.caller
        let id = try request.id("id", Application.self)
        return try await database.read { [agreed] db in
            try OfferComparison.of(id, all: isAll, by: order, agreed: agreed, tenant: caller.tenant, db)
        }
    }

    private func offers(_ request: Request) async throws -> MerchantOffers {
        let caller = try request.caller
        let id = try request.id("id", Application.self)
        let order = try Self.order(request)
        let names = request.query.flag("names")
        let chosen = try request.query.all("offer").prefix(Self.mostChosen).map { text in
            guard let id = Offer.ID(text) else {
                throw PlainRefusal(.invalid, code: "invalid", field: "offer", "an offer is named by its id")
            }
            return id
        }
        return try await database.read { db in
            let comparison = try OfferComparison.of(id, by: order, tenant: caller.tenant, db)
            return try MerchantOffers(comparison, chosen: chosen, names: names, tenant: caller.tenant, db)
        }
    }

    private static let mostChosen = 50

    private static func order(_ request: Request) throws -> OfferComparison.Order? {
        guard let text = try request.query.text("sort", max: 40), !text.isEmpty else { return nil }
        guard let order = OfferComparison.Order(text) else {
            throw PlainRefusal(.invalid, code: "unknown_figure", field: "sort", "offers have no figure of that name")
        }
        return order
    }
}
