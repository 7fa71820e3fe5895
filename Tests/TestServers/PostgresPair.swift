import Glibc

/// A PostgreSQL of the tests' own with a synchronous standby. Both end with the value.
package final class PostgresPair: Sendable {
    /// Names both servers; whichever takes writes is used.
    package let address: String
    private let folder: TemporaryFolder

    private static let script =
        #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/scripts/postgres"

    /// Nil where the servers do not start.
    package init?() {
        guard let folder = try? TemporaryFolder(), chmod(folder.path, 0o755) == 0 else { return nil }
        guard let child = ChildProcess(["bash", Self.script, "up", "\(folder.path)/pair", "standby"]) else {
            return nil
        }
        let line = child.readLine()
        guard child.finish() == 0, let line else { return nil }
        (address, self.folder) = (line, folder)
    }

    deinit { run("down") }

    /// The primary ends as if its machine lost power; nothing takes writes until `promote`.
    package func killPrimary() { run("kill") }

    package func promote() { run("promote") }

    /// The standby stands still: it takes nothing and says nothing until `resumeStandby`.
    package func pauseStandby() { run("pause") }

    package func resumeStandby() { run("resume") }

    private func run(_ command: String) {
        let status = ChildProcess(["bash", Self.script, command, "\(folder.path)/pair"])?.finish()
        precondition(status == 0, "scripts/postgres \(command) succeeds")
    }
}
