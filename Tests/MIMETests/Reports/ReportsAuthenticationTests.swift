import Kernel
import MIME
import Testing

struct ReportsAuthenticationTests {
    // swift-format-ignore
    @Test(arguments: [
        ("mx.example; none",                                             "mx.example |"),
        ("mx.example 1; spf=pass smtp.mailfrom=a.example",               "mx.example | spf=pass smtp.mailfrom:a.example"),
        ("mx.example;\r\n dkim=fail (bad (very) sig\\)) reason=\"body hash\"\r\n header.d=a.example",
                                                                         "mx.example | dkim=fail <body hash> header.d:a.example"),
        ("\"mx one\"; DKIM/1 = Pass header . I = @a.example;;",          "mx one | dkim=pass header.i:@a.example"),
        ("mx.example; auth=pass smtp.auth=\"a b\"@c.example",            "mx.example | auth=pass smtp.auth:\"a b\"@c.example"),
        ("mx.example; dkim=pass header.b=\"x/y+z==\" policy.ptypes=\"\"", "mx.example | dkim=pass header.b:x/y+z== policy.ptypes:"),
        ("(c) mx.example (d) ; (e) spf (f) = (g) none (h)",              "mx.example | spf=none"),
        ("mx.example; dmarc=pass action=none header.from=a.example",     "mx.example | dmarc=pass action:none header.from:a.example"),
        ("spf=pass smtp.mailfrom=a.example; dkim=none",                  "- | spf=pass smtp.mailfrom:a.example, dkim=none"),
        ("i=2; mx.example; arc=pass",                                    "2 mx.example | arc=pass"),
        ("mx.example; =; ;; spf; dkim=pass; ((",                         "mx.example | dkim=pass"),
        ("",                                                             "- |"),
        (";none",                                                        "- |"),
    ])
    func `a value is read after RFC 8601`(_ value: String, _ wanted: String) {
        let read = AuthenticationResults(value.utf8)
        let results = read.results.map { result in
            let properties = result.properties.map { " \($0.name):\($0.value)" }.joined()
            return "\(result.method)=\(result.result)\(result.reason.map { " <\($0)>" } ?? "")\(properties)"
        }
        let head = (read.instance.map { "\($0) " } ?? "") + (read.authservID ?? "-")
        let line = "\(head) | \(results.joined(separator: ", "))"
        #expect((line.hasSuffix(" ") ? String(line.dropLast()) : line) == wanted)
    }

    @Test func `any bytes are read without an end in sight`() {
        var generator = SeededGenerator(seed: 5)
        let bytes = Array("ab=;()\"\\. \r\ndkim=pass\0\u{FC}".utf8)
        for _ in 0..<20_000 {
            let value = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                bytes[Int.random(in: 0..<bytes.count, using: &generator)]
            }
            #expect(AuthenticationResults(value).results.count <= 20)
        }
    }

    @Test(.enabled(if: Corpora.has("auth/authentication-results.json")))
    func `C23 the values of the public corpus are read as three readers agree`() throws {
        let cases = try Value(parsing: Corpora.read("auth/authentication-results.json")).list ?? []
        #expect(cases.count > 100)
        for (number, entry) in cases.enumerated() where entry["malformed"]?.flag != true {
            let read = AuthenticationResults((entry["value"]?.text ?? "").utf8)
            #expect(read.authservID?.lowercased() == entry["authserv_id"]?.text?.lowercased(), "value \(number)")
            let wanted = entry["results"]?.list ?? []
            #expect(
                read.results.map { "\($0.method)=\($0.result)" }
                    == wanted.map { "\($0["method"]?.text ?? "")=\($0["result"]?.text ?? "")".lowercased() },
                "value \(number)")
            guard entry["level"]?.text == "full", read.results.count == wanted.count else { continue }
            for (result, want) in zip(read.results, wanted) {
                var properties: [String: String] = [:]
                for property in result.properties { properties[property.name] = property.value.lowercased() }
                let members = want["properties"]?.fields?.members ?? []
                #expect(
                    properties
                        == Dictionary(members.map { ($0.name.lowercased(), ($0.value.text ?? "").lowercased()) }) { $1 },
                    "value \(number)")
            }
        }
    }
}
