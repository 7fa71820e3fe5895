import Inbox
import Kernel

extension Call {
    /// Fetches and files mail: once, or until the program is told to stop.
    func poll() async throws -> Int32 {
        let office = try await office()
        let accounts = try await office.enroll()
        return try await NodeLife.during(office) { life in
            let workers = Workers(office, accounts: accounts, life: life)
            if has("--once") { return try await look(workers) }
            let stop = StopSignal()
            let work = Task { await workers.fetch() }
            await stop.wait()
            work.cancel()
            await work.value
            return 0
        }
    }

    private func look(_ workers: Workers) async throws -> Int32 {
        var isWhole = true
        for enrolled in workers.accounts {
            guard let poller = workers.poller(enrolled) else { continue }
            let name = enrolled.account.name
            do {
                let count = try await poller.once()
                terminal.say("\(name): \(count) new")
            } catch {
                isWhole = false
                terminal.say("\(name): \((error as? any Fault)?.description ?? "\(type(of: error))")")
            }
        }
        let filed = try await workers.filer.drain()
        terminal.say("\(filed) mails filed")
        return isWhole ? 0 : 1
    }
}
