import Kernel

/// The text of an attached file, kept below the mail's own text so that what is read in it has a place in one text. Its heading
/// begins with a form feed, which a received mail's own text never holds.
package enum AttachedLetter {
    private static let mark = Array("\u{0C}attached: ".utf8)

    /// What stands below the mail's text: the file's name, and its text without form feeds.
    package static func below(name: String, text: String) -> String {
        heading(name) + "\n" + plain(text) + "\n"
    }

    /// The same for a file that gave no text.
    package static func below(name: String, complaint: String) -> String {
        heading("\(name) (\(complaint))") + "\n"
    }

    /// A text without the sign that begins a heading; the offsets stay.
    package static func plain(_ text: String) -> String {
        guard text.withBytes({ $0.contains(12) }) else { return text }
        return String(decoding: text.utf8.map { $0 == 12 ? 10 : $0 }, as: UTF8.self)
    }

    private static func heading(_ name: String) -> String {
        let line = name.utf8.prefix(200).map { $0 < 32 ? 32 : $0 }
        return "\n\n" + String(decoding: mark, as: UTF8.self) + String(decoding: line, as: UTF8.self)
    }

    /// Where the first heading begins; the end of the text where there is none.
    static func start(in body: ArraySlice<UInt8>) -> Int {
        body.withUnsafeBufferPointer { bytes in
            for index in bytes.indices where bytes[index] == 12 {
                if bytes[index...].starts(with: mark) { return index }
            }
            return bytes.count
        }
    }

    /// Where the letters stand in a text, with their headings.
    package static func range(in body: String) -> Range<Int> { start(in: Array(body.utf8)[...])..<body.utf8.count }

    /// The lines of the letters, without their headings: offsets in the text.
    static func lines(in bytes: [UInt8], from start: Int) -> [Range<Int>] {
        bytes[start...].split(separator: 10, omittingEmptySubsequences: false).compactMap { line in
            line.first == 12 ? nil : line.startIndex..<line.endIndex
        }
    }
}
