/// How likely each of what may stand several times in one mail stands in this one, from 0 to 1.
struct LeaningMarks {
    /// In the order of `DocumentCode.allCases`.
    let documents: [Double]
    /// In the order of `DeclineReason.allCases`.
    let reasons: [Double]
    /// In the order of `Outcome.allCases`; what is stated beside another counts as much.
    let outcomes: [Double]

    /// One behind the other.
    init(_ shares: [Double]) {
        let (papers, causes) = (Leanings.documents.count, Leanings.documents.count + Leanings.reasons.count)
        (documents, reasons) = (Array(shares[..<papers]), Array(shares[papers..<causes]))
        outcomes = Array(shares[causes...])
    }
}
