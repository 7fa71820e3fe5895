import Kernel
import TestReadings

/// The scores of several sets as a table of Markdown.
struct ScoreTable {
    let sets: [LabelledSet]

    func print() {
        Swift.print(
            "| set | cases | outcome | also | first reason | reasons F1 | documents F1 | offers found (precision/recall) | offer fields | amounts | applied | of these right | invented |"
        )
        Swift.print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
        for set in sets { row(set.name, [set]) }
        row("all odd", sets.filter { $0.name.hasSuffix("odd") })
        row("all even", sets.filter { $0.name.hasSuffix("even") })
    }

    private func row(_ name: String, _ sets: [LabelledSet]) {
        var score = Score()
        for set in sets { set.add(to: &score) }
        let columns = [
            name, "\(score.cases)", percent(score.outcomes, score.cases), percent(score.also, score.cases),
            percent(score.firstReasons.right, score.firstReasons.total),
            percent(2 * score.reasons.right, score.reasons.wanted + score.reasons.found),
            percent(2 * score.documents.right, score.documents.wanted + score.documents.found),
            percent(score.offers.right, score.offers.found) + " / " + percent(score.offers.right, score.offers.wanted),
            percent(score.fields.right, score.fields.total),
            percent(score.messageAmounts.right, score.messageAmounts.total), percent(score.applied, score.cases),
            percent(score.applied - score.wronglyApplied.count, score.applied), "\(score.invented.count)",
        ]
        Swift.print("| " + columns.joined(separator: " | ") + " |")
    }

    private func percent(_ part: Int, _ whole: Int) -> String {
        guard whole > 0 else { return "–" }
        let tenths = (2000 * part + whole) / (2 * whole)
        return "\(tenths / 10).\(tenths % 10) %"
    }
}
