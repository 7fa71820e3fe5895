import Glibc

/// A child that is told to end by the end of its standard input, and whose standard output can be read.
package struct ChildProcess: Sendable {
    package let identifier: pid_t
    private let input: Int32
    private let output: Int32

    /// Nil where the program cannot be started.
    package init?(_ arguments: [String]) {
        var inputEnds: [Int32] = [-1, -1]
        var outputEnds: [Int32] = [-1, -1]
        precondition(pipe(&inputEnds) == 0 && pipe(&outputEnds) == 0, "a process has descriptors left")
        // Ours must not be inherited: the child would never see the end of its input.
        for end in [inputEnds[1], outputEnds[0]] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, inputEnds[0], 0)
        posix_spawn_file_actions_adddup2(&actions, outputEnds[1], 1)
        for end in [inputEnds[0], outputEnds[1]] { posix_spawn_file_actions_addclose(&actions, end) }
        // Dispatch's threads block most signals, and a child inherits that: it could not be told to end.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        defer { posix_spawnattr_destroy(&attributes) }
        var strings: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        var identifier = pid_t()
        let code = strings[0].map { posix_spawnp(&identifier, $0, &actions, &attributes, &strings, environ) } ?? EINVAL
        posix_spawn_file_actions_destroy(&actions)
        close(inputEnds[0])
        close(outputEnds[1])
        self.identifier = identifier
        (input, output) = (inputEnds[1], outputEnds[0])
        guard code == 0 else {
            close(input)
            close(output)
            return nil
        }
    }

    /// The next line of its output without the line end; nil at its end.
    package func readLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1 {
            if byte == 10 { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }

    /// Ends its input, waits until it is gone, and returns its exit status (-1 after a signal).
    @discardableResult
    package func finish() -> Int32 {
        close(input)
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        close(output)
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }
}
