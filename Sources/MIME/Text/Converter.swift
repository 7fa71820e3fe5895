import CGMime
import Glibc

/// Conversion to UTF-8 by the C library's iconv.
enum Converter {
    /// Nil where iconv has no such charset. A byte that the charset does not have becomes U+FFFD.
    static func convert(_ bytes: [UInt8], from charset: String) -> Charset.Reading? {
        guard isName(charset), let descriptor = g_iconv_open("UTF-8", charset), descriptor != GIConv(bitPattern: -1)
        else {
            return nil
        }
        defer { g_iconv_close(descriptor) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 2)
        var isExact = true
        var input = bytes
        input.withUnsafeMutableBytes { buffer in
            var position = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = buffer.count
            while left > 0 {
                let step = append(to: &output, descriptor, &position, &left)
                if step == .finished { break }
                guard step == .invalid || step == .incomplete else { continue }
                isExact = false
                output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                if step == .incomplete { break }
                position = position?.advanced(by: 1)
                left -= 1
            }
        }
        return Charset.Reading(
            text: String(decoding: output, as: UTF8.self), defect: isExact ? nil : .undecodableBytes)
    }

    private enum Step { case finished, full, invalid, incomplete }

    /// One call of iconv with a fresh 16 KB buffer.
    private static func append(
        to output: inout [UInt8], _ descriptor: GIConv, _ position: inout UnsafeMutablePointer<CChar>?,
        _ left: inout Int
    ) -> Step {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { chunk in
            var target = chunk.baseAddress
            var room = gsize(chunk.count)
            var remaining = gsize(left)
            errno = 0
            let result = g_iconv(descriptor, &position, &remaining, &target, &room)
            let code = errno
            left = Int(remaining)
            UnsafeRawBufferPointer(start: chunk.baseAddress, count: chunk.count - Int(room)).withMemoryRebound(
                to: UInt8.self
            ) {
                output.append(contentsOf: $0)
            }
            if result != gsize.max { return .finished }
            return code == E2BIG ? .full : code == EINVAL ? .incomplete : .invalid
        }
    }

    /// Only what a charset's name is made of reaches iconv: it reads a path and options from other signs.
    private static func isName(_ charset: String) -> Bool {
        !charset.isEmpty && charset.utf8.count <= 40
            && charset.utf8.allSatisfy { byte in
                (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57) || byte == 45 || byte == 95
                    || byte == 58
                    || byte == 46
            }
    }
}
