import Glibc
import Kernel

/// Writes one file of a request into the folder for uploads.
final class UploadWriter {
    let file: TemporaryFile
    private let descriptor: Int32
    private(set) var sizeBytes = 0

    /// A new file that nobody else can read.
    init(folder: String, name: String) throws {
        let path = folder + "/" + name
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw UploadFault(step: "creating", errno: errno) }
        self.descriptor = descriptor
        file = TemporaryFile(path: path)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                throw UploadFault(step: "writing", errno: errno)
            }
            written += count
        }
        sizeBytes += bytes.count
    }

    deinit { close(descriptor) }
}

/// The folder for uploads does not take what is written.
struct UploadFault: Fault {
    let step: String
    let errno: Int32

    var description: String { "\(step) a file in the folder for uploads failed with error \(errno)" }
}
