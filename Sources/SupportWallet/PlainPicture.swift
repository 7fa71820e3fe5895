/// A JPEG or PNG without what cameras and programs write beside the picture: place, time, device, comments, thumbnails.
struct PlainPicture: Sendable {
    let type: String
    let bytes: [UInt8]

    /// Nil where the bytes are neither.
    init?(_ bytes: [UInt8]) {
        if let plain = Self.jpeg(bytes) {
            (type, self.bytes) = ("image/jpeg", plain)
        } else if let plain = Self.png(bytes) {
            (type, self.bytes) = ("image/png", plain)
        } else {
            return nil
        }
    }

    /// ITU T.81 section B.1: segments up to the scan. Those for applications but the first and Adobe's, and comments, are left out.
    private static func jpeg(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
        var (plain, place): ([UInt8], Int) = ([0xFF, 0xD8], 2)
        while place + 4 <= bytes.count {
            guard bytes[place] == 0xFF else { return nil }
            let marker = bytes[place + 1]
            if marker == 0xFF {
                place += 1
                continue
            }
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            guard length >= 2, place + 2 + length <= bytes.count else { return nil }
            let isTold = (0xE1...0xEF).contains(marker) && marker != 0xEE || marker == 0xFE
            if !isTold { plain += bytes[place..<(place + 2 + length)] }
            place += 2 + length
            // The scan goes on to the end of the picture; what stands behind that end is no picture.
            guard marker == 0xDA else { continue }
            return ended(bytes, from: place).map { plain + bytes[place..<$0] }
        }
        return nil
    }

    /// Behind the end of the image. Scans and tables may follow each other.
    private static func ended(_ bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while place + 1 < bytes.count {
            if bytes[place] == 0xFF, bytes[place + 1] == 0xD9 { return place + 2 }
            place += 1
        }
        return nil
    }

    /// RFC 2083 section 3: chunks. Those that the picture needs to be drawn are kept, and no others.
    private static func png(_ bytes: [UInt8]) -> [UInt8]? {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard bytes.count > 20, Array(bytes.prefix(8)) == signature else { return nil }
        let kept: Set<String> = [
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "bKGD", "pHYs", "sBIT",
        ]
        var (plain, place) = (signature, 8)
        while place + 12 <= bytes.count {
            let length = bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - place - 12 else { return nil }
            let name = String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self)
            if kept.contains(name) { plain += bytes[place..<(place + 12 + length)] }
            place += 12 + length
            if name == "IEND" { return plain }
        }
        return nil
    }
}
