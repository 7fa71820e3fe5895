import Testing

@testable import Kernel

private enum Ship {}
private enum Port {}

@Suite struct IdentifierTests {
    @Test func `an identifier's text is 26 characters and reads back`() throws {
        let table = TextTable(
            """
            bits                                      text
            0                                         00000000000000000000000000
            1                                         00000000000000000000000001
            31                                        0000000000000000000000000z
            32                                        00000000000000000000000010
            340282366920938463463374607431768211455   7zzzzzzzzzzzzzzzzzzzzzzzzz
            """)
        for row in table.rows {
            let bits = try #require(UInt128(row["bits"]))
            #expect(Identifier<Ship>(bits: bits).description == row["text"])
            #expect(Identifier<Ship>(row["text"])?.bits == bits, "\(row)")
        }
    }

    @Test func `random identifiers read back`() throws {
        for _ in 0..<1000 {
            let id = Identifier<Ship>(at: Moment(milliseconds: 1_795_000_000_000))
            #expect(Identifier<Ship>(id.description) == id)
        }
    }

    @Test(arguments: [
        "", "0", "0000000000000000000000000", "000000000000000000000000000", "80000000000000000000000000",
        "zzzzzzzzzzzzzzzzzzzzzzzzzz", "0000000000000000000000000Z", "0000000000000000000000000i",
        "0000000000000000000000000l", "0000000000000000000000000o", "0000000000000000000000000u",
        "-0000000000000000000000001", " 0000000000000000000000001", "0000000000000000000000000é",
        "٠0000000000000000000000000",
    ])
    func `a text that is no identifier is refused`(_ text: String) {
        #expect(Identifier<Ship>(text) == nil)
    }

    @Test func `identifiers sort by age, as bits and as text`() throws {
        var former = Identifier<Ship>(at: Moment(milliseconds: 1_000))
        for step in 1...500 {
            let next = Identifier<Ship>(at: Moment(milliseconds: 1_000 + Int64(step) * 7_919))
            #expect(former < next)
            #expect(former.description < next.description)
            former = next
        }
    }

    @Test func `the first 48 bits are the moment in milliseconds`() {
        let moments: [(Int64, UInt128)] = [
            (0, 0), (1, 1), (1_795_000_000_123, 1_795_000_000_123), ((1 << 48) - 1, (1 << 48) - 1), (-5, 0),
        ]
        for (milliseconds, expected) in moments {
            let id = Identifier<Ship>(at: Moment(milliseconds: milliseconds))
            #expect(id.bits >> 80 == expected, "\(milliseconds)")
        }
    }

    @Test func `the same source of randomness gives the same identifier, and all 80 bits are used`() {
        struct Ones: RandomNumberGenerator { mutating func next() -> UInt64 { .max } }
        var (first, second) = (Ones(), Ones())
        let moment = Moment(milliseconds: 0)
        let id = Identifier<Ship>(at: moment, using: &first)
        #expect(id == Identifier<Ship>(at: moment, using: &second))
        #expect(id.bits == UInt128(1) << 80 - 1)
    }

    @Test func `identifiers made at one moment differ`() {
        let moment = Moment(milliseconds: 1_795_000_000_000)
        #expect(Set((0..<10_000).map { _ in Identifier<Ship>(at: moment) }).count == 10_000)
    }

    @Test func `a cast keeps the bits`() {
        let id = Identifier<Ship>(at: Moment(milliseconds: 5))
        #expect(id.cast(to: Port.self).bits == id.bits)
    }
}
