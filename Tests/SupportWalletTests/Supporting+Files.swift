import Crypto
import Kernel
import TestServers

@testable import Web

extension Supporting {
    /// A file as the server would hand it over.
    func upload(_ name: String, _ bytes: [UInt8], field: String = "file") throws -> UploadedFile {
        let path = "\(folder.path)/upload-\(Hexadecimal.encode(randomBytes(6)))"
        guard Files.write(bytes, to: path) else { throw PlainRefusal.missing }
        return UploadedFile(
            field: field, name: name, contentType: "application/octet-stream", sizeBytes: bytes.count,
            file: TemporaryFile(path: path))
    }
}
