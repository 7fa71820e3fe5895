import Crypto
import Glibc
import Kernel
import MIME

/// The installation's secrets: one master key in a file beside the database, and a key of its own for each purpose,
/// made from it (HMAC-SHA-256 over the purpose's name).
package struct Keys: Sendable {
    private let master: [UInt8]

    /// Bytes of a master key.
    static let size = 32

    package init(master: [UInt8]) {
        precondition(master.count == Self.size, "the master key has 32 bytes")
        self.master = master
    }

    /// Reads `folder/master.key`: 64 hexadecimal digits, readable by the program's user alone.
    package init(folder: String) throws {
        let path = Self.path(folder)
        var status = stat()
        guard stat(path, &status) == 0 else { throw KeysRefusal.missing(path) }
        guard status.st_mode & 0o077 == 0 else { throw KeysRefusal.open(path) }
        let text = String(decoding: try LocalFile.read(path).prefix { $0 != 10 }, as: UTF8.self)
        guard let bytes = Hexadecimal.decode(text), bytes.count == Self.size else { throw KeysRefusal.malformed(path) }
        master = bytes
    }

    /// Makes the file; refused where one is there, because nothing sealed could be opened again.
    package static func make(folder: String) throws {
        let path = path(folder)
        guard !LocalFile.exists(path) else { throw KeysRefusal.exists(path) }
        try LocalFile.makeFolder(folder)
        try LocalFile.write(Array(Hexadecimal.encode(randomBytes(size)).utf8) + [10], to: path)
    }

    package static func isThere(folder: String) -> Bool { LocalFile.exists(path(folder)) }

    private static func path(_ folder: String) -> String { "\(folder)/master.key" }

    /// The key for one purpose.
    package func key(for purpose: String) -> [UInt8] {
        authenticationCode(Array("fundgate \(purpose)".utf8), key: master)
    }

    /// Signs what stands in outgoing mails so that replies are recognised.
    package var tokens: TokenSigner {
        let key = key(for: "mail tokens")
        return TokenSigner { authenticationCode($0, key: key) }
    }
}

package enum KeysRefusal: Refusal, Equatable {
    case missing(String)
    case open(String)
    case malformed(String)
    case exists(String)

    package var code: String { "master_key" }
    package var reason: String {
        switch self {
        case .missing(let path): "there is no master key at \(path); run `fundgate init`, or restore it from a backup"
        case .open(let path): "the master key \(path) is readable by others; run `chmod 600 \(path)`"
        case .malformed(let path): "the master key \(path) must be 64 hexadecimal digits"
        case .exists(let path): "there is a master key at \(path) already"
        }
    }
}
