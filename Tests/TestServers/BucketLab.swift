import Glibc

/// A server of the S3 protocol (moto's) of the tests' own on loopback, which checks signatures and rights, with one bucket.
/// It ends with the process, even where that is killed.
package final class BucketLab: Sendable {
    package struct Login: Sendable {
        package let key: String
        package let secret: String
    }

    package static let bucket = "office"

    package let port: UInt16
    /// May do everything.
    package let owner: Login
    /// May list and read, and not store.
    package let reader: Login
    private let folder: TemporaryFolder
    private let child: ChildProcess

    /// One lab for all tests of a process, started when first asked for; nil where `isAvailable` is false.
    package static let shared: BucketLab? = isAvailable ? BucketLab() : nil

    /// True where scripts/setup has made moto's own Python.
    package static var isAvailable: Bool { access(python, X_OK) == 0 }

    private static let here = #filePath.split(separator: "/").dropLast()
    private static let python =
        getenv("FUNDGATE_MOTO").map { String(cString: $0) }
        ?? here.dropLast(2).reduce("") { "\($0)/\($1)" } + "/.build/moto/bin/python"

    /// Starts the server and waits until it answers, about two seconds; nil where it does not start. `checksRights:
    /// false` takes every request, also by links, whose signatures moto cannot check.
    package init?(checksRights: Bool = true) {
        guard let folder = try? TemporaryFolder() else { return nil }
        self.folder = folder
        let script = Self.here.reduce("") { "\($0)/\($1)" } + "/bucket-lab"
        guard let child = ChildProcess([Self.python, script, "\(folder.path)/moto"] + (checksRights ? [] : ["open"]))
        else { return nil }
        let words = child.readLine()?.split(separator: " ").map(String.init) ?? []
        guard words.count == 6, words[0] == "ready", let port = UInt16(words[1]) else {
            child.finish()
            return nil
        }
        self.child = child
        self.port = port
        owner = Login(key: words[2], secret: words[3])
        reader = Login(key: words[4], secret: words[5])
    }

    deinit { child.finish() }

    package var endpoint: String { "http://127.0.0.1:\(port)" }
}
