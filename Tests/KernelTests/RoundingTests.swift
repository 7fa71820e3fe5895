import Testing

@testable import Kernel

@Suite struct RoundingTests {
    /// Dividend, divisor, quotient: a half goes to the even neighbour.
    private static let divisions: [(Int64, Int64, Int64)] = [
        (0, 7, 0), (1, 2, 0), (3, 2, 2), (5, 2, 2), (7, 2, 4), (-1, 2, 0), (-3, 2, -2), (-5, 2, -2), (5, 3, 2),
        (4, 3, 1),
        (-5, 3, -2), (-4, 3, -1), (1_000_000_000_000_000_000, 3, 333_333_333_333_333_333),
        (2_000_000_000_000_000_001, 2, 1_000_000_000_000_000_000),
        (2_000_000_000_000_000_003, 2, 1_000_000_000_000_000_002),
    ]

    @Test(arguments: divisions)
    func `E15 a half cent goes to the even cent`(_ dividend: Int64, _ divisor: Int64, _ quotient: Int64) {
        #expect(Rounding.halfEven(Int128(dividend), over: Int128(divisor)) == Int128(quotient))
        #expect(Rounding.halfEven(dividend, over: divisor) == quotient)
    }

    /// An amount, a numerator, a denominator, and what comes out: on both sides of what 64 bits hold on the way.
    private static let products: [(Int64, Int64, Int64, Int64)] = [
        (1_152_921_504_606_846, 1000, 1000, 1_152_921_504_606_846),
        (1_152_921_504_606_847, 1000, 1000, 1_152_921_504_606_847),
        (1_000_000_000_000, 100_000_000, 100_000_000, 1_000_000_000_000),
        (-1_000_000_000_000, 100_000_000, 3_000, -33_333_333_333_333_333),
        (3, 1, 2, 2), (5, 1, 2, 2), (Int64.max, 1, 1, Int64.max / 8), (Int64.max, Int64.max, 1, Int64.max / 8),
        (Int64.min + 1, Int64.max, 1, -(Int64.max / 8)),
    ]

    @Test(arguments: products)
    func `E15 an amount times a rate is exact, and beyond all amounts it stays at the end`(
        _ cents: Int64, _ numerator: Int64, _ denominator: Int64, _ product: Int64
    ) {
        #expect(Cents(cents).times(numerator, over: denominator) == Cents(product))
    }

    /// Thousandths of a percent, of cents, in cents.
    private static let shares: [(Int64, Int64, Int64)] = [
        (8_000, 4_000_000, 320_000), (8_125, 1_250_050, 101_567), (12_500, 4, 0), (12_500, 12, 2), (37_500, 4, 2),
        (100_000, 1_000_000_000_000, 1_000_000_000_000), (1, 50_000, 0), (1, 150_000, 2), (1, 50_001, 1), (0, 777, 0),
    ]

    @Test(arguments: shares)
    func `E15 a percentage of an amount is exact to the cent`(_ thousandths: Int64, _ cents: Int64, _ share: Int64) {
        #expect(Percent(thousandths: thousandths).of(Cents(cents)) == Cents(share))
    }

    /// An amount, weights, and the parts: the largest remainders first, of equal ones the first.
    private static let splits: [(Int64, [Int64], [Int64])] = [
        (100, [1, 1, 1], [34, 33, 33]), (2, [1, 1, 1], [1, 1, 0]), (-100, [1, 1, 1], [-34, -33, -33]),
        (101, [50_000, 25_000, 25_000], [51, 25, 25]), (10, [0, 7, 0], [0, 10, 0]), (0, [3, 4], [0, 0]),
        (1_000_000_000_000, [1_000_000_000_000, 1], [999_999_999_999, 1]), (7, [3, 3, 1], [3, 3, 1]),
    ]

    @Test(arguments: splits)
    func `E22 the cents that are left go to the largest remainders`(
        _ cents: Int64, _ weights: [Int64], _ parts: [Int64]
    ) {
        #expect(Cents(cents).split(by: weights).map(\.count) == parts)
    }

    @Test
    func `E22 whatever the amount and the weights, the parts sum to the amount and none leaves its quota by a cent`() {
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            var weights = (0..<Int.random(in: 1...12, using: &dice)).map { _ in
                Bool.random(using: &dice)
                    ? Int64.random(in: 0...100_000, using: &dice) : Int64.random(in: 0...3, using: &dice)
            }
            if weights.allSatisfy({ $0 == 0 }) { weights[0] = 1 }
            let total = weights.reduce(0, +)
            let amount = Int64.random(in: -1_000_000_000...1_000_000_000, using: &dice)
            let parts = Cents(amount).split(by: weights)
            #expect(parts.reduce(.zero, +) == Cents(amount))
            for (part, weight) in zip(parts, weights) {
                // Compared in whole numbers: |part × total − amount × weight| < total.
                #expect((part.count * total - amount * weight).magnitude < UInt64(total), "\(amount) by \(weights)")
            }
            let within = Cents(Int64.random(in: 0...total, using: &dice)).split(by: weights)
            #expect(zip(within, weights).allSatisfy { $0.count <= $1 }, "no part above its weight")
        }
    }
}
