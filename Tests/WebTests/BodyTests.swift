import Kernel
import Testing

@testable import Web

struct BodyTests {
    static let form = "application/x-www-form-urlencoded"

    @Test func `a form, JSON and multipart give the same value`() async throws {
        let multipart = """
            --b\r\nContent-Disposition: form-data; name="name"\r\n\r\nAda & Söhne\r
            --b\r\nContent-Disposition: form-data; name="state"\r\n\r\nNY\r
            --b\r\nContent-Disposition: form-data; name="state"\r\n\r\nCA\r
            --b--\r\n
            """
        let bodies: [(type: String, body: String)] = [
            ("application/json", #"{"name":"Ada & Söhne","state":["NY","CA"]}"#),
            ("application/merge-patch+json; charset=utf-8", #"{"name":"Ada & Söhne","state":["NY","CA"]}"#),
            (Self.form, "name=Ada+%26+S%C3%B6hne&state=NY&state=CA&_csrf=x&_idempotency_key=k"),
            ("multipart/form-data; boundary=b", multipart),
            ("multipart/form-data; boundary=\"b\"", "preamble\r\n" + multipart + "epilogue"),
        ]
        try await Desk.open { desk in
            for row in bodies {
                let answer = try desk.post("/echo", type: row.type, row.body)
                #expect(answer.status == 200, "\(row.type) \(answer.text)")
                let value = try Value(parsing: answer.body)["value"]
                #expect(value == ["name": "Ada & Söhne", "state": ["NY", "CA"]], "\(row.type)")
            }
        }
    }

    @Test func `bodies that are broken are refused with a reason`() async throws {
        let part = "Content-Disposition: form-data; name=\"a\"\r\n\r\n"
        let rows: [(type: String, body: String, status: Int, code: String)] = [
            ("application/json", "{", 400, "malformed_json"),
            ("application/json", #"{"a":1,"a":2}"#, 400, "malformed_json"),
            ("application/json", "", 200, ""),
            (Self.form, "a=%zz", 400, "malformed_form"),
            (Self.form, "a=%ff", 400, "malformed_form"),
            (Self.form, (0..<2001).map { "a\($0)=1" }.joined(separator: "&"), 400, "malformed_form"),
            ("text/plain", "a", 415, "media_type"),
            ("multipart/form-data", "--b--", 400, "malformed_multipart"),
            ("multipart/form-data; boundary=\(String(repeating: "b", count: 71))", "x", 400, "malformed_multipart"),
            ("multipart/form-data; boundary=b", "--b\r\n\(part)x", 400, "malformed_multipart"),
            ("multipart/form-data; boundary=b", "--b\r\n\(part)x\r\n--bx", 400, "malformed_multipart"),
            ("multipart/form-data; boundary=b", "--b\r\nX: y\r\n\r\nx\r\n--b--", 400, "malformed_multipart"),
            ("multipart/form-data; boundary=b", String(repeating: "x", count: 9000), 400, "malformed_multipart"),
            (
                "multipart/form-data; boundary=b", "--b\r\nX: " + String(repeating: "x", count: 9000), 400,
                "malformed_multipart"
            ),
            ("multipart/form-data; boundary=b", "--b\r\n\(part)\u{0}\r\n--b--", 200, ""),
            (
                "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\nx\r\n--b--", 415, "no_files"
            ),
        ]
        try await Desk.open { desk in
            for row in rows {
                let answer = try desk.post("/echo", type: row.type, row.body)
                #expect(answer.status == row.status, "\(row.type) \(row.body.prefix(60)) \(answer.text)")
                if !row.code.isEmpty {
                    try #expect(Value(parsing: answer.body)["code"]?.text == row.code, "\(row.body.prefix(60))")
                }
            }
            #expect(desk.uploads.isEmpty)
        }
    }

    @Test func `K10 a key for repeating is visible ASCII of up to 200 characters`() async throws {
        let long = String(repeating: "k", count: 200)
        try await Desk.open { desk in
            for (key, status) in [("a-1", 200), (long, 200), (long + "k", 400), ("a b", 400), ("ä", 400)] {
                let answer = try desk.post("/echo", "Idempotency-Key: \(key)", "{}")
                #expect(answer.status == status, "\(key)")
                if status == 200 { try #expect(Value(parsing: answer.body)["key"]?.text == key) }
                try #expect(desk.post("/echo", type: Self.form, "_idempotency_key=\(key)").status == status)
            }
            try #expect(Value(parsing: desk.post("/echo", "", "{}").body)["key"] == .null)
        }
    }

    @Test func `J28 every wrong field is named at once, unknown ones too`() async throws {
        try await Desk.open { desk in
            let key = "Authorization: Bearer key-1"
            let answer = try desk.post("/offers", key, #"{"amount":"1e9","ammount":1}"#)
            #expect(answer.status == 422)
            let errors = try Value(parsing: answer.body)["errors"]?.list ?? []
            #expect(errors.map { $0["field"]?.text } == ["amount", "ammount"])
            #expect(errors.map { $0["code"]?.text } == ["not_money", "unknown_field"])
            let good = try desk.post("/offers", key, #"{"amount":"$1,000.00"}"#)
            #expect(good.status == 201)
            #expect(good["location"] == "/offers/1")
            try #expect(desk.post("/offers", key, "[1]").status == 422)
        }
    }

    @Test func `a body in pieces of one byte is the same body`() async throws {
        let body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n-\r\n--\r\n--c\r\r\n--b--\r\n"
        try await Desk.open { desk in
            let client = try WireClient(desk.port)
            client.send(
                "POST /echo HTTP/1.1\r\nHost: d\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            )
            for byte in body.utf8 { client.send([byte]) }
            let answer = try #require(try client.answer())
            try #expect(Value(parsing: answer.body)["value"]?["a"] == "\r\n-\r\n--\r\n--c\r")
        }
    }
}
