import Kernel

extension IMAPSession {
    /// UID, size, date and flags of the first `limit` messages from `first` on, in order of their UIDs: what is
    /// known before a body is fetched. Empty where there is none.
    package func sizes(from first: UInt32, limit: Int) throws(IMAPFault) -> [MessageInfo] {
        guard let mailbox else { throw .noMailbox }
        precondition(first > 0 && limit > 0, "UIDs begin at 1 and a limit holds at least one")
        var from = UInt64(first)
        var window = UInt64(limit)
        // A range of `limit` UIDs holds at most that many messages; empty ones are doubled to leap over gaps.
        while mailbox.exists > 0, from < UInt64(mailbox.uidNext) {
            let last = min(from + window - 1, UInt64(mailbox.uidNext) - 1)
            let found = try information("\(from):\(last)", from: first, limit: limit)
            if !found.isEmpty { return found }
            from = last + 1
            window *= 2
        }
        // What came since: behind UIDNEXT, of which `*` alone would name the last message though it is older.
        guard from < UInt64(SequenceSet.last) else { return [] }
        let found = try information("\(from):*", from: first, limit: limit)
        if let last = found.last?.uid, last < SequenceSet.last {
            self.mailbox?.uidNext = max(mailbox.uidNext, last + 1)
        }
        return found
    }

    /// The same for messages known by their UIDs; those that are gone are left out.
    package func information(of uids: [UInt32]) throws(IMAPFault) -> [MessageInfo] {
        guard mailbox != nil else { throw .noMailbox }
        guard !uids.isEmpty else { return [] }
        var found: [MessageInfo] = []
        for start in stride(from: 0, to: uids.count, by: 500) {
            let set = SequenceSet(Array(uids[start..<min(start + 500, uids.count)]))
            found += try information(set.description, from: 1, limit: 500)
        }
        return found
    }

    private func information(_ set: String, from first: UInt32, limit: Int) throws(IMAPFault) -> [MessageInfo] {
        var found: [UInt32: MessageInfo] = [:]
        try run("UID FETCH", "\(set) (UID RFC822.SIZE INTERNALDATE FLAGS)") { response in
            // Without a size it is no answer to this command but flags told unasked.
            guard case .fetch(let message) = response, let uid = message.uid, let size = message.size, uid >= first
            else { return }
            found[uid] = MessageInfo(
                uid: uid, size: Int(clamping: size), internalDate: message.internalDate, flags: message.flags ?? [])
            // A server that tells no UIDNEXT answers for its whole mailbox: the later ones are not kept.
            if found.count > limit + 10_000 {
                for uid in found.keys.sorted().dropFirst(limit) { found[uid] = nil }
            }
        }
        return Array(found.values.sorted { $0.uid < $1.uid }.prefix(limit))
    }
}
