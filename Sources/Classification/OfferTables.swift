import Kernel

/// Tables whose rows or columns are options.
struct OfferTables {
    private let passage: Passage
    private let roles: TermRoles
    private let taker: TermTaker
    /// What each number likely is; nil while the rules alone read.
    private let numbers: NumberRoles?

    init(_ passage: Passage, _ roles: TermRoles, _ numbers: NumberRoles? = nil) {
        (self.passage, self.roles, self.numbers) = (passage, roles, numbers)
        taker = TermTaker(passage: passage, roles: roles)
    }

    /// The options of a table that begins at a sentence, and the sentence after it.
    func table(at sentence: Int) -> (drafts: [OfferDraft], next: Int)? {
        rows(at: sentence) ?? columns(at: sentence) ?? stacked(at: sentence)
    }

    private func cells(_ sentence: Int) -> [Range<Int>] {
        let row = passage.sentences[sentence]
        guard !row.cells.isEmpty else { return [] }
        var cells: [Range<Int>] = []
        cells.reserveCapacity(row.cells.count + 1)
        var start = row.words.lowerBound
        for next in row.cells {
            cells.append(start..<max(start, next - 1))
            start = next
        }
        if start < row.words.upperBound { cells.append(start..<row.words.upperBound) }
        return cells
    }

    /// The field that a cell names, the longest key of it.
    private func key(_ cell: Range<Int>, _ sentence: Int) -> Field? {
        var best: (field: Field, length: Int)?
        for hit in passage.hits(in: sentence)
        where cell.lowerBound <= hit.words.lowerBound && hit.words.upperBound <= cell.upperBound {
            guard case .field(let field) = hit.signal, best.map({ hit.words.count >= $0.length }) ?? true else {
                continue
            }
            best = (field, hit.words.count)
        }
        return best?.field
    }

    private func quantities(_ cell: Range<Int>) -> [Int] {
        cell.filter { passage.words[$0].kind == .number || passage.words[$0].kind == .day }
    }

    /// The field that the heading of a number's column names.
    func heading(of index: Int, in sentence: Int) -> Field? {
        let row = cells(sentence)
        guard row.count >= 3, let column = row.firstIndex(where: { $0.contains(index) }) else { return nil }
        var head = sentence - 1
        while head >= 0, case let above = cells(head), above.count >= 3 {
            if above.allSatisfy({ quantities($0).isEmpty }) {
                let place = column - (row.count - above.count)
                return above.indices.contains(place) ? key(above[place], head) : nil
            }
            head -= 1
        }
        return nil
    }

    // MARK: options as rows

    private func rows(at sentence: Int) -> (drafts: [OfferDraft], next: Int)? {
        let header = cells(sentence)
        guard header.count >= 2, header.allSatisfy({ quantities($0).isEmpty }) else { return nil }
        var fields = header.map { key($0, sentence) }
        guard Set(fields.compactMap { $0 }).count >= 2 else { return nil }
        var values: [(sentence: Int, cells: [Range<Int>])] = []
        var row = sentence + 1
        while row < passage.sentences.count, case var cells = cells(row), cells.count >= 2,
            cells.count <= header.count + 1, !quantities(passage.sentences[row].words).isEmpty
        {
            // the heading above the numbers of the options is empty
            if cells.count > header.count { cells.removeFirst() }
            values.append((row, cells))
            row += 1
        }
        name(&fields, values.map(\.cells))
        guard fields.contains(where: { $0 == .amount || $0 == .fundedAmount }) else { return nil }
        let drafts = values.map { row in
            var draft = OfferDraft()
            draft.paragraph = passage.sentences[row.sentence].paragraph
            for (column, cell) in row.cells.enumerated() where column < fields.count {
                take(cell, fields[column], header[column], row.sentence, into: &draft)
            }
            return draft
        }
        return drafts.contains(where: \.hasAmount) ? (drafts, row) : nil
    }

