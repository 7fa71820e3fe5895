import Glibc
import Kernel

/// The disk or the file did not do what composing a mail needs.
package struct AttachmentFault: Fault, Equatable {
    package enum Step: String, Sendable { case open, read, write, shortened }
    package let step: Step
    package let errorNumber: Int32

    package var description: String { "attachment file: \(step.rawValue) failed with errno \(errorNumber)" }
}

/// An open file, closed when the value's life ends.
struct AttachmentFile: ~Copyable {
    let descriptor: Int32

    init(reading path: String) throws(AttachmentFault) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw AttachmentFault(step: .open, errorNumber: errno) }
    }

    /// Makes or empties the file; only its owner may read it.
    init(writing path: String) throws(AttachmentFault) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw AttachmentFault(step: .open, errorNumber: errno) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Fills `buffer` as far as the file goes; fewer bytes mean its end.
    borrowing func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int64? = nil) throws(AttachmentFault) -> Int
    {
        var count = 0
        while count < buffer.count, let base = buffer.baseAddress {
            let got: Int
            if let offset {
                got = pread(descriptor, base + count, buffer.count - count, Int(offset) + count)
            } else {
                got = Glibc.read(descriptor, base + count, buffer.count - count)
            }
            if got < 0 {
                if errno == EINTR { continue }
                throw AttachmentFault(step: .read, errorNumber: errno)
            }
            if got == 0 { break }
            count += got
        }
        return count
    }

    borrowing func writeAll(_ buffer: UnsafeRawBufferPointer) throws(AttachmentFault) {
        var count = 0
        while count < buffer.count, let base = buffer.baseAddress {
            let put = write(descriptor, base + count, buffer.count - count)
            if put < 0 {
                if errno == EINTR { continue }
                throw AttachmentFault(step: .write, errorNumber: errno)
            }
            count += put
        }
    }

    /// Gives `length` bytes from `offset` on in pieces; a file that has become shorter is a fault.
    static func read(
        _ path: String, offset: Int64, length: Int64, chunkBytes: Int, _ take: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let file = try AttachmentFile(reading: path)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkBytes, alignment: 16)
        defer { buffer.deallocate() }
        var done: Int64 = 0
        while done < length {
            let wanted = Int(min(Int64(chunkBytes), length - done))
            let got = try file.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[0..<wanted]), at: offset + done)
            if got < wanted { throw AttachmentFault(step: .shortened, errorNumber: 0) }
            try take(UnsafeRawBufferPointer(rebasing: buffer[0..<got]))
            done += Int64(got)
        }
    }
}
