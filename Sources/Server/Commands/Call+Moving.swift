import Kernel
import Storage

extension Call {
    /// Copies a whole office into another database, which is empty, and verifies it there.
    func move() async throws -> Int32 {
        let (source, target) = (try address("--from"), try address("--to"))
        let show: @Sendable (OfficeCopy.Table) -> Void = { [wantsJSON, terminal] table in
            if wantsJSON {
                terminal.line(["table": Value(table.name), "rows": Value(table.rows)])
            } else {
                terminal.line("\(table.name)  \(table.rows)")
            }
        }
        let summary = try await OfficeCopy(
            from: source, to: target, migrations: JoinedSchema.migrations, isOnline: false, report: show,
            look: OfficeCopy.needsWholeLedgers
        ).run()
        terminal.say(
            "\(summary.rows) rows copied; the ledgers and the history's chain are whole there, \(summary.historyRows) rows of history"
        )
        if summary.cleanedTexts > 0 {
            terminal.say("\(summary.cleanedTexts) texts held a NUL character; a space stands there now")
        }
        terminal.say(
            """
            \(source.shown) is as it was. Set `database` to the new place; blobs and keys stay where they are. Then run \
            `fundgate verify`, and do not start fundgate on the old place again.
            """)
        return 0
    }

    private func address(_ option: String) throws -> DatabaseAddress {
        let here = LocalFile.workingFolder
        let text = try needed(option)
        guard let address = DatabaseAddress(text, fileAt: { $0.hasPrefix("/") ? $0 : "\(here)/\($0)" }) else {
            throw UsageError("\(option) must be sqlite: and a path, or postgresql:// and an address", line.command)
        }
        return address
    }
}
