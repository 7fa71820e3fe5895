import Kernel
import Testing

@testable import IMAP

@Suite struct `waiting before the next connection` {
    @Test(arguments: [UInt64.min, 1, 12_345, .max])
    func `R11 the wait doubles up to its limit and is spread`(_ chance: UInt64) {
        var backoff = Backoff(shortest: .seconds(1), longest: .minutes(5))
        for whole in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300] as [Int64] {
            let span = backoff.failed(chance: chance)
            #expect(span <= .seconds(whole) && span >= .milliseconds(whole * 500))
        }
        for _ in 0..<100 { #expect(backoff.failed(chance: chance) <= .minutes(5)) }
        backoff.succeeded()
        #expect(backoff.failed(chance: chance) <= .seconds(1))
    }
}
