import Crypto
import Glibc
import Kernel
import MIME

/// The installation's secrets: master keys in a file beside the database, and a key of its own for each purpose, made from
/// one of them (HMAC-SHA-256 over the purpose's name). The first makes what must stay, such as the tokens of mails that
/// are out; personal fields are sealed with the newest, and each opens with the one that sealed it.
package struct Keys: Sendable {
    private let masters: [[UInt8]]
    /// A newer key was added, and what the former ones sealed is not sealed anew yet.
    let isRotating: Bool

    /// Bytes of a master key.
    static let size = 32
    /// A sealed field names its key in one byte.
    private static let most = 255
    /// Stands behind the newest key until everything is sealed with it.
    private static let rotatingMark = " rotating"

    package init(master: [UInt8]) {
        self.init([master], isRotating: false)
    }

    private init(_ masters: [[UInt8]], isRotating: Bool) {
        precondition(!masters.isEmpty && masters.allSatisfy { $0.count == Self.size }, "a master key has 32 bytes")
        self.masters = masters
        self.isRotating = isRotating
    }

    /// Reads `folder/master.key`: a line of 64 hexadecimal digits for each key, readable by the program's user alone.
    package init(folder: String) throws {
        let path = Self.path(folder)
        var status = stat()
        guard stat(path, &status) == 0 else { throw KeysRefusal.missing(path) }
        guard status.st_mode & 0o077 == 0 else { throw KeysRefusal.open(path) }
        var lines = String(decoding: try LocalFile.read(path), as: UTF8.self).split(separator: "\n").map(String.init)
        let isRotating = lines.count > 1 && lines.last?.hasSuffix(Self.rotatingMark) == true
        if isRotating { lines[lines.count - 1].removeLast(Self.rotatingMark.count) }
        let masters = lines.compactMap { Hexadecimal.decode($0) }
        guard (1...Self.most).contains(masters.count), masters.count == lines.count,
            masters.allSatisfy({ $0.count == Self.size })
        else { throw KeysRefusal.malformed(path) }
        self.init(masters, isRotating: isRotating)
    }

    /// Adds a key to the file, with which everything is sealed from then on.
    func rotated(folder: String) throws -> Keys {
        guard masters.count < Self.most else { throw KeysRefusal.tooMany(Self.path(folder)) }
        let next = Keys(masters + [randomBytes(Self.size)], isRotating: true)
        try next.write(folder)
        return next
    }

    /// Nothing is sealed with a former key any more.
    func finished(folder: String) throws { try Keys(masters, isRotating: false).write(folder) }

    private func write(_ folder: String) throws {
        let lines = masters.map(Hexadecimal.encode).joined(separator: "\n") + (isRotating ? Self.rotatingMark : "")
        try LocalFile.write(Array(lines.utf8) + [10], to: Self.path(folder))
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
        authenticationCode(Array("fundgate \(purpose)".utf8), key: masters[0])
    }

    /// The keys for one purpose, by number: that of `1` is made from the first master key.
    func keys(for purpose: String) -> [UInt8: [UInt8]] {
        var keys: [UInt8: [UInt8]] = [:]
        for (place, master) in masters.enumerated() {
            keys[UInt8(place + 1)] = authenticationCode(Array("fundgate \(purpose) \(place + 1)".utf8), key: master)
        }
        return keys
    }

    /// Tells whether two installations have the same master keys; says nothing else of them.
    var mark: String {
        let codes = masters.map { authenticationCode(Array("fundgate office export".utf8), key: $0) }
        let whole = codes.count == 1 ? codes[0] : Digest(of: codes.flatMap(\.self)).bytes
        return Hexadecimal.encode(whole.prefix(16))
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
    case tooMany(String)
    case inUse(String)

    package var code: String { "master_key" }
    package var reason: String {
        switch self {
        case .missing(let path): "there is no master key at \(path); run `fundgate init`, or restore it from a backup"
        case .open(let path): "the master key \(path) is readable by others; run `chmod 600 \(path)`"
        case .malformed(let path): "the master key \(path) must have lines of 64 hexadecimal digits"
        case .exists(let path): "there is a master key at \(path) already"
        case .tooMany(let path): "\(path) has as many keys as fields can name; export the office to a new installation"
        case .inUse(let place):
            "another fundgate works on \(place); stop it first, so that it seals nothing with the former key"
        }
    }
}
