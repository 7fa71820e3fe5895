import Kernel
import Server
import TestServers
import Testing

/// What the program holds while much comes in at once.
@Suite struct MemoryEndToEnd {
    private static let count = 100
    private static let bytes = 5 << 20

    @Test func `K20 memory is bound while a hundred mails of 5 MB come in`() async throws {
        let test = try await TestOffice()
        let box = LocalMaildir(path: "\(test.folder.path)/mail/\(TestOffice.deskAddress)")
        let line = Array((String(repeating: "SGVyb24gUm93IE1hc29ucnkg", count: 3) + "\r\n").utf8)
        let body = Array((0..<(Self.bytes / line.count)).map { _ in line }.joined())
        for number in 0..<Self.count {
            let head = """
                From: Underwriter <desk@heron.example>\r
                To: \(TestOffice.deskAddress)\r
                Subject: statements \(number)\r
                Message-ID: <\(number)@heron.example>\r
                MIME-Version: 1.0\r
                Content-Type: application/pdf; name="statements.pdf"\r
                Content-Disposition: attachment; filename="statements.pdf"\r
                Content-Transfer-Encoding: base64\r
                \r

                """
            try box.deliver(Array(head.utf8) + body, number: number)
        }
        let end = try await Program.run("poll", "--once", office: test)
        #expect(end.status == 0, "\(test.log.suffix(1000))")
        #expect(try await test.count("message WHERE direction = 'in'") == Self.count)
        #expect(end.peakBytes < 256 << 20, "\(end.peakBytes >> 20) MB")
    }
}
