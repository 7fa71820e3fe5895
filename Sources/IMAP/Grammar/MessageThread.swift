/// `thread-list` (RFC 5256 section 5): a chain of replies and the branches behind its last message.
package struct MessageThread: Equatable, Sendable {
    /// Each answers the one before; empty where the branches' parent is not in the mailbox.
    package let chain: [UInt32]
    package let branches: [MessageThread]
}

extension Scanner {
    mutating func messageThreads() throws(GrammarFault) -> [MessageThread] {
        var threads: [MessageThread] = []
        while next == Octet.open {
            threads.append(try nested { scanner throws(GrammarFault) in try scanner.messageThread() })
            skipSpaces()
        }
        return threads
    }

    private mutating func messageThread() throws(GrammarFault) -> MessageThread {
        try expect(Octet.open, "(")
        skipSpaces()
        var chain: [UInt32] = []
        while let byte = next, Octet.isDigit(byte) {
            chain.append(try nonZero())
            skipSpaces()
        }
        let branches = try messageThreads()
        try expect(Octet.close, ")")
        guard !chain.isEmpty || !branches.isEmpty else { throw fault("thread-members") }
        return MessageThread(chain: chain, branches: branches)
    }
}
