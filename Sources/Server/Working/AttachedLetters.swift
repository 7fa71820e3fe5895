import Classification
import Documents
import Kernel
import MIME

/// Takes the text out of the PDFs of a mail whose own words point to them, each in a child process with limits.
package struct AttachedLetters: Sendable {
    private let reader: PDFText

    private static let mostFiles = 3
    private static let mostFileBytes = 16 << 20
    /// Of one file's text.
    private static let mostTextBytes = 64 << 10

    package init(reader: PDFText? = nil) {
        var limited = PDFText()
        limited.timeout = .seconds(5)
        limited.fileLimitBytes = Self.mostFileBytes
        limited.textLimitBytes = 1 << 20
        self.reader = reader ?? limited
    }

    /// The mail's own text, and below it, where it points to PDFs, each file's name with its text, or why it gave none. Blocks.
    package func below(_ message: ParsedMessage, _ own: String, _ path: String) -> String {
        let own = AttachedLetter.plain(own)
        let files = message.attachments.filter(Self.isPDF).prefix(Self.mostFiles)
        guard !files.isEmpty, ReplyReader.pointsToFile(own) else { return own }
        return own + letters(Array(files), path)
    }

    private func letters(_ files: [MIMELeaf], _ path: String) -> String {
        let kept = KeptFiles(files.map(\.index), mostBytes: Self.mostFileBytes)
        do {
            _ = try MessageParser().parse(path: path, sinks: kept.sink)
        } catch {
            return files.map { AttachedLetter.below(name: Self.name($0), complaint: "cannot be read") }.joined()
        }
        return files.map { letter(Self.name($0), kept.bytes[$0.index] ?? []) }.joined()
    }

    private func letter(_ name: String, _ bytes: [UInt8]) -> String {
        do throws(PDFTextError) {
            let text = try reader.textBlocking(of: bytes)
            return AttachedLetter.below(
                name: name, text: String(decoding: text.utf8.prefix(Self.mostTextBytes), as: UTF8.self))
        } catch {
            return AttachedLetter.below(name: name, complaint: error.description)
        }
    }

    private static func isPDF(_ leaf: MIMELeaf) -> Bool {
        leaf.info.contentType == "application/pdf" || leaf.info.fileName?.lowercased().hasSuffix(".pdf") == true
    }

    private static func name(_ leaf: MIMELeaf) -> String { leaf.fileName ?? "attachment \(leaf.index)" }
}

/// The decoded bytes of some leaves while a mail is parsed. Used by the one thread that parses.
private final class KeptFiles {
    private(set) var bytes: [Int: [UInt8]] = [:]
    private let wanted: Set<Int>
    private let mostBytes: Int

    init(_ wanted: [Int], mostBytes: Int) {
        self.wanted = Set(wanted)
        self.mostBytes = mostBytes
    }

    func sink(_ leaf: MIMELeafInfo) -> (any AttachmentSink)? {
        wanted.contains(leaf.index) ? Sink(files: self, index: leaf.index) : nil
    }

    /// One byte more than allowed is kept, so that the file counts as too large.
    private func add(_ chunk: UnsafeRawBufferPointer, to index: Int) {
        let room = mostBytes + 1 - bytes[index, default: []].count
        bytes[index, default: []].append(contentsOf: chunk.prefix(max(0, room)))
    }

    private struct Sink: AttachmentSink {
        let files: KeptFiles
        let index: Int

        mutating func write(_ chunk: UnsafeRawBufferPointer) throws { files.add(chunk, to: index) }

        mutating func finish(sizeBytes: Int, sha256: String) throws -> String? { nil }
    }
}
