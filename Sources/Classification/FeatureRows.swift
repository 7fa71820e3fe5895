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