    /// Says by their values what columns without a known heading are: the first sums the amount, rates the factor.
    private func name(_ fields: inout [Field?], _ rows: [[Range<Int>]]) {
        func all(_ column: Int, _ isFit: (Int) -> Bool) -> Bool {
            !rows.isEmpty
                && rows.allSatisfy { cells in
                    column < cells.count && quantities(cells[column]).first.map(isFit) ?? false
                }
        }
        for column in fields.indices where fields[column] == nil || fields[column] == .other {
            if !fields.contains(where: { $0 == .amount || $0 == .fundedAmount }),
                all(column, { passage.words[$0].isMoney })
            {
                fields[column] = .amount
            } else if !fields.contains(where: { $0 == .factor }), all(column, roles.isRate) {
                fields[column] = .factor
            } else if !fields.contains(where: { $0 == .term }), all(column, { roles.unit(after: $0) != nil }) {
                fields[column] = .term
            }
        }
    }

    // MARK: options as columns

    private func columns(at sentence: Int) -> (drafts: [OfferDraft], next: Int)? {
        guard let count = optionCount(sentence) else { return nil }
        var drafts = [OfferDraft](repeating: OfferDraft(), count: count)
        var row = sentence
        var named = 0
        while row < passage.sentences.count, case let cells = cells(row), cells.count >= 2 {
            if optionCount(row) == count || numbers != nil && isUnnamed(cells, count) {
                let field = key(cells[0], row)
                for column in 0..<count {
                    drafts[column].paragraph = passage.sentences[row].paragraph
                    take(cells[column + 1], field, cells[0], row, into: &drafts[column])
                }
                named += 1
            }
            row += 1
        }
        let standing = standing(above: sentence, count).map { drafts[$0] }
        return named >= 2 && standing.contains(where: \.hasAmount) ? (standing, row) : nil
    }

    /// The columns that the row above does not head as another's or as terms of before.
    private func standing(above sentence: Int, _ count: Int) -> [Int] {
        guard sentence > 0, case let heads = cells(sentence - 1), heads.count == count || heads.count == count + 1
        else {
            return Array(0..<count)
        }
        let standing = (0..<count).filter { column in
            !passage.contains(ScopeWords.superseded, in: heads[column + heads.count - count])
        }
        return standing.isEmpty ? Array(0..<count) : standing
    }

    /// `Cost | 1.35 | 1.28`: a row under a name that rules do not know.
    private func isUnnamed(_ cells: [Range<Int>], _ count: Int) -> Bool {
        cells.count == count + 1 && quantities(cells[0]).isEmpty
            && cells.dropFirst().allSatisfy { !quantities($0).isEmpty }
    }

    /// The number of options of a row such as `Amount | $20,000 | $30,000`.
    private func optionCount(_ sentence: Int) -> Int? {
        let cells = cells(sentence)
        guard cells.count >= 3, key(cells[0], sentence) != nil, quantities(cells[0]).isEmpty else { return nil }
        let values = cells.dropFirst()
        guard
            values.allSatisfy({ cell in
                !quantities(cell).isEmpty || cell.contains { TermWords.frequencies[passage.words[$0].number] != nil }
            })
        else { return nil }
        return values.count
    }

    // MARK: one cell on each line

    /// `Amount`, `Factor`, `Term` on lines of their own, then as many values for each option.
    private func stacked(at sentence: Int) -> (drafts: [OfferDraft], next: Int)? {
        var fields: [Field?] = []
        var next = sentence
        while next < passage.sentences.count, fields.count < 9, let field = roles.soleKey(of: next) {
            fields.append(field)
            next += 1
        }
        let first = next
        while next < passage.sentences.count, isValue(next) { next += 1 }
        let width = fields.count
        guard width >= 3, next - first >= width, Set(fields).count == width else { return nil }
        let drafts = (0..<(next - first) / width).map { option in
            var draft = OfferDraft()
            for column in 0..<width {
                let row = first + option * width + column
                draft.paragraph = passage.sentences[row].paragraph
                take(
                    passage.sentences[row].words, fields[column], passage.sentences[sentence + column].words, row,
                    into: &draft)
            }
            return draft
        }
        return drafts.allSatisfy(\.hasAmount) ? (drafts, first + drafts.count * width) : nil
    }

