import Inbox
import Kernel

extension Call {
    /// Fetches and files mail: once, or until the program is told to stop.
    func poll() async throws -> Int32 {
        let office = try await office()
        let workers = Workers(office, accounts: try await office.enroll())
        let pollers = workers.accounts.compactMap { enrolled in
            workers.poller(enrolled).map { (name: enrolled.account.name, poller: $0) }
        }
        guard has("--once") else {
            let stop = StopSignal()
            let filer = workers.filer
            let work = Task {
                await withTaskGroup(of: Void.self) { group in
                    for (_, poller) in pollers { group.addTask { await poller.run() } }
                    group.addTask { await filer.run() }
                }
            }
            await stop.wait()
            work.cancel()
            await work.value
            return 0
        }
        var isWhole = true
        for (name, poller) in pollers {
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
