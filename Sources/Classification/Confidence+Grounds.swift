/// What a mail names beside what was read from it.
extension Confidence {
    /// What may be a refusal's reason; how a file came in and to whom it belongs is told of any file.
    var hasReasons: Bool {
        let told: [DeclineReason] = [
            .duplicateSubmission, .existingClient, .incompleteFile, .ownership, .unableToVerify, .amountOutOfRange,
            .merchantDeclined, .other,
        ]
        return passages[0].hits.contains {
            guard case .reason(let reason) = $0.signal else { return false }
            return $0.words.count > 1 && !told.contains(reason)
        }
    }

    /// A denial in a sentence that acknowledges nothing, and does not only say that nothing is to be done.
    var hasDenial: Bool {
        let body = passages[0]
        return body.sentences.indices.contains { index in
            body.contains(ScopeWords.negations, in: body.sentences[index].words)
                && !body.contains(ScopeWords.reassurance, in: body.sentences[index].words)
                && !body.hits(in: index).contains { $0.signal == .outcome(.acknowledged) }
        }
    }

    /// Papers that are named without being there already.
    var hasOpenDocuments: Bool {
        let body = passages[0]
        return body.hits.contains { hit in
            guard case .document = hit.signal else { return false }
            return !body.has(.have, in: hit.sentence)
                && !body.hits(in: hit.sentence).contains { $0.signal == .outcome(.acknowledged) }
        }
    }

    /// A refusal's reason stands beside papers that are asked for, in words that name none of them.
    var isExplained: Bool {
        let body = passages[0]
        let weighty: [DeclineReason] = [
            .negativeDays, .lowBalances, .decliningRevenue, .lowRevenue, .lowCreditScore, .bankruptcy, .priorDefault,
            .taxLienJudgment, .existingPositions, .suspectedFraud, .background,
        ]
        return body.hits.contains { hit in
            guard case .reason(let reason) = hit.signal, !hit.isTopic, weighty.contains(reason) else {
                return false
            }
            return !body.hits(in: hit.sentence).contains { other in
                if case .document = other.signal { return true }
                return false
            }
        }
    }

    /// What no paper mends is named: the mail may be a refusal that only explains itself.
    var isDisqualified: Bool {
        let lasting: [DeclineReason] = [.timeInBusiness, .restrictedIndustry, .restrictedState, .businessType]
        let body = passages[0]
        return body.hits.contains { hit in
            guard case .reason(let reason) = hit.signal, !hit.isTopic else { return false }
            // `The last 4 months of business bank statements` is a paper, and no time in business.
            let isPaper = body.hits(in: hit.sentence).contains { other in
                guard case .document = other.signal else { return false }
                return other.words.overlaps(hit.words)
            }
            return hit.words.count > 1 && lasting.contains(reason) && !isPaper
        }
    }

    var hasDocuments: Bool {
        passages[0].hits.contains { if case .document = $0.signal { true } else { false } }
    }

    /// Whether a reason may stand in words that no rule knows.
    var mayExplain: Bool {
        let body = passages[0]
        return body.words.contains { $0.kind == .number }
            || body.contains(ScopeWords.causes, in: body.words.indices)
    }

    /// Whether a word of the trade stands in it.
    var speaksOfBusiness: Bool {
        passages[0].hits.contains {
            switch $0.signal {
            case .field, .reason: true
            default: false
            }
        }
    }
}
