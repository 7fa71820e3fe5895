import Kernel

extension BouncePhrases {
    /// The sending server gave up after a while.
    static let expired = PhraseTable(
        lines: """
            message expired
            delivery time expired
            retry timeout exceeded
            retry time not reached
            has been in the queue too long
            been in the queue too long
            could not be delivered for
            giving up
            delivery temporarily suspended
            been failing for a long time
            could not deliver for the last
            queue time exceeded
            queue lifetime
            too long in queue
            too long in the queue
            message timed out
            retry limit
            retries exceeded
            maximum number of delivery attempts
            delivery attempts have failed
            """)

    /// The next server was not reached.
    static let network = PhraseTable(
        lines: """
            connection timed out
            connection refused
            connection reset
            no route to host
            network is unreachable
            establish an smtp connection
            lost connection
            unable to connect
            """)
}