    /// A short line that begins with a number or says how often.
    private func isValue(_ sentence: Int) -> Bool {
        let range = passage.sentences[sentence].words
        guard let first = range.first, range.count <= 5 else { return false }
        return passage.words[first].kind == .number || passage.words[first].kind == .day
            || range.count <= 2 && roles.frequency(at: first) != nil
    }

    private func take(
        _ cell: Range<Int>, _ field: Field?, _ head: Range<Int>, _ sentence: Int, into draft: inout OfferDraft
    ) {
        takeFrequency(cell, into: &draft)
        let quantities = quantities(cell)
        guard let index = quantities.last(where: { passage.words[$0].followsRange }) ?? quantities.first else { return }
        guard let field, field != .other, field != .program else {
            // a heading that rules do not know
            if let numbers { taker.take(index, as: numbers, sentence, into: &draft) }
            return
        }
        let word = passage.words[index]
        if word.kind == .day {
            draft.take(
                \.expiresOn, Day(number: Int32(clamping: word.value.coefficient)), "expires_on", index..<index + 1)
            return
        }
        switch field {
        case .amount, .fundedAmount:
            draft.take(\.amount, word.value, "amount", index..<index + 1)
            draft.currency = word.currency == .none ? nil : word.currency
        case .term, .frequency:
            if roles.unit(after: index) != nil {
                taker.take(index, sentence, into: &draft)
            } else {
                takeCount(word, head, index, into: &draft)
            }
        case .commission:
            if word.currency == .none {
                draft.take(\.commissionPoints, word.value, "commission_points", index..<index + 1)
            }
        case .factor: draft.take(\.factorRate, word.value, "factor_rate", index..<index + 1)
        case .payment:
            if roles.unit(after: index) != nil {
                taker.take(index, sentence, into: &draft)
            } else if word.isMoney || word.value.decimals > 0 || (word.value.scaled(0) ?? 0) > 60 {
                draft.take(\.paymentAmount, word.value, "payment_amount", index..<index + 1)
                takeFrequency(head, into: &draft)
            } else {
                takeCount(word, head, index, into: &draft)
            }
        case .origination, .administration:
            if word.suffix == .percent {
                draft.take(\.originationFeePercent, word.value, "origination_fee_percent", index..<index + 1)
            } else {
                draft.take(\.originationFeeAmount, word.value, "origination_fee_amount", index..<index + 1)
            }
        default: _ = taker.take(word, as: field, index, sentence, into: &draft)
        }
    }

    /// A bare count whose unit stands in the heading: `Term (months)`.
    private func takeCount(_ word: TextWord, _ head: Range<Int>, _ index: Int, into draft: inout OfferDraft) {
        guard let count = word.value.scaled(0), count > 0, count < 1000 else { return }
        for position in head {
            switch TermWords.units[passage.words[position].number] {
            case .month?: draft.terms.termUnit = .months
            case .week?: draft.terms.termUnit = .weeks
            case .day?, .businessDay?: draft.terms.termUnit = .businessDays
            default: continue
            }
            draft.take(\.termValue, Int(count), "term_value", index..<index + 1)
            return
        }
        takeFrequency(head, into: &draft)
        draft.paymentCount = draft.paymentCount ?? (Int(count), index..<index + 1)
    }

    private func takeFrequency(_ cell: Range<Int>, into draft: inout OfferDraft) {
        guard let (frequency, words) = cell.lazy.compactMap(roles.frequency(at:)).first else { return }
        draft.take(\.paymentFrequency, frequency, "payment_frequency", words)
    }
}
