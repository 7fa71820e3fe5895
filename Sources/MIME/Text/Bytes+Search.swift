import CGMime

extension [UInt8] {
    /// Whether `other` stands in these bytes; nothing stands in none.
    func contains(sequence other: [UInt8]) -> Bool {
        guard !other.isEmpty, count >= other.count else { return false }
        return withUnsafeBytes { bytes in
            other.withUnsafeBytes { memmem(bytes.baseAddress, bytes.count, $0.baseAddress, $0.count) != nil }
        }
    }
}
