/// The rows of a learned table by the hashes of their features: an open table, a third full at most.
struct FeatureRows {
    /// The upper half of a key, and its row counted from one.
    private var slots: [UInt64] = []
    private var count = 0

    init(rows: Int) {
        var size = 1024
        while size < rows * 3 { size *= 2 }
        slots = Array(repeating: 0, count: size)
    }

    mutating func set(_ key: UInt64, _ row: Int) {
        var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
        while slots[slot] != 0, slots[slot] >> 32 != key >> 32 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = key & ~0xFFFF_FFFF | UInt64(UInt32(row + 1))
        count = max(count, row + 1)
    }

    /// The rows of features, each once, in the order in which they come first.
    func rows(of keys: [UInt64]) -> [Int] {
        guard !slots.isEmpty else { return [] }
        return slots.withUnsafeBufferPointer { slots in
            // a bit for each row
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count / 64 + 1) { seen in
                seen.initialize(repeating: 0)
                return [Int](unsafeUninitializedCapacity: keys.count) { rows, found in
                    for key in keys {
                        var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
                        while slots[slot] != 0, slots[slot] >> 32 != key >> 32 { slot = (slot + 1) & (slots.count - 1) }
                        let row = Int(UInt32(truncatingIfNeeded: slots[slot])) - 1
                        guard row >= 0, seen[row >> 6] & (1 << UInt64(row & 63)) == 0 else { continue }
                        seen[row >> 6] |= 1 << UInt64(row & 63)
                        rows.initializeElement(at: found, to: row)
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
