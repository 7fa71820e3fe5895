import Dispatch
import Kernel
import TestServers
import Web
import Wire

@testable import SupportWallet

/// The simulated providers on a port of their own, and clients that call them over HTTP.
final class Providers: Sendable {
    let simulator = ProviderSimulator(secret: "sk_test_1")
    private let folder: TemporaryFolder
    private let server: HTTPServer

    init() throws {
        folder = try TemporaryFolder()
        server = HTTPServer(
            settings: ServerSettings(uploadFolder: folder.path),
            parts: ServerParts(
                router: Router(simulator.routes), clock: ManualClock(Moment(seconds: 0)), authenticate: { _ in nil },
                renderer: { _, _ in [] }, log: { _ in }))
        try server.start()
    }

    deinit {
        let server = server
        Task { await server.stop(grace: .seconds(1)) }
    }

    var address: String { "http://127.0.0.1:\(server.port)" }

    static let send: Paystack.Send = {
        let client = HTTPClient(connectTimeout: .seconds(5), silence: .seconds(10), longest: .seconds(10))
        return { call in
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue(label: "test.http").async {
                    continuation.resume(with: Result { try client.send(call) })
                }
            }
        }
    }()

    func paystack(_ secret: String = "sk_test_1") throws -> Paystack {
        guard let made = Paystack(address: address, secret: secret, send: Self.send) else { throw PlainRefusal.missing }
        return made
    }

    func airtime() throws -> AirtimeAggregator {
        guard let made = AirtimeAggregator(address: address, key: "sk_test_1", send: Self.send) else {
            throw PlainRefusal.missing
        }
        return made
    }
}
