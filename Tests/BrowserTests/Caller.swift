import Kernel

/// Somebody who asks the server: nobody, a program by its key, or a person by the session's cookie.
struct Caller: Sendable {
    enum Proof: Sendable {
        case none
        case key(String)
        case session(token: String, csrf: String)
    }

    let port: UInt16
    var proof = Proof.none

    /// The request's bytes; the body's type is JSON unless said otherwise.
    func request(
        _ method: String, _ target: String, accept: String = "application/json", headers: [(String, String)] = [],
        type: String = "application/json", body: [UInt8]? = nil
    ) -> [UInt8] {
        var lines = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAccept: \(accept)\r\n"
        switch proof {
        case .none: break
        case .key(let secret): lines += "Authorization: Bearer \(secret)\r\n"
        case .session(let token, let csrf): lines += "Cookie: session=\(token)\r\nX-CSRF-Token: \(csrf)\r\n"
        }
        // What a program that means each command once sends.
        if method != "GET", method != "HEAD", !headers.contains(where: { $0.0 == "Idempotency-Key" }) {
            lines += "Idempotency-Key: once-\(UInt64.random(in: 0 ... .max))\r\n"
        }
        for (name, value) in headers { lines += "\(name): \(value)\r\n" }
        if let body { lines += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n" }
        return Array((lines + "\r\n").utf8) + (body ?? [])
    }

    /// Asks over a connection of its own.
    func ask(
        _ method: String, _ target: String, accept: String = "application/json", headers: [(String, String)] = [],
        _ body: Value? = nil
    ) async throws -> Told {
        let bytes = request(method, target, accept: accept, headers: headers, body: body.map { Array($0.json.utf8) })
        let port = port
        return try await apart { try Line(port).ask(bytes, isHead: method == "HEAD") }
    }

    func get(_ target: String, accept: String = "text/html") async throws -> Told {
        try await ask("GET", target, accept: accept)
    }

    /// Sends fields as a form does, files too where there are any.
    func post(
        _ target: String, form: [(String, String)], files: [(name: String, bytes: [UInt8])] = [],
        accept: String = "application/json"
    ) async throws -> Told {
        let bytes: [UInt8]
        if files.isEmpty {
            let text = form.map { "\(Self.escaped($0.0))=\(Self.escaped($0.1))" }.joined(separator: "&")
            bytes = request(
                "POST", target, accept: accept, type: "application/x-www-form-urlencoded", body: Array(text.utf8))
        } else {
            var body: [UInt8] = []
            for (name, value) in form {
                body += Array("--cut\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
            }
            for file in files {
                body += Array(
                    "--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\(file.name)\"\r\nContent-Type: application/pdf\r\n\r\n"
                        .utf8)
                body += file.bytes + [13, 10]
            }
            body += Array("--cut--\r\n".utf8)
            bytes = request(
                "POST", target, accept: accept, type: "multipart/form-data; boundary=cut", body: body)
        }
        let port = port
        return try await apart { try Line(port).ask(bytes) }
    }

    static func escaped(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95: out.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                out += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return out
    }
}
