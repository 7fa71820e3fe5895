/// The rows of a learned table by the hashes of their features: an open table, a third full at most.
struct FeatureRows {
    /// The upper half of a key, and its row counted from one.
    private var slots: [UInt64] = []

    init(rows: Int) {
        var size = 1024
        while size < rows * 3 { size *= 2 }
        slots = Array(repeating: 0, count: size)
    }

    mutating func set(_ key: UInt64, _ row: Int) {
        var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
        while slots[slot] != 0, slots[slot] >> 32 != key >> 32 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = key & ~0xFFFF_FFFF | UInt64(UInt32(row + 1))
    }

    /// The rows of features, each once, in the order in which they come first.
    func rows(of keys: [UInt64]) -> [Int] {
        guard !slots.isEmpty else { return [] }
        // a table of the rows that came before, half full at most
        let bits = Int.bitWidth - (keys.count * 2 | 15).leadingZeroBitCount
        return slots.withUnsafeBufferPointer { slots in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1 << bits) { seen in
                seen.initialize(repeating: 0)
                return [Int](unsafeUninitializedCapacity: keys.count) { rows, found in
                    for key in keys {
                        var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
                        while slots[slot] != 0, slots[slot] >> 32 != key >> 32 { slot = (slot + 1) & (slots.count - 1) }
                        let row = UInt32(truncatingIfNeeded: slots[slot])
                        guard row != 0 else { continue }
                        var place = Int((row &* 0x9E37_79B1) >> UInt32(32 - bits))
                        while seen[place] != 0, seen[place] != row { place = (place + 1) & (1 << bits - 1) }
                        guard seen[place] == 0 else { continue }
                        seen[place] = row
                        rows.initializeElement(at: found, to: Int(row) - 1)
                        found += 1
                    }
                }
            }
        }
    }

    /// The row of a feature; nil where it never taught anything.
    subscript(key: UInt64) -> Int? {
        var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] >> 32 == key >> 32 { return Int(UInt32(truncatingIfNeeded: slots[slot])) - 1 }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }
}
