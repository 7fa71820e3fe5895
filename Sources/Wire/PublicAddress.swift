import Glibc

/// Whether an address of the internet is one that everybody can reach: not this machine, not a private or local network,
/// not what is set aside (RFC 6890). For calls whose address somebody else named.
enum PublicAddress {
    /// A socket's address as libcurl is about to connect to it.
    static func isPublic(_ address: UnsafePointer<sockaddr>) -> Bool {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin_addr) { isPublic(four: Array($0)) }
            }
        case AF_INET6:
            return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin6_addr) { isPublic(sixteen: Array($0)) }
            }
        default: return false
        }
    }

    // swift-format-ignore
    private static let setAside: [(UInt32, bits: UInt32)] = [
        (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16), (0xAC10_0000, 12),
        (0xC000_0000, 24), (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16), (0xC612_0000, 15),
        (0xC633_6400, 24), (0xCB00_7100, 24), (0xE000_0000, 4), (0xF000_0000, 4),
    ]

    /// The four bytes of IPv4.
    static func isPublic(four bytes: [UInt8]) -> Bool {
        let number = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return !setAside.contains { number >> (32 - $0.bits) == $0.0 >> (32 - $0.bits) }
    }

    /// The sixteen bytes of IPv6. Of those that carry an IPv4 address, that one decides.
    static func isPublic(sixteen bytes: [UInt8]) -> Bool {
        if bytes.prefix(12).elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
            return isPublic(four: Array(bytes[12...]))
        }
        // NAT64 (RFC 6052) and 6to4 (RFC 3056).
        if bytes.prefix(12).elementsEqual([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
            return isPublic(four: Array(bytes[12...]))
        }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return isPublic(four: Array(bytes[2..<6])) }
        // Addresses for everybody begin with 001; of these Teredo, benchmarking, ORCHID and documentation are set aside.
        guard bytes[0] >> 5 == 1 else { return false }
        if bytes[0] == 0x20, bytes[1] == 0x01 {
            return bytes[2] >> 1 != 0 && !(bytes[2] == 0x0D && bytes[3] == 0xB8)
        }
        return true
    }
}
