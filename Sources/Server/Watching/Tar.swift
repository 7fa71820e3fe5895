import Glibc
import Kernel

/// The program tar, run to its end. Blocks.
enum Tar {
    static func run(_ arguments: [String]) throws {
        var process = pid_t()
        var words: [UnsafeMutablePointer<CChar>?] = (["tar"] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        guard posix_spawnp(&process, "tar", nil, nil, &words, environ) == 0 else { throw TarFault(status: -1) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw TarFault(status: -1) }
        }
        guard status == 0 else { throw TarFault(status: status) }
    }
}

/// The program tar failed; it has said why on standard error.
package struct TarFault: Fault, Equatable {
    package let status: Int32
    package var description: String { "tar ended with status \(status)" }
}
