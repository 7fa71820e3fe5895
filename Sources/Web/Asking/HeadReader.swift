import Kernel

/// Makes a request's head of what the library read, and refuses what the library lets pass.
struct HeadReader: Sendable {
    let settings: ServerSettings

    static let mostFields = 100

    struct Line {
        let method: String
        let target: [UInt8]
        let version: String
    }

    /// A refusal here ends the connection: what follows on it cannot be trusted to be a request.
    func read(
        _ line: Line, fields: [(name: [UInt8], value: [UInt8])], peer: String, requestID: String
    ) throws(Problem) -> (head: RequestHead, framing: Framing) {
        guard line.version == "HTTP/1.1" || line.version == "HTTP/1.0" else {
            throw Problem(505, "version", "this server speaks HTTP/1.1")
        }
        guard let method = Method(rawValue: line.method) else {
            var problem = Problem(405, "unknown_method", "this method is not known")
            problem.headers = [("Allow", Method.allCases.map(\.rawValue).joined(separator: ", "))]
            throw problem
        }
        let headers = try checked(fields, lineBytes: line.target.count + line.method.utf8.count)
        let isVersion11 = line.version == "HTTP/1.1"
        try checkHost(headers, isVersion11: isVersion11)
        let framing = try Framing(headers, isVersion11: isVersion11, method: method)
        if let expected = headers["Expect"], !isSame(expected.trimmed, "100-continue") {
            throw Problem(417, "expectation", "the only expectation is 100-continue")
        }
        let target = try Target(line.target)
        let head = RequestHead(
            method: method, path: target.path, segments: target.segments, query: target.query, headers: headers,
            cookies: Cookies(headers.all("Cookie")), clientAddress: client(headers, peer: peer), requestID: requestID)
        return (head, framing)
    }

    private func checked(
        _ fields: [(name: [UInt8], value: [UInt8])], lineBytes: Int
    ) throws(Problem) -> Headers {
        let size = fields.reduce(lineBytes) { $0 + $1.name.count + $1.value.count + 4 }
        guard size <= settings.headBytes, fields.count <= Self.mostFields else {
            throw Problem(431, "head_too_large", "the header fields may have \(settings.headBytes) bytes in all")
        }
        var headers = Headers()
        for (name, value) in fields {
            guard !name.isEmpty, name.allSatisfy(Self.isToken) else {
                throw Problem(400, "bad_header", "a header field's name has a character that none may have")
            }
            guard value.allSatisfy({ $0 >= 32 && $0 != 127 || $0 == 9 }) else {
                throw Problem(400, "bad_header", "a header field's value has a control character")
            }
            headers.add(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
        }
        return headers
    }

    private func checkHost(_ headers: Headers, isVersion11: Bool) throws(Problem) {
        let hosts = headers.all("Host")
        let isPlain = hosts.allSatisfy { host in
            host.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || "-._:[]".utf8.contains($0)
            }
        }
        guard hosts.count == 1 || hosts.isEmpty && !isVersion11, isPlain else {
            throw Problem(400, "bad_host", "the header field Host must stand once and name a host")
        }
    }

    private func client(_ headers: Headers, peer: String) -> String {
        guard settings.trustsForwardedFor, let chain = headers.all("X-Forwarded-For").last,
            let last = chain.split(separator: ",").last?.trimmed, !last.isEmpty, last.utf8.count <= 45,
            last.utf8.allSatisfy({
                (48...58).contains($0) || (97...102).contains(lowered($0)) || $0 == UInt8(ascii: ".")
            })
        else { return peer }
        return last
    }

    /// RFC 9110 section 5.6.2.
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
