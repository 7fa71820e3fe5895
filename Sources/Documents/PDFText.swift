import CPango
import Dispatch
import Glibc
import Kernel

/// Reads the text of hostile PDFs: `pdftotext` (poppler-utils) in a child process with limits on time, processor,
/// memory and output. The child sees the open file and its two outputs, no name and no environment of ours.
package struct PDFText: Sendable {
    package var timeout: Span = .seconds(10)
    /// Of processor time.
    package var processorSeconds = 8
    package var memoryBytes = 1 << 30
    /// The file's size above which it is not tried.
    package var fileLimitBytes = 64 << 20
    package var textLimitBytes = 4 << 20
    /// Who reads; another one in tests.
    package var program = "/usr/bin/pdftotext"
    private let queue = DispatchQueue(label: "documents.pdftotext")

    package init() {}

    /// The text in reading order, pages parted by form feeds. One file at a time, on a thread of its own.
    package func text(ofFile path: String) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try textBlocking(ofFile: path) }) }
        }
    }

    /// The same on the caller's thread, which waits up to `timeout`: never call it from a task.
    package func textBlocking(ofFile path: String) throws(PDFTextError) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard file >= 0 else { throw .unavailable(String(cString: strerror(errno))) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .unavailable("not a plain file")
        }
        guard status.st_size <= fileLimitBytes else { throw .tooLarge(limitBytes: fileLimitBytes) }
        guard PDFFile.isPDF(at: path) else { throw .notPDF }
        return try text(of: file)
    }

    /// MFD_CLOEXEC of <linux/memfd.h>.
    private static let closeOnExec: UInt32 = 1

    /// The text of a PDF in memory, with the same limits; nothing of it touches a disk.
    package func textBlocking(of bytes: [UInt8]) throws(PDFTextError) -> String {
        guard bytes.count <= fileLimitBytes else { throw .tooLarge(limitBytes: fileLimitBytes) }
        guard PDFFile.isPDF(bytes) else { throw .notPDF }
        let file = memfd_create("pdf", Self.closeOnExec)
        guard file >= 0 else { throw .unavailable(String(cString: strerror(errno))) }
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw .unavailable(String(cString: strerror(errno))) }
            written += count
        }
        guard lseek(file, 0, SEEK_SET) == 0 else { throw .unavailable(String(cString: strerror(errno))) }
        return try text(of: file)
    }

    private func text(of file: Int32) throws(PDFTextError) -> String {
        let child = try ChildProcess.start(arguments, input: file)
        return try outcome(of: child.collect(timeout: timeout, limitBytes: textLimitBytes))
    }

    /// Fixed words only. The file is the child's standard input, opened again by poppler so that it can seek.
    private var arguments: [String] {
        [
            "/usr/bin/prlimit", "--cpu=\(processorSeconds)", "--as=\(memoryBytes)", "--core=0", "--nofile=64",
            "--fsize=0",
            "--", program, "-enc", "UTF-8", "-eol", "unix", "/dev/stdin", "-",
        ]
    }

    private func outcome(of result: ChildProcess.Outcome) throws(PDFTextError) -> String {
        switch result.end {
        case .timeout: throw .timeout(milliseconds: timeout.milliseconds)
        case .overflow: throw .tooLarge(limitBytes: textLimitBytes)
        case .signal(SIGXCPU), .signal(SIGKILL): throw .timeout(milliseconds: Int64(processorSeconds) * 1000)
        case .signal(let signal): throw .broken(status: 128 + signal)
        case .exit(0):
            let text = String(decoding: result.output, as: UTF8.self)
            guard text.utf8.contains(where: { $0 > 32 }) else { throw .noTextLayer }
            return text
        case .exit(let code):
            if result.complaint.contains("Incorrect password") { throw .encrypted }
            if code == 3 { throw .encrypted }
            if code == 126 || code == 127 { throw .unavailable("\(program) does not start") }
            if code == 1 { throw .notPDF }
            throw .broken(status: code)
        }
    }
}
