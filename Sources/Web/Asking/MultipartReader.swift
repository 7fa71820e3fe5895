import Kernel

/// Collects the parts of a form: its fields in memory, its files on disk.
final class MultipartReader {
    private enum Target {
        case nothing
        case field(String, [UInt8])
        case file(PartHead, UploadWriter)
    }

    private var parser: MultipartParser
    private let limits: UploadLimits?
    private let bodyBytes: Int
    private let folder: String
    private let prefix: String

    private var target = Target.nothing
    private var entries: [(name: String, value: String)] = []
    private var files: [UploadedFile] = []
    private var partCount = 0
    private var fieldBytes = 0
    private var fileBytes = 0

    init(_ parser: consuming MultipartParser, route: Route, folder: String, prefix: String) {
        self.parser = parser
        limits = route.uploads
        bodyBytes = route.bodyBytes
        self.folder = folder
        self.prefix = prefix
    }

    func consume(_ bytes: UnsafeRawBufferPointer) throws {
        try parser.consume(bytes) { event in
            switch event {
            case .part(let head): try begin(head)
            case .bytes(let bytes): try take(bytes)
            case .end: try end()
            }
        }
    }

    func finish() throws -> RequestBody {
        try parser.finish()
        return RequestBody(entries: entries, files: files)
    }

    private func begin(_ head: PartHead) throws {
        partCount += 1
        guard partCount <= RequestBody.most else {
            throw PlainRefusal.tooLarge("too_many_parts", "the form may have \(RequestBody.most) parts")
        }
        fieldBytes += head.name.utf8.count
        guard let name = head.fileName else {
            target = .field(head.name, [])
            return
        }
        guard let limits else {
            throw PlainRefusal(.mediaType, code: "no_files", field: head.name, "this address takes no files")
        }
        // A browser sends a field for a file nobody chose: it has no name and no bytes.
        guard files.count < limits.count || name.isEmpty else {
            throw PlainRefusal.tooLarge("too_many_files", "at most \(limits.count) files at once", field: head.name)
        }
        target = .file(head, try UploadWriter(folder: folder, name: prefix + "\(partCount)"))
    }

    private func take(_ bytes: UnsafeRawBufferPointer) throws {
        switch target {
        case .nothing: break
        case .field(let name, var value):
            target = .nothing
            fieldBytes += bytes.count
            guard fieldBytes <= bodyBytes else {
                throw PlainRefusal.tooLarge("body_too_large", "the form's fields may have \(bodyBytes) bytes")
            }
            value.append(contentsOf: bytes)
            target = .field(name, value)
        case .file(let head, let writer):
            fileBytes += bytes.count
            guard let limits, writer.sizeBytes + bytes.count <= limits.fileBytes else {
                throw PlainRefusal.tooLarge(
                    "file_too_large", "a file may have \(limits?.fileBytes ?? 0) bytes", field: head.name)
            }
            guard fileBytes <= limits.totalBytes else {
                throw PlainRefusal.tooLarge("files_too_large", "all files together may have \(limits.totalBytes) bytes")
            }
            try writer.write(bytes)
        }
    }

    private func end() throws {
        switch target {
        case .nothing: break
        case .field(let name, let bytes):
            guard let value = String(validating: bytes, as: UTF8.self) else {
                throw PlainRefusal(.malformed, code: "not_utf8", field: name, "the form's text must be UTF-8")
            }
            entries.append((name, value))
        case .file(let head, let writer):
            guard let name = head.fileName, !name.isEmpty || writer.sizeBytes > 0 else { break }
            files.append(
                UploadedFile(
                    field: head.name, name: name.isEmpty ? "file" : name, contentType: head.contentType,
                    sizeBytes: writer.sizeBytes, file: writer.file))
        }
        target = .nothing
    }
}
