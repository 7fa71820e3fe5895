import Glibc
import Kernel
import Synchronization

/// The program's log: one line each on standard error, no contents. Whatever a caller passes, what looks like an
/// address, a key or a long number is cut out before it is written (K14).
package final class Log: Sendable {
    package enum Level: String, CaseIterable, Sendable {
        case info, debug, quiet
    }

    private let level: Level
    private let clock: any Clock
    private let write: @Sendable (String) -> Void

    package init(
        level: Level, clock: any Clock = SystemClock(),
        write: @escaping @Sendable (String) -> Void = Log.toStandardError
    ) {
        self.level = level
        self.clock = clock
        self.write = write
    }

    package static let toStandardError: @Sendable (String) -> Void = { line in
        // One call a line, so that lines of several threads do not mix.
        var bytes = Array(line.utf8) + [10]
        bytes.withUnsafeMutableBytes { _ = Glibc.write(2, $0.baseAddress, $0.count) }
    }

    package func info(_ text: String) {
        guard level != .quiet else { return }
        write("\(clock.now()) \(LogLine.clean(text))")
    }

    package func debug(_ text: String) {
        guard level == .debug else { return }
        write("\(clock.now()) debug: \(LogLine.clean(text))")
    }
}

/// What is left of a text in the log.
enum LogLine {
    private static let longest = 600

    static func clean(_ text: String) -> String {
        let words = text.unicodeScalars.prefix(longest).split(omittingEmptySubsequences: false) {
            $0.value <= 32 || $0.value == 127
        }
        return words.map { word in clean(word: String(String.UnicodeScalarView(word))) }.joined(separator: " ")
    }

    /// Addresses lose their local part, keys and numbers of nine digits and more go altogether.
    private static func clean(word: String) -> String {
        var word = word
        if let sign = word.lastIndex(of: "@"), sign > word.startIndex, word.index(after: sign) < word.endIndex {
            word = "…" + word[sign...]
        }
        if word.contains("fg_") { return "…" }
        let digits = word.utf8.filter { (48...57).contains($0) }.count
        let hasLetters = word.utf8.contains { (97...122).contains($0 | 32) }
        return digits >= 9 && !hasLetters ? "…" : word
    }
}
