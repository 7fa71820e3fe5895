import Kernel

extension IMAPSession {
    /// UIDs that one SEARCH is asked for: its longest answer is held whole.
    private static let searchWindow: UInt32 = 32_768

    /// All UIDs of the open mailbox in order: what the daily count compares. Asked window by window, so that memory
    /// holds the numbers and one answer of 32,768 of them at most.
    package func allUIDs() throws(IMAPFault) -> [UInt32] {
        guard let mailbox else { throw .noMailbox }
        guard mailbox.exists > 0 else { return [] }
        var found: [UInt32] = []
        var first: UInt64 = UInt64(try firstUID() ?? 1)
        var window = UInt64(Self.searchWindow)
        while first < UInt64(UInt32.max) {
            let known = UInt64(self.mailbox?.uidNext ?? 0)
            // Where the rest of the mailbox is no more than one answer, one open range takes it all.
            let isLast = known > 0 && first + UInt64(Self.searchWindow) >= known || isKnownRest(found.count)
            let last = min(first + window - 1, UInt64(UInt32.max) - 1)
            let uids = try search("UID \(first):\(isLast ? "*" : String(last))")
                .filter { UInt64($0) >= first }
            found += uids
            if isLast { break }
            window = uids.count < Int(Self.searchWindow) / 8 ? window * 2 : UInt64(Self.searchWindow)
            first = last + 1
            if known > 0, first >= known, found.count >= Int(self.mailbox?.exists ?? 0) { break }
        }
        return found
    }

    /// Whether so few messages are left that one answer can hold them.
    private func isKnownRest(_ found: Int) -> Bool {
        Int(mailbox?.exists ?? 0) - found <= Int(Self.searchWindow)
    }

    /// The lowest UID of the open mailbox.
    private func firstUID() throws(IMAPFault) -> UInt32? {
        var uid: UInt32?
        try run("FETCH", "1 (UID)") { response in
            if case .fetch(let message) = response, message.key == .sequence(1) { uid = message.uid ?? uid }
        }
        return uid
    }

    /// The UIDs of messages whose Message-ID field holds `identifier`: whether a copy lies in the Sent mailbox.
    package func findMessageID(_ identifier: String) throws(IMAPFault) -> [UInt32] {
        try search("HEADER Message-ID " + quoted(Array(identifier.utf8), "Message-ID"))
    }

    /// UID SEARCH (RFC 9051 section 6.4.4) in order; ESEARCH's sets where the server has them, for they are short.
    func search(_ criteria: String) throws(IMAPFault) -> [UInt32] {
        guard mailbox != nil else { throw .noMailbox }
        let isExtended = capabilities.hasExtendedSearch
        var found: [UInt32] = []
        var isWhole = true
        try run("UID SEARCH", (isExtended ? "RETURN (ALL) " : "") + criteria) { response in
            switch response {
            case .search(let numbers, _): found += numbers
            case .extendedSearch(let result):
                guard let numbers = result.all.numbers(limit: 10_000_000) else {
                    isWhole = false
                    return
                }
                found += numbers
            default: break
            }
        }
        guard isWhole else { throw .missing("set of UIDs without *") }
        return found.sorted()
    }
}
