/// From where a client asks, as limits count it: an address of IPv4, of IPv6 the network of 64 bits that one line has.
enum ClientPlace {
    static func of(_ address: String) -> String {
        let plain = address.prefix { $0 != "%" }
        guard plain.contains(":") else { return address }
        // An address of IPv4 within one of IPv6 (RFC 4291 section 2.5.5).
        if plain.contains(".") { return String(plain.split(separator: ":").last ?? plain) }
        let halves = plain.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        let (head, tail) = (groups(halves[0]), halves.count > 1 ? groups(halves[1]) : [])
        let zeros = halves.count > 1 ? Array(repeating: "0", count: max(0, 8 - head.count - tail.count)) : []
        return (head + zeros + tail).prefix(4).joined(separator: ":") + "::/64"
    }

    private static func groups(_ text: Substring) -> [String] {
        text.split(separator: ":").map { group in
            let short = group.lowercased().drop { $0 == "0" }
            return short.isEmpty ? "0" : String(short)
        }
    }
}
