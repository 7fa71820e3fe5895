import CPango

/// A picture that a page shows. A JPEG goes into the file as it is and is never decoded here; a PNG is decoded by libpng,
/// after its head was looked at. Cairo's surface is released with the value.
final class Picture {
    let width: Double
    let height: Double
    private let surface: OpaquePointer

    /// 25 million: what a telephone takes, and 100 MB of pixels at most.
    private static let mostPixels = 25_000_000

    /// Nil where the bytes are no JPEG or PNG, or one that is too large.
    init?(_ bytes: [UInt8]) {
        guard let size = Self.size(ofJPEG: bytes) ?? Self.size(ofPNG: bytes), size.width > 0, size.height > 0,
            size.width <= Self.mostPixels / size.height
        else { return nil }
        let made = bytes[0] == 0xFF ? Self.jpeg(bytes, size) : Self.png(bytes)
        guard cairo_surface_status(made) == CAIRO_STATUS_SUCCESS, let made else {
            cairo_surface_destroy(made)
            return nil
        }
        surface = made
        width = Double(size.width)
        height = Double(size.height)
    }

    deinit { cairo_surface_destroy(surface) }

    func draw(in box: Box, on cairo: OpaquePointer) {
        cairo_save(cairo)
        cairo_translate(cairo, box.x, box.y)
        cairo_scale(cairo, box.width / width, box.height / height)
        cairo_set_source_surface(cairo, surface, 0, 0)
        cairo_paint(cairo)
        cairo_restore(cairo)
    }

    /// A surface of that size whose pixels nobody writes or reads: Cairo copies the bytes into the PDF
    /// (cairo_surface_set_mime_data, CAIRO_MIME_TYPE_JPEG).
    private static func jpeg(_ bytes: [UInt8], _ size: (width: Int, height: Int)) -> OpaquePointer? {
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(size.width), Int32(size.height))
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
        copy.initialize(from: bytes, count: bytes.count)
        let status = cairo_surface_set_mime_data(
            surface, "image/jpeg", copy, UInt(bytes.count), { $0?.deallocate() }, copy)
        // On failure Cairo does not take the bytes.
        if status != CAIRO_STATUS_SUCCESS { copy.deallocate() }
        return surface
    }

    private static func png(_ bytes: [UInt8]) -> OpaquePointer? {
        let source = ByteSource(bytes)
        let read: cairo_read_func_t = { closure, target, count in
            guard let closure, let target else { return CAIRO_STATUS_READ_ERROR }
            let source = Unmanaged<ByteSource>.fromOpaque(closure).takeUnretainedValue()
            return source.read(Int(count), into: target) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_READ_ERROR
        }
        return withExtendedLifetime(source) {
            cairo_image_surface_create_from_png_stream(read, Unmanaged.passUnretained(source).toOpaque())
        }
    }

    private final class ByteSource {
        private let bytes: [UInt8]
        private var place = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func read(_ count: Int, into target: UnsafeMutablePointer<UInt8>) -> Bool {
            guard count <= bytes.count - place else { return false }
            for offset in 0..<count { target[offset] = bytes[place + offset] }
            place += count
            return true
        }
    }

    /// ITU T.81 section B: the frame's head after whatever segments stand before it. Nil for what is no JPEG.
    static func size(ofJPEG bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard bytes.count > 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
        var place = 2
        while place + 9 < bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            if marker == 0xFF {
                place += 1
                continue
            }
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            // SOF0 to SOF2: baseline and progressive, which every reader of PDF knows.
            if (0xC0...0xC2).contains(marker) {
                return (
                    Int(bytes[place + 7]) << 8 | Int(bytes[place + 8]),
                    Int(bytes[place + 5]) << 8 | Int(bytes[place + 6])
                )
            }
            guard length >= 2, marker >= 0xC0, marker != 0xDA else { return nil }
            place += 2 + length
        }
        return nil
    }

    /// RFC 2083 section 3: signature, then IHDR. Nil for what is no PNG.
    static func size(ofPNG bytes: [UInt8]) -> (width: Int, height: Int)? {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard bytes.count > 24, bytes.starts(with: signature), bytes[12..<16].elementsEqual("IHDR".utf8) else {
            return nil
        }
        func number(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }
}
