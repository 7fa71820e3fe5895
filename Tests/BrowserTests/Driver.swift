import Glibc
import Kernel
import TestServers

/// chromedriver, started on a free port and ended with the value.
final class Driver: Sendable {
    let port: UInt16
    private let child: ChildProcess

    static let program = find(["chromedriver"])
    static let chromium = find(["chromium", "chromium-browser", "google-chrome"])
    /// Whether pages can be tested in a browser here.
    static var isThere: Bool { program != nil && chromium != nil }

    init() throws {
        port = Loopback.freePort()
        guard let program = Self.program, let child = ChildProcess([program, "--port=\(port)"]) else {
            throw DriverFailure.notThere
        }
        self.child = child
        while let line = child.readLine() {
            if line.contains("started successfully") { return }
        }
        throw DriverFailure.notThere
    }

    deinit {
        kill(child.identifier, SIGTERM)
        child.finish()
    }

    private static func find(_ names: [String]) -> String? {
        let folders = (getenv("PATH").map { String(cString: $0) } ?? "/usr/bin").split(separator: ":")
        for name in names {
            for folder in folders where access("\(folder)/\(name)", X_OK) == 0 { return "\(folder)/\(name)" }
        }
        return nil
    }
}

enum DriverFailure: Error {
    case notThere
    /// WebDriver's error code with the message (W3C WebDriver section 6.6).
    case refused(String, String)
    case noAnswer
}
