import Applications
import Deals
import Kernel
import Sheets

/// Which deal a line names: by a number, or by the merchant's name.
struct RemittanceNames: Sendable {
    private var byReference: [String: [Int]] = [:]
    private var byMerchant: [String: [Int]] = [:]

    /// What led from a line to its deal.
    enum Way: Sendable {
        case reference, merchant, chosen

        var reason: String {
            switch self {
            case .reference: "by the deal's number; what was open is paid"
            case .merchant: "by the merchant's name; what was open is paid"
            case .chosen: "by a person's choice; what was open is paid"
            }
        }
    }

    enum Answer {
        case deal(Int, Way)
        case several([Int], reason: String)
        case none(reason: String)
    }

    init(_ deals: [RemittanceExpectation]) {
        for (index, deal) in deals.enumerated() {
            for key in Set(deal.references.compactMap(SheetText.key)) {
                byReference[key, default: []].append(index)
            }
            for key in Set(deal.merchants.compactMap(Self.merchant)) { byMerchant[key, default: []].append(index) }
        }
    }

    private static func merchant(_ name: String?) -> String? {
        let key = name.map(Folding.company) ?? ""
        return key.isEmpty ? nil : key
    }

    /// A number outweighs a name. Of several deals of one name the amount funded decides, then what is open to the cent.
    func answer(for line: RemittanceLine, _ deals: [RemittanceExpectation]) -> Answer {
        let numbered = SheetText.key(line.reference).flatMap { byReference[$0] } ?? []
        let named = Self.merchant(line.merchant).flatMap { byMerchant[$0] } ?? []
        if !numbered.isEmpty {
            let both = numbered.filter(named.contains)
            if both.isEmpty, !named.isEmpty {
                return .several(numbered + named, reason: "its number is of one deal and its merchant of another")
            }
            return only(both.isEmpty ? numbered : both, line, deals, .reference)
        }
        if !named.isEmpty { return only(named, line, deals, .merchant) }
        return .none(
            reason: line.reference == nil
                ? "no funded deal with this funder is of this merchant"
                : "no funded deal with this funder has this number or merchant")
    }

    private func only(_ indices: [Int], _ line: RemittanceLine, _ deals: [RemittanceExpectation], _ way: Way) -> Answer
    {
        var left = indices
        if left.count > 1, let funded = line.funded {
            let same = left.filter { deals[$0].funded == funded && deals[$0].currency == line.currency }
            if !same.isEmpty { left = same }
        }
        if left.count > 1 {
            let exact = left.filter { deals[$0].open == line.amount && deals[$0].currency == line.currency }
            if !exact.isEmpty { left = exact }
        }
        if left.count == 1 { return .deal(left[0], way) }
        return .several(left, reason: "\(left.count) deals go by this name, and nothing tells which one is paid")
    }
}
