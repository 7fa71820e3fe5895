import Glibc

/// What a benchmark says: figures on standard output, everything else on standard error.
package enum Terminal {
    package static func line(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }
    package static func say(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    package static func end(_ status: Int32, _ text: String) -> Never {
        say(text)
        exit(status)
    }

    private static func write(_ text: String, to file: Int32) {
        var bytes = Array(text.utf8)
        bytes.withUnsafeMutableBytes { _ = Glibc.write(file, $0.baseAddress, $0.count) }
    }
}
