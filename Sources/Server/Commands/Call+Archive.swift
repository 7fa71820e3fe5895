import Kernel

extension Call {
    /// Everything derived from the raw archive, compared with what is stored.
    func replay() async throws -> Int32 {
        let rereading = try await reread()
        show(rereading.differences)
        terminal.say("\(rereading.count) mails read again, \(rereading.differences.count) differences")
        return rereading.differences.isEmpty ? 0 : 1
    }

    /// What the present rules would read otherwise than the stored readings.
    func reclassify() async throws -> Int32 {
        guard has("--dry-run") else {
            throw UsageError("--dry-run is missing: readings are changed by a person, in review", line.command)
        }
        let rereading = try await reread()
        let readings = rereading.differences.filter { $0.part == "reading" }
        show(readings)
        terminal.say("\(rereading.count) mails read, \(readings.count) would be read otherwise")
        return 0
    }

    private func reread() async throws -> Rereading {
        let office = try await office()
        return try await Rereading.run(office, accounts: try await office.enroll())
    }

    private func show(_ differences: [Rereading.Difference]) {
        for difference in differences {
            if wantsJSON {
                terminal.line(difference.value)
            } else {
                terminal.line("\(difference.message)  \(difference.part): \(difference.stored) -> \(difference.now)")
            }
        }
    }
}
