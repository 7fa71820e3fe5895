/// Rows of weights of a learned table, each kept as its root: a whole number from -30 to 30, of which the weight is its own size times.
package struct RootWeights {
    /// The signs of roots in a table's text, from -30 to 30.
    package static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz012345678".utf8)
    /// The place of the sign of a weight of nothing, and the greatest root.
    package static let zero = 30

    private static let rootOfSign: [Int8] = {
        var roots = [Int8](repeating: 0, count: 256)
        for (place, sign) in signs.enumerated() { roots[Int(sign)] = Int8(place - zero) }
        return roots
    }()

    /// A processor takes so many columns at once; a row is filled up with nothing.
    private static let lanes = 16
    private let columns: Int
    private let width: Int
    private var roots: [Int8] = []
    private(set) var count = 0

    init(columns: Int) {
        self.columns = columns
        width = (columns + Self.lanes - 1) / Self.lanes * Self.lanes
    }

    /// Adds a row of nothing.
    mutating func addRow() {
        roots += repeatElement(0, count: width)
        count += 1
    }

    /// Sets columns of the last row by their signs; what would stand beyond the last column is left out.
    mutating func set(_ signs: UnsafeRawBufferPointer, from column: Int) {
        for (place, sign) in signs.prefix(columns - column).enumerated() {
            roots[(count - 1) * width + column + place] = Self.rootOfSign[Int(sign)]
        }
    }

    func root(_ row: Int, _ column: Int) -> Int8 { roots[row * width + column] }

    /// The weights of rows together. Sums of a few rows fit in 16 bits, of which a processor adds many at once.
    func sums(of rows: [Int]) -> [Int32] {
        let few = Int(Int16.max) / (Self.zero * Self.zero)
        return roots.withUnsafeBufferPointer { roots in
            withUnsafeTemporaryAllocation(of: Int16.self, capacity: width) { part in
                part.initialize(repeating: 0)
                return [Int32](unsafeUninitializedCapacity: columns) { sums, count in
                    sums.initialize(repeating: 0)
                    count = columns
                    for (place, row) in rows.enumerated() {
                        let weights = UnsafeBufferPointer(rebasing: roots[row * width..<(row + 1) * width])
                        for column in part.indices {
                            let root = Int16(weights[column])
                            part[column] &+= root &* (root < 0 ? 0 &- root : root)
                        }
                        guard (place + 1) % few == 0 || place + 1 == rows.count else { continue }
                        for column in sums.indices { sums[column] += Int32(part[column]) }
                        part.update(repeating: 0)
                    }
                }
            }
        }
    }
}
