import Glibc

/// A new folder below the system's temporary one, removed with all it holds when its last owner goes.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/fundgate-mime-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ScratchError(step: "mkdtemp") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        guard let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { unlink("\(path)/\(name)") }
        }
        closedir(directory)
        rmdir(path)
    }

    func write(_ bytes: some Collection<UInt8>, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        guard let handle = fopen(file, "w") else { throw ScratchError(step: "fopen") }
        defer { fclose(handle) }
        let all = Array(bytes)
        guard fwrite(all, 1, all.count, handle) == all.count else { throw ScratchError(step: "fwrite") }
        return file
    }

    static func read(_ path: String) throws -> [UInt8] {
        guard let handle = fopen(path, "r") else { throw ScratchError(step: "fopen") }
        defer { fclose(handle) }
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = fread(&buffer, 1, buffer.count, handle)
            if count == 0 { return result }
            result += buffer[..<count]
        }
    }

    /// Runs a program with its output in a file of this folder; its exit status and what it printed.
    func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let log = "\(path)/output.log"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        guard posix_spawnp(&process, program, &actions, nil, &words, environ) == 0 else {
            throw ScratchError(step: "spawn")
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return (status >> 8 & 0xFF, String(decoding: try Self.read(log), as: UTF8.self))
    }
}

struct ScratchError: Error {
    let step: String
}
