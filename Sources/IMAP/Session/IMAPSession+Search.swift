import Kernel

extension IMAPSession {
    /// Messages that one SEARCH is asked for: its longest answer is held whole.
    private static let searchWindow = 32_768

    /// All UIDs of the open mailbox in order: what the daily count compares. Asked window by window, so that memory
    /// holds the numbers and one answer at most.
    package func allUIDs() throws(IMAPFault) -> [UInt32] {
        guard mailbox != nil else { throw .noMailbox }
        var found: [UInt32] = []
        var first = 1
        while let exists = mailbox?.exists, first <= Int(exists) {
            let last = first + Self.searchWindow - 1
            let isRest = last >= Int(exists)
            let expunged = changes.expunged
            let uids = try search("\(first):\(isRest ? "*" : String(last))")
            let highest = found.last ?? 0
            found += uids.filter { $0 > highest }
            if isRest { break }
            // Message numbers sink by one with each message that went away meanwhile: the window goes back as far.
            first = max(1, last + 1 - (changes.expunged - expunged))
        }
        return found
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
