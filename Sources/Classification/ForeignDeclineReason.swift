/// Reasons as other systems name them, and ours.
package enum ForeignDeclineReason {
    /// Other names in lower case; a name with several readings lists them all and wants a person's eye.
    // swift-format-ignore
    package static let table: [(name: String, reasons: [DeclineReason])] = [
        // Forward Financing's drivers
        ("application incomplete",                        [.incompleteFile]),
        ("challenged personal credit history",            [.lowCreditScore]),
        ("poor personal risk score",                      [.lowCreditScore]),
        ("default history",                               [.priorDefault]),
        ("excessive liens or judgements",                 [.taxLienJudgment]),
        ("failed merchant interview",                     [.unableToVerify]),
        ("fraud",                                         [.suspectedFraud]),
        ("open or recent bankruptcy",                     [.bankruptcy]),
        ("over-leveraged with pre-existing financing",    [.existingPositions]),
        ("poor business risk score",                      [.other]),
        ("poor month to date performance",                [.decliningRevenue]),
        ("presence of criminal filings",                  [.background]),
        ("previous decline",                              [.duplicateSubmission, .existingClient]),
        ("volatile deposits",                             [.insufficientDeposits]),
        // Pier's codes
        ("too_many_nsfs",                                 [.negativeDays]),
        ("stacking_behavior",                             [.existingPositions]),
    ]

    /// The reasons behind another system's text; several are separated by `;`. Unknown names give nothing.
    package static func reasons(_ text: String) -> [DeclineReason] {
        var found: [DeclineReason] = []
        for part in text.split(separator: ";") {
            let name = part.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
            for reason in table.first(where: { $0.name == name })?.reasons ?? [] where !found.contains(reason) {
                found.append(reason)
            }
        }
        return found
    }
}
