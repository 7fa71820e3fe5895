import Kernel
import Storage
import Web

extension DeskRoutes {
    /// The names of what can change; each is a signal of the store and an event of the stream.
    static let signals = ["mail", "inbox", "outbox", "review", "alerts", "referrals"]
    /// Who works for a partner hears of nothing else.
    static let partnersSignals = ["referrals"]

    func events(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let names = Access.readers.admits(caller.roles) ? Self.signals : Self.partnersSignals
        return .events(Self.changes(names, of: caller.tenant, office.database))
    }

    /// Says only that something of a kind changed in one office: the page asks again for what it shows. Several changes
    /// within a moment are one event.
    static func changes(
        _ names: [String] = signals, of tenant: TenantID, _ database: Database
    ) -> AsyncStream<ServerSentEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ServerSentEvent.self, bufferingPolicy: .bufferingNewest(16))
        let listening = Task {
            await withTaskGroup(of: Void.self) { group in
                for name in names {
                    group.addTask {
                        for await _ in database.signals(named: Connection.signalName(name, of: tenant)) {
                            continuation.yield(ServerSentEvent(name, "changed"))
                            // Cancelled while waiting: the stream has ended and the loop with it.
                            try? await Task.sleep(for: .milliseconds(250))
                        }
                    }
                }
            }
        }
        continuation.onTermination = { _ in listening.cancel() }
        return stream
    }

    func openAPI(_ request: Request) async throws -> Answer {
        .json(
            Web.openAPI(
                title: "fundgate", version: Program.version, routes: JoinedRoutes.table(office),
                entities: GeneratedDocuments.entities))
    }
}
