import Glibc
import Kernel

/// The command line: `fundgate COMMAND …`. Exit status 0, 1 (refused or failed) or 2 (wrong usage).
package enum Program {
    package static let version = "0.1"

    /// Runs the command that `arguments` (without the program's name) ask for.
    package static func run(
        _ arguments: [String], environment: [String: String], terminal: Terminal = Terminal()
    ) async -> Int32 {
        do {
            let line = try CallLine(arguments)
            if line.wantsHelp {
                terminal.say(line.command.map(\.help) ?? Usage.text)
                return 0
            }
            guard let command = line.command else {
                terminal.say(Usage.text)
                return 2
            }
            return try await command.run(Call(line: line, environment: environment, terminal: terminal))
        } catch let usage as UsageError {
            terminal.say(usage.text)
            return 2
        } catch let refusal as any Refusal {
            terminal.say("refused: \(refusal.reason)")
            return 1
        } catch {
            terminal.say("failed: \((error as? any Fault)?.description ?? "\(type(of: error))")")
            return 1
        }
    }

    /// The process's environment by name.
    package static var environment: [String: String] {
        var all: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { all[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return all
    }
}

/// Where a command's output goes: results on standard output, words for people on standard error.
package struct Terminal: Sendable {
    package let print: @Sendable ([UInt8]) -> Void
    package let say: @Sendable (String) -> Void

    package init(
        print: @escaping @Sendable ([UInt8]) -> Void = { Terminal.write($0, to: 1) },
        say: @escaping @Sendable (String) -> Void = { Terminal.write(Array($0.utf8) + [10], to: 2) }
    ) {
        self.print = print
        self.say = say
    }

    package func line(_ text: String) { print(Array(text.utf8) + [10]) }
    package func line(_ value: Value) { print(value.jsonBytes + [10]) }

    package static func write(_ bytes: [UInt8], to file: Int32) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress?.advanced(by: done), $0.count - done) }
            if count <= 0 { return }
            done += count
        }
    }
}
