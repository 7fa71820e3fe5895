import Kernel

extension Call {
    /// Everything derived from the raw archive, compared with what is stored.
    func replay() async throws -> Int32 {
        let rereading = try await reread()
        show(rereading.differences)
        terminal.say("\(rereading.count) mails read again, \(rereading.differences.count) differences")
        return rereading.differences.isEmpty ? 0 : 1
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
