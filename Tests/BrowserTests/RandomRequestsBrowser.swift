import Glibc
import Kernel
import People
import Testing
import Web

@testable import Server

@Suite(.serialized)
struct RandomRequestsBrowser {
    /// `FUNDGATE_REQUESTS` says how many requests are tried.
    private static let count = getenv("FUNDGATE_REQUESTS").flatMap { Int(String(cString: $0)) } ?? 100_000
    private static let threads = 4

    @Test func `J28 no request makes the server fail, hang or end`() async throws {
        try await inOffice(works: false, sends: true) { office in
            let ids = try await KnownIDs(office)
            let callers = try await callers(office)
            // The doctor asks name servers; signing out everywhere would make all the others nobody.
            let routes = JoinedRoutes.table(office.office).filter {
                $0.pattern != "/doctor" && $0.pattern != "/keys/{id}/revocation"
            }
            let failures = try await withThrowingTaskGroup(of: [String].self) { group in
                for number in 0..<Self.threads {
                    let requests = RandomRequest(
                        routes: routes, ids: ids, callers: callers, dice: Dice(UInt64(number) &* 977 &+ 5))
                    let port = office.port
                    group.addTask {
                        try await apart { Self.run(requests, Self.count / Self.threads, port: port) }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(12).joined(separator: "\n\n"))")
            let answer = try await Caller(port: office.port).get("/sign-in")
            #expect(answer.status == 200, "the server still answers")
        }
    }

    /// Sends so many; answers what failed, at most some of it. `isWrong` looks at an answer beside its request.
    static func run(
        _ requests: RandomRequest, _ count: Int, port: UInt16,
        isWrong: (_ request: [UInt8], Told) -> Bool = { !(200..<500).contains($1.status) }
    ) -> [String] {
        var requests = requests
        var failures: [String] = []
        var line: Line?
        for _ in 0..<count where failures.count < 20 {
            let (bytes, isHead) = requests.next()
            do {
                let open = try line ?? Line(port)
                let told = try open.ask(bytes, isHead: isHead)
                line = told["connection"] == "close" || told["content-type"] == "text/event-stream" ? nil : open
                if isWrong(bytes, told) {
                    failures.append("\(told.status) to \(String(decoding: bytes.prefix(900), as: UTF8.self))")
                }
            } catch {
                line = nil
                failures.append("\(error) to \(String(decoding: bytes.prefix(900), as: UTF8.self))")
            }
        }
        return failures
    }

    /// Nobody, each role, and an admin of another office.
    private func callers(_ office: OpenOffice) async throws -> [Caller] {
        var callers = [Caller(port: office.port), Caller(port: office.port, proof: .key("fg_nothing"))]
        for role in Role.all { callers.append(try await office.caller([role.name])) }
        let now = office.office.clock.now()
        let other = try await office.office.database.write { db in
            try Tenant.add(name: "Other Street Capital", by: DemoOffice.who, at: now, db)
        }
        callers.append(try await office.caller([.admin], tenant: other))
        return callers
    }
}
