import CPango
import Glibc
import Kernel

/// A child in a process group of its own, with no open file but its input and two pipes. Killed, with all that it
/// started, and waited for when the value's life ends.
struct ChildProcess: ~Copyable {
    enum End: Equatable {
        case exit(Int32)
        case signal(Int32)
        case timeout
        /// It wrote more than allowed.
        case overflow
    }

    struct Outcome {
        let end: End
        let output: [UInt8]
        /// The first of what it wrote to standard error.
        let complaint: String
    }

    private let process: pid_t
    private let output: Int32
    private let errors: Int32
    private var isWaitedFor = false

    private static let complaintLimitBytes = 8192

    private init(process: pid_t, output: Int32, errors: Int32) {
        self.process = process
        self.output = output
        self.errors = errors
    }

    deinit {
        close(output)
        close(errors)
        if !isWaitedFor { _ = Self.killAndWait(process) }
    }

    /// Starts `arguments[0]` (a path) with an environment of two words.
    static func start(_ arguments: [String], input: Int32) throws(PDFTextError) -> ChildProcess {
        let output = try pipe()
        var errors: (read: Int32, write: Int32)
        do { errors = try pipe() } catch {
            close(output.read)
            close(output.write)
            throw error
        }
        defer {
            close(output.write)
            close(errors.write)
        }
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output.write, 1)
        posix_spawn_file_actions_adddup2(&actions, errors.write, 2)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = [strdup("LC_ALL=C.UTF-8"), strdup("PATH=/usr/bin:/bin"), nil]
        defer { for word in words + environment { free(word) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, arguments[0], &actions, &attributes, &words, &environment)
        guard code == 0 else {
            close(output.read)
            close(errors.read)
            throw .unavailable("\(arguments[0]): \(String(cString: strerror(code)))")
        }
        return ChildProcess(process: process, output: output.read, errors: errors.read)
    }

    /// Reads until the child ends, `timeout` is over or `limitBytes` are exceeded; then it is gone in any case.
    consuming func collect(timeout: Span, limitBytes: Int) -> Outcome {
        let deadline = ContinuousClock.now + .milliseconds(timeout.milliseconds)
        var text: [UInt8] = []
        var complaint: [UInt8] = []
        var open = [output, errors]
        var end: End?
        while !open.isEmpty, end == nil {
            var polled = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let left = Self.milliseconds(until: deadline)
            guard left > 0 else {
                end = .timeout
                break
            }
            guard poll(&polled, nfds_t(polled.count), left) > 0 else { continue }
            for entry in polled where entry.revents != 0 {
                let bytes = Self.read(entry.fd)
                if bytes.isEmpty {
                    open.removeAll { $0 == entry.fd }
                } else if entry.fd == output {
                    text += bytes
                    if text.count > limitBytes { end = .overflow }
                } else {
                    complaint += bytes.prefix(Self.complaintLimitBytes - complaint.count)
                }
            }
        }
        let waited = end == nil ? Self.wait(for: process, until: deadline) : nil
        let killed = waited ?? Self.killAndWait(process)
        isWaitedFor = true
        return Outcome(
            end: end ?? (waited == nil ? .timeout : killed), output: text,
            complaint: String(decoding: complaint, as: UTF8.self))
    }

    // MARK: Waiting

    private static func killAndWait(_ process: pid_t) -> End {
        kill(-process, SIGKILL)
        kill(process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return end(of: status)
    }

    /// Its outputs are closed, so it ends at once as a rule; nil where it does not before `deadline`.
    private static func wait(for process: pid_t, until deadline: ContinuousClock.Instant) -> End? {
        var status: Int32 = 0
        var pause: Int32 = 0
        while true {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { return end(of: status) }
            if ended < 0, errno != EINTR { return .exit(-1) }
            if milliseconds(until: deadline) <= 0 { return nil }
            poll(nil, 0, pause)
            pause = min(pause + 1, 20)
        }
    }

    /// WIFEXITED and its like are macros: the low seven bits are the signal, the next byte the exit status.
    private static func end(of status: Int32) -> End {
        status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F)
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
        let left = deadline - ContinuousClock.now
        let (seconds, attoseconds) = left.components
        return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }

    // MARK: Pipes

    private static func pipe() throws(PDFTextError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw .unavailable(String(cString: strerror(errno))) }
        return (ends[0], ends[1])
    }

    private static func read(_ file: Int32) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            var got = Glibc.read(file, buffer.baseAddress, buffer.count)
            while got < 0, errno == EINTR { got = Glibc.read(file, buffer.baseAddress, buffer.count) }
            count = max(0, got)
        }
    }
}
