import Kernel

extension Call {
    /// The raw archive compared with the records of its mails, and what is derived made anew; with `--dry-run` nothing is
    /// changed and differences are told with 1.
    func replay() async throws -> Int32 {
        let office = try await office()
        let rereading = try await Rereading.run(office, accounts: try await office.enroll())
        for difference in rereading.differences {
            if wantsJSON {
                terminal.line(difference.value)
            } else {
                terminal.line("\(difference.message)  \(difference.part): \(difference.stored) -> \(difference.now)")
            }
        }
        terminal.say("\(rereading.count) mails read again, \(rereading.differences.count) differences")
        let rebuilding = try await Rebuilding.compare(office.database)
        for difference in rebuilding.differences {
            let value = difference.value
            if wantsJSON { terminal.line(value) } else { terminal.line(Self.words(value)) }
        }
        let isDry = has("--dry-run")
        if !isDry { try await rebuilding.store(office.database, at: office.clock.now()) }
        terminal.say(
            "\(rebuilding.submissions) submissions, \(rebuilding.offers) offers and \(rebuilding.stipulations) stipulations "
                + "derived again, "
                + "\(rebuilding.differences.count) \(isDry ? "would be rebuilt" : "rebuilt")")
        return rereading.differences.isEmpty && (rebuilding.differences.isEmpty || !isDry) ? 0 : 1
    }

    private static func words(_ difference: Value) -> String {
        let parts = (difference["parts"]?.list ?? []).compactMap(\.text).joined(separator: ", ")
        return "\(difference["record"]?.text ?? "") \(difference["id"]?.text ?? "")  \(parts)"
    }
}
