import Testing

@testable import Wire

@Suite struct PublicAddressTests {
    @Test(
        arguments: [
            ([127, 0, 0, 1], false), ([10, 1, 2, 3], false), ([172, 16, 0, 1], false), ([172, 31, 255, 255], false),
            ([172, 32, 0, 1], true), ([192, 168, 1, 1], false), ([169, 254, 169, 254], false),
            ([100, 64, 0, 1], false),
            ([100, 128, 0, 1], true), ([0, 0, 0, 0], false), ([224, 0, 0, 1], false), ([255, 255, 255, 255], false),
            ([198, 18, 0, 1], false), ([8, 8, 8, 8], true), ([192, 0, 2, 1], false), ([93, 184, 216, 34], true),
        ] as [([UInt8], Bool)]) func `J36 only addresses that everybody can reach are public`(
            bytes: [UInt8], isPublic: Bool
        )
    {
        #expect(PublicAddress.isPublic(four: bytes) == isPublic)
        // The same behind IPv6.
        #expect(PublicAddress.isPublic(sixteen: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + bytes) == isPublic)
        #expect(PublicAddress.isPublic(sixteen: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] + bytes) == isPublic)
        #expect(PublicAddress.isPublic(sixteen: [0x20, 0x02] + bytes + [UInt8](repeating: 0, count: 10)) == isPublic)
    }

    @Test(
        arguments: [
            ([0], false), ([0xFE, 0x80], false), ([0xFC], false), ([0xFD, 1], false), ([0xFF, 2], false),
            ([0x20, 0x01, 0x0D, 0xB8], false), ([0x20, 0x01, 0x48, 0x60], true), ([0x2A, 0x00], true),
            ([0x20, 0x01, 0, 0], false),
        ] as [([UInt8], Bool)]) func `J36 local, private and set aside networks of IPv6 are not public`(
            start: [UInt8], isPublic: Bool
        )
    {
        let bytes = start + [UInt8](repeating: 0, count: 15 - start.count) + [1]
        #expect(PublicAddress.isPublic(sixteen: bytes) == isPublic)
    }
}
