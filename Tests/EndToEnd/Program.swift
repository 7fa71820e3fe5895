import Glibc
import TestServers

/// The built program as a child process.
final class Program: Sendable {
    let identifier: pid_t

    struct End: Sendable {
        /// The exit status; nil after a signal.
        let status: Int32?
        /// The most memory that it held, in bytes.
        let peakBytes: Int
    }

    struct NotStarted: Error { let path: String }

    /// The program that was built with these tests.
    static let path: String = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let own = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/fundgate"
    }()

    /// Starts it; what it writes goes to the file `output`. `environment` is added to this process's own.
    init(_ arguments: [String], environment: [String: String] = [:], output: String = "/dev/null") throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // Dispatch's threads block most signals, and a child inherits that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words: [UnsafeMutablePointer<CChar>?] = ([Self.path] + arguments).map { strdup($0) } + [nil]
        var variables = Self.variables(environment)
        defer { for word in words + variables { free(word) } }
        var identifier = pid_t()
        guard posix_spawn(&identifier, Self.path, &actions, &attributes, &words, &variables) == 0 else {
            throw NotStarted(path: Self.path)
        }
        self.identifier = identifier
    }

    private static func variables(_ added: [String: String]) -> [UnsafeMutablePointer<CChar>?] {
        var all: [UnsafeMutablePointer<CChar>?] = []
        var next = environ
        while let variable = next.pointee {
            let text = String(cString: variable)
            if !added.keys.contains(where: { text.hasPrefix("\($0)=") }) { all.append(strdup(text)) }
            next += 1
        }
        return all + added.map { strdup("\($0)=\($1)") } + [nil]
    }

    func signal(_ number: Int32) { kill(identifier, number) }

    /// Waits for its end on a thread of its own. The kernel's own figure of the most memory (ru_maxrss) is no use: a child
    /// inherits its parent's, and these tests hold much. So the child's high-water mark is looked at until it ends.
    func end() async -> End {
        let identifier = identifier
        return await withCheckedContinuation { continuation in
            Thread.start {
                var (status, peak): (Int32, Int) = (0, 0)
                while true {
                    let ended = waitpid(identifier, &status, WNOHANG)
                    if ended == identifier || ended < 0 && errno != EINTR { break }
                    peak = max(peak, Self.highWaterMark(identifier))
                    usleep(10_000)
                }
                continuation.resume(
                    returning: End(status: status & 0x7F == 0 ? (status >> 8) & 0xFF : nil, peakBytes: peak))
            }
        }
    }

    /// VmHWM of proc(5), in bytes; 0 where the process has none any more.
    private static func highWaterMark(_ identifier: pid_t) -> Int {
        let text = String(decoding: Files.read("/proc/\(identifier)/status") ?? [], as: UTF8.self)
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) else { return 0 }
        return (Int(line.filter(\.isNumber)) ?? 0) << 10
    }

    /// Where a program serves, as it says in its log; nil before.
    static func port(in log: String) -> UInt16? {
        let words = log.split(separator: "serves port ").dropFirst().first?.prefix { $0.isNumber }
        return words.flatMap { UInt16($0) }
    }

    /// Runs a command of the program to its end.
    static func run(_ command: String..., office: TestOffice) async throws -> End {
        try await Program(
            command + ["--config", office.configurationFile], output: "\(office.folder.path)/program.log"
        ).end()
    }
}
