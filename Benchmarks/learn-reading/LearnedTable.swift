import Glibc

/// A table as C: its lines as one text, by the name of its variable.
enum LearnedTable {
    static func write(_ lines: [String], as name: String, to path: String) throws {
        var text = """
            /* Written by `swift run -c release learn-reading Sources/CLeanings`; never edited. */
            #include "leanings.h"

            const char \(name)[] =

            """
        var length = 0
        for line in lines {
            let shown = line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\t", with: "\\t")
            text += "\"\(shown)\\n\"\n"
            length += line.utf8.count + 1
        }
        text += ";\nconst unsigned long \(name)_length = \(length);\n"
        let bytes = Array(text.utf8)
        guard let file = fopen(path, "w") else { throw LearnFailure.notWritable }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw LearnFailure.notWritable }
    }
}

enum LearnFailure: Error { case notWritable }
