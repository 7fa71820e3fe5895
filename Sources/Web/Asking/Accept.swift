/// The header `Accept` (RFC 9110 section 12.5.1).
struct Accept {
    private struct Range {
        let type: String
        /// In thousandths.
        let quality: Int
    }

    private let ranges: [Range]

    init(_ values: [String]) {
        ranges = values.joined(separator: ",").utf8.split(separator: UInt8(ascii: ",")).prefix(50).compactMap { part in
            let pieces = part.split(separator: UInt8(ascii: ";")).map { String($0)?.trimmed ?? "" }
            guard let type = pieces.first, type.contains("/") else { return nil }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") || $0.hasPrefix("Q=") }
            return Range(type: type.lowercased(), quality: weight.map { Self.thousandths($0.dropFirst(2)) } ?? 1000)
        }
    }

    /// The most wanted of `offered`, on equal terms the first; nil where none is acceptable. Without a header all are.
    func best(of offered: [String]) -> String? {
        guard !ranges.isEmpty else { return offered.first }
        var best: (type: String, quality: Int)?
        for type in offered {
            let quality = quality(of: type)
            if quality > 0, quality > best?.quality ?? 0 { best = (type, quality) }
        }
        return best?.type
    }

    /// The most specific range decides.
    private func quality(of type: String) -> Int {
        let family = (type.split(separator: "/").first.map(String.init) ?? "") + "/*"
        for wanted in [type, family, "*/*"] {
            if let range = ranges.first(where: { $0.type == wanted }) { return range.quality }
        }
        return 0
    }

    /// `0.8` is 800; what is no weight counts as 1.
    private static func thousandths(_ text: Substring) -> Int {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ Int($0) }), (0...1).contains(whole) else { return 1000 }
        let digits = parts.count == 2 ? String(parts[1].prefix(3)) : ""
        let padded = digits + String(repeating: "0", count: 3 - digits.count)
        return min(1000, whole * 1000 + (Int(padded) ?? 0))
    }
}
