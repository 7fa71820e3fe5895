/// Why the file was refused.
extension Decision {
    func fillReasons(_ reading: inout Reading) {
        if findings.contains(where: \.merchantWalked) {
            reading.declineReasons = [.merchantDeclined]
            return
        }
        for (passage, finding) in zip(passages, findings) {
            for (reason, hit) in ReasonFindings(passage, finding).found where !reading.declineReasons.contains(reason) {
                reading.declineReasons.append(reason)
                reading.evidence.append(passage.evidence(.declineReason(reason), hit))
            }
        }
        if reading.declineReasons.isEmpty { fillHint(&reading) } else { settleLikeness(&reading) }
        if reading.declineReasons.isEmpty { reading.declineReasons = [.unspecified] }
    }

    /// Reasons whose words are alike: looser words around them tell which one is meant.
    private func settleLikeness(_ reading: inout Reading) {
        guard reading.declineReasons.count == 1, let first = reading.declineReasons.first,
            ReasonFindings.alike(first).isEmpty == false
        else { return }
        for passage in passages {
            guard let (reason, hit) = ReasonFindings(hintsOf: passage).found.first,
                ReasonFindings.alike(first).contains(reason)
            else { continue }
            reading.declineReasons = [reason]
            reading.evidence.removeAll { $0.what == .declineReason(first) }
            reading.evidence.append(passage.evidence(.declineReason(reason), hit))
            return
        }
    }

    /// Where no rule gives a reason: what looser words speak for.
    private func fillHint(_ reading: inout Reading) {
        for passage in passages {
            guard let (reason, hit) = ReasonFindings(hintsOf: passage).found.first else { continue }
            reading.declineReasons = [reason]
            reading.evidence.append(passage.evidence(.declineReason(reason), hit))
            return
        }
    }
}
