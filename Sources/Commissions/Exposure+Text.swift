import Kernel
import Web

extension Exposure {
    private static let head = [
        "deal", "merchant", "reference", "funder", "funder_name", "currency", "funded_on", "closes_on", "days_left",
        "mode",
        "kept", "at_risk", "held_back",
    ]

    /// The lines as comma-separated text, in every currency.
    func text(on today: Day) -> CommaText {
        var text = CommaText(head: Self.head)
        for line in lines {
            let window = line.window
            text.add([
                "\(window.deal)", line.merchant, line.reference, "\(window.funder)", line.funderName,
                window.currency.rawValue, window.fundedOn.description, window.until.description,
                "\(window.until - today)", window.mode.rawValue, window.kept.decimal, window.atRisk(on: today).decimal,
                window.held.decimal,
            ])
        }
        return text
    }
}
