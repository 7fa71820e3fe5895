import CLeanings

/// What the reader learned from labelled mails: tables that `learn-reading` writes.
package struct Learned: Sendable {
    let leanings: Leanings
    let numbers: NumberLeanings
    let papers: PaperLeanings
    let trust: TrustLeanings

    /// The tables by what they tell: what words speak for, what numbers are, how often is paid, what terms are counted in, which papers
    /// sentences ask for, and which readings are right.
    package enum Table: String, CaseIterable, Sendable {
        case words, numbers, frequencies, units, papers, trust

        /// How many weights a sign has; 0 for words, whose table has parts.
        package var classes: Int {
            switch self {
            case .words: 0
            case .numbers: NumberField.allCases.count
            // one for an offer that does not state it
            case .frequencies: OfferTerms.Frequency.allCases.count + 1
            case .units: OfferTerms.TermUnit.allCases.count
            case .papers: DocumentCode.allCases.count
            case .trust: 1
            }
        }
    }

    package static let shared = Learned(text(of:))

    /// A table as it is built in.
    static func text(of table: Table) -> UnsafeRawBufferPointer {
        switch table {
        case .words: UnsafeRawBufferPointer(start: fg_words_start(), count: Int(fg_words_length))
        case .numbers: UnsafeRawBufferPointer(start: fg_numbers_start(), count: Int(fg_numbers_length))
        case .frequencies: UnsafeRawBufferPointer(start: fg_frequencies_start(), count: Int(fg_frequencies_length))
        case .units: UnsafeRawBufferPointer(start: fg_units_start(), count: Int(fg_units_length))
        case .papers: UnsafeRawBufferPointer(start: fg_papers_start(), count: Int(fg_papers_length))
        case .trust: UnsafeRawBufferPointer(start: fg_trust_start(), count: Int(fg_trust_length))
        }
    }

    /// Tables as their lines, before they are written; one that is left out taught nothing.
    package init(lines: [Table: [String]]) {
        func bytes(_ table: Table) -> [UInt8] { Array((lines[table] ?? []).map { $0 + "\n" }.joined().utf8) }
        self.init(leanings: bytes(.words).withUnsafeBytes { Leanings(table: $0) }) { table in
            bytes(table).withUnsafeBytes { SignTable($0, classes: table.classes) }
        }
    }

    private init(_ text: (Table) -> UnsafeRawBufferPointer) {
        self.init(leanings: Leanings(table: text(.words))) { SignTable(text($0), classes: $0.classes) }
    }

    private init(leanings: Leanings, _ signs: (Table) -> SignTable) {
        self.leanings = leanings
        numbers = NumberLeanings(fields: signs(.numbers), frequencies: signs(.frequencies), units: signs(.units))
        papers = PaperLeanings(table: signs(.papers))
        trust = TrustLeanings(table: signs(.trust))
    }
}
