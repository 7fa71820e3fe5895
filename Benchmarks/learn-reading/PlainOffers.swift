import Classification
import Kernel
import TestReadings

/// Offers in the usual layouts: each frame with terms of several sizes. The frames of a fold teach no other one.
struct PlainOffers {
    let folds: Int

    /// The terms of one option, in whole dollars, hundredths and counts.
    private struct Terms {
        let amount, factor, count, points: Int
        var payback: Int { amount * factor / 100 }
        var payment: Int { payback / count }
    }

    private static let sizes = [
        Terms(amount: 25_000, factor: 135, count: 100, points: 10),
        Terms(amount: 8_500, factor: 144, count: 60, points: 12),
        Terms(amount: 40_000, factor: 130, count: 120, points: 9),
        Terms(amount: 62_500, factor: 128, count: 32, points: 8),
        Terms(amount: 15_000, factor: 139, count: 24, points: 11),
        Terms(amount: 120_000, factor: 125, count: 52, points: 6),
        Terms(amount: 33_000, factor: 142, count: 80, points: 7),
        Terms(amount: 50_000, factor: 137, count: 18, points: 5),
    ]

    func all() -> [LabelledMail] {
        Lesson.rows("frames-offers").enumerated().flatMap { place, row -> [LabelledMail] in
            guard row.count == 3 else { return [] }
            return Self.sizes.indices.map { mail(place, $0, row) }
        }
    }

    private func mail(_ place: Int, _ size: Int, _ row: [String]) -> LabelledMail {
        let paid = row[0].split(separator: " ").map(String.init)
        let documents = row[1].split(separator: " ").compactMap { DocumentCode(rawValue: String($0)) }
        var text = row[2].replacing("\\n", with: "\n").replacing("\\t", with: "\t")
        var label = Reading(outcome: .offered)
        for (option, names) in ["afbtpc", "AFBTPC"].enumerated() {
            let terms = Self.sizes[(size + option * 3) % Self.sizes.count]
            let keys = names.map { "{\($0)}" }
            guard text.contains(keys[0]) else { continue }
            var offer = OfferTerms()
            func fill(_ key: Int, _ shown: String, _ set: (inout OfferTerms) -> Void) {
                guard text.contains(keys[key]) else { return }
                text = text.replacing(keys[key], with: shown)
                set(&offer)
            }
            let sign = size % 3 == 0 ? "" : "$"
            fill(0, sign + grouped(terms.amount)) { $0.amount = ExactNumber(whole: Int32(terms.amount)) }
            fill(1, "1.\(terms.factor - 100)") { $0.factorRate = ExactNumber(Int64(terms.factor), decimals: 2) }
            fill(2, sign + grouped(terms.payback)) { $0.paybackAmount = ExactNumber(whole: Int32(terms.payback)) }
            fill(3, "\(terms.count)") {
                $0.termValue = terms.count
                $0.termUnit = OfferTerms.TermUnit(rawValue: paid[1])
            }
            fill(4, sign + grouped(terms.payment)) { $0.paymentAmount = ExactNumber(whole: Int32(terms.payment)) }
            offer.paymentFrequency = OfferTerms.Frequency(rawValue: paid[0])
            label.offers.append(offer)
        }
        let points = Self.sizes[size].points
        if text.contains("{c}") {
            text = text.replacing("{c}", with: "\(points)")
            for option in label.offers.indices {
                label.offers[option].commissionPoints = ExactNumber(whole: Int32(points))
            }
        }
        label.requestedDocuments = documents
        label.also = documents.isEmpty ? [] : [.requestedDocuments]
        return LabelledMail(
            file: "plain \(place % folds)", input: ReplyInput(subject: "Re: Corner Shop", body: text), label: label)
    }

    private func grouped(_ units: Int) -> String {
        units < 1000 ? "\(units)" : "\(units / 1000),\(String(1000 + units % 1000).dropFirst())"
    }
}
