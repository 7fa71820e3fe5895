import Kernel
import Wire

/// Paystack's HTTP API. Answers are `{"status": …, "message": …, "data": {…}}`; the secret goes into a header and nowhere else.
package struct Paystack: BankProvider {
    package typealias Send = @Sendable (HTTPCall) async throws -> HTTPReply

    private let server: HTTPServerAddress
    /// What stands before each path; empty at Paystack itself.
    private let base: String
    private let secret: String
    private let send: Send

    package static let standardAddress = "https://api.paystack.co"

    /// Nil where the address is none of HTTP or HTTPS.
    package init?(address: String, secret: String, send: @escaping Send) {
        guard let (server, base) = Self.parse(address) else { return nil }
        self.server = server
        self.base = base
        self.secret = secret
        self.send = send
    }

    /// `https://host:port/base`
    package static func parse(_ address: String) -> (HTTPServerAddress, String)? {
        let isSecure = address.hasPrefix("https://")
        guard isSecure || address.hasPrefix("http://") else { return nil }
        let rest = address.dropFirst(isSecure ? 8 : 7)
        let authority = rest.prefix { $0 != "/" }
        var base = String(rest.dropFirst(authority.count))
        while base.hasSuffix("/") { base.removeLast() }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty, parts.count <= 2 else { return nil }
        let port = parts.count == 2 ? UInt16(parts[1]) : nil
        guard parts.count == 1 || port != nil else { return nil }
        // A key and account numbers go in the clear to this machine alone.
        guard isSecure || ["127.0.0.1", "localhost"].contains(String(host)) else { return nil }
        let server = HTTPServerAddress(isSecure: isSecure, host: String(host), port: port)
        return server.isUsable ? (server, base) : nil
    }

    /// One call. A fault of the way is thrown; what the server says is returned, whatever its status.
    func call(_ method: String, _ target: String, _ body: Value? = nil) async throws -> (status: Int, value: Value) {
        var headers = [(name: "Authorization", value: "Bearer \(secret)"), (name: "Accept", value: "application/json")]
        if body != nil { headers.append((name: "Content-Type", value: "application/json")) }
        let reply = try await send(
            HTTPCall(
                method, server, target: base + target, headers: headers,
                body: body.map { .bytes($0.jsonBytes) } ?? .none, goesOnce: body != nil))
        return (reply.status, (try? Value(parsing: reply.body)) ?? .null)  // what is no JSON has no fields
    }

    package func resolve(bank: NigerianBank, number: String) async -> NameResolution {
        guard number.utf8.allSatisfy({ (48...57).contains($0) }) else { return .unknown }
        do {
            let (status, value) = try await call(
                "GET", "/bank/resolve?account_number=\(number)&bank_code=\(bank.code)")
            if status == 422 || status == 404 || status == 400 { return .unknown }
            guard status == 200, value["status"]?.flag == true, value["data"]?["account_number"]?.text == number,
                let name = value["data"]?["account_name"]?.text, !name.isEmpty
            else { return .unavailable }
            let bankID = value["data"]?["bank_id"]?.integer
            return .found(name: name, reference: "paystack:\(bankID.map { "\($0)" } ?? "resolved")")
        } catch {
            // The fault names an address with the account's number in it: nobody logs it.
            return .unavailable
        }
    }
}
