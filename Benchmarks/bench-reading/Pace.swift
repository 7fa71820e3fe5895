import Classification
import Glibc
import MIME
import Server

/// How fast readings are made: by processor time, so that what else the machine does is not counted.
struct Pace {
    let cases: [LabelledSet.Case]

    func print() {
        let inputs = cases.map(\.input)
        Swift.print("")
        Swift.print(
            "reading alone: \(rate(inputs.count) { for input in inputs { _ = ReplyReader.read(input) } }) a second")
        let paths = cases.compactMap(\.path)
        if !paths.isEmpty {
            let raw = rate(paths.count) {
                for path in paths { _ = ReplyReader.read(ReplyInput(Inspection(path: path))) }
            }
            Swift.print("from the raw messages of the set, attached letters among them: \(raw) a second")
        }
        printRaw()
        for (name, body) in Self.hostile {
            let input = ReplyInput(subject: "Re: Corner Shop", body: body)
            let start = Self.now()
            _ = ReplyReader.read(input)
            let read = Self.now()
            _ = NewestText(of: body)
            let (all, cut) = ((read - start) / 1000, (Self.now() - read) / 1000)
            Swift.print("\(name), \(body.utf8.count / 1000) kB: \(all) ms, of which newest text \(cut) ms")
        }
        Swift.print("peak memory: \(Self.peakMegabytes()) MB")
    }

    /// Raw mails of 20 KB, from the file to the reading.
    private func printRaw() {
        let mails = Self.rawMails(cases)
        let folder = "/tmp/bench-reading-\(getpid())"
        mkdir(folder, 0o700)
        let paths = mails.indices.map { "\(folder)/\($0).eml" }
        defer {
            paths.forEach { unlink($0) }
            rmdir(folder)
        }
        for (path, mail) in zip(paths, mails) {
            guard let file = fopen(path, "wb") else { return }
            fwrite(mail.bytes, 1, mail.bytes.count, file)
            fclose(file)
        }
        let whole = rate(paths.count) {
            for path in paths { _ = ReplyReader.read(ReplyInput(Inspection(path: path))) }
        }
        let parsed = rate(paths.count) { for path in paths { _ = ReplyInput(Inspection(path: path)) } }
        let size = mails.reduce(0) { $0 + $1.bytes.count } / max(1, mails.count)
        Swift.print("from raw messages of \(size / 1000) kB: \(whole) a second (without the reading: \(parsed))")
    }

    /// Every third case as a mail.
    static func rawMails(_ cases: [LabelledSet.Case]) -> [RawMail] {
        stride(from: 0, to: cases.count, by: 3).map { RawMail(cases[$0].input, number: $0 / 3) }
    }

    /// How many a second, over at least a second.
    private func rate(_ count: Int, _ work: () -> Void) -> Int {
        work()
        let start = Self.now()
        var done = 0
        while Self.now() - start < 1_000_000 {
            work()
            done += count
        }
        return done * 1_000_000 / max(1, Self.now() - start)
    }

    private static let hostile: [(String, String)] = [
        ("ten thousand numbers", String(repeating: "$40,000 at 1.35 for 26 weeks, ", count: 33_000)),
        ("an endless table", String(repeating: "$40,000\t1.35\t26 weeks\t$2,000\n", count: 33_000)),
        ("sums in one line", "Approved offer\t" + String(repeating: "$12345\t", count: 140_000)),
        (
            "terms in one line",
            String(
                repeating: "Approved $40,000 over 9 months at $1,250, $30,000 at 1.30 over 90 days daily, ",
                count: 12_500)
        ),
        ("nested quotes", String(repeating: String(repeating: ">", count: 99) + "\n", count: 10_000)),
        ("one word without end", String(repeating: "approved", count: 125_000)),
        ("declines in one sentence", String(repeating: "not declined and ", count: 60_000)),
        ("lines like headers", "Yes.\n\n" + String(repeating: "From: a\n", count: 125_000)),
        ("lines like attributions", "Yes.\n\n" + String(repeating: "On 2/2/2026 9:15, a@b.example\n", count: 34_000)),
        ("marks", String(repeating: "- | $ % . : ~~ ", count: 70_000)),
    ]

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }

    private static func peakMegabytes() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1024
    }
}
