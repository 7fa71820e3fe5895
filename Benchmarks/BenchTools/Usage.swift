import Glibc

/// What the system says of this process.
package enum Usage {
    package static func monotonicMicroseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }

    /// Time on a processor, of all threads, the system's part included.
    package static func processorMicroseconds() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1_000_000
            + Int(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }

    /// The largest resident memory since the last `forgetPeak`, mapped pages of files included (proc(5), VmHWM).
    package static func peakMegabytes() -> String { megabytes("VmHWM:") }

    /// Resident memory that is no file's (proc(5), RssAnon).
    package static func ownMegabytes() -> String { megabytes("RssAnon:") }

    package static func forgetPeak() {
        let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        _ = write(file, "5", 1)
    }

    private static func megabytes(_ name: String) -> String {
        let lines = text(of: "/proc/self/status").split(separator: "\n")
        let words = lines.first { $0.hasPrefix(name) }?.split { $0 == " " || $0 == "\t" } ?? []
        let kilobytes = words.count > 1 ? Int(words[1]) ?? 0 : 0
        return Decimal.tenths(kilobytes * 10 / 1024)
    }

    private static func text(of path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = read(file, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
