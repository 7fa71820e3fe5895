import Kernel
import Storage

extension Call {
    /// Writes one office as a folder or a tar file.
    func exportOffice() async throws -> Int32 {
        let office = try await office()
        let tenant = try await office.tenant(named: option("--office"))
        let summary = try await OfficeTransfer(office).export(tenant, to: absolute(words[0]))
        tell(summary, "exported")
        terminal.say(
            "left out: sessions, the master key, the mailboxes' files; sealed fields stay sealed and open only beside that key"
        )
        return 0
    }

    /// Brings an exported office into this installation; where there is none, one is made beside the master key.
    func importOffice() async throws -> Int32 {
        let configuration = try configuration()
        let log = Log(level: configuration.logLevel)
        let office =
            try await configuration.database.isMade()
            ? try await Office.open(configuration, log: log) : try await Office.found(configuration, log: log)
        let summary = try await OfficeTransfer(office).import(absolute(words[0]))
        tell(summary, "imported and verified")
        summary.quieted.sentences.forEach(terminal.say)
        return 0
    }

    private func tell(_ summary: OfficeTransfer.Summary, _ verb: String) {
        guard !wantsJSON else { return terminal.line(summary.value) }
        terminal.line(
            "\(verb) \(summary.manifest.name): \(summary.manifest.rows) rows, \(summary.files) files, "
                + "content \(summary.manifest.content)")
    }
}
