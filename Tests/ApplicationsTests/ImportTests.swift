import Kernel
import People
import Storage
import Testing

@testable import Applications

@Suite struct ImportTests {
    @Test(arguments: ["{\"legal_name\": \"x\"", "[1, 2", "just words", "\u{FF}"])
    func `a text that is no list of applications is refused`(text: String) {
        #expect(throws: (any Error).self) { try ImportSource(Array(text.utf8)) }
    }

    @Test(arguments: [
        "[{\"legal_name\": \"A\", \"fico\": 700}, {\"legal_name\": \"B\"}]",
        "{\"legal_name\": \"A\", \"fico\": 700}\n{\"legal_name\": \"B\"}\n",
        "Legal Name,FICO\nA,700\nB,\n",
    ])
    func `JSON, JSON lines and CSV give the same rows`(text: String) async throws {
        let desk = try await Desk()
        let answers = try await desk.importing(text)
        #expect(answers.map(\.state) == [.created, .created])
        #expect(answers.map(\.reference) == ["A-000001", "A-000002"])
        let again = try await desk.importing(text)
        #expect(again.map(\.state) == [.unchanged, .unchanged] && again.map(\.id) == answers.map(\.id))
    }

    @Test func `a row with an external id is updated when it changed, and only then`() async throws {
        let desk = try await Desk()
        let header = "source_system,external_id,legal_name,monthly_revenue,owner1_name,owner1_ssn\n"
        #expect(try await desk.importing(header + "crm,7,A,100,Joe,123456789\n").map(\.state) == [.created])
        #expect(try await desk.importing(header + "crm,7,A,100,Joe,123456789\n").map(\.state) == [.unchanged])
        let updated = try await desk.importing(header + "crm,7,A,200,Joe,\n")
        #expect(updated.map(\.state) == [.updated])
        let shown = try await desk.caller.call(
            .get, "/applications/\(updated[0].id?.description ?? "")", as: desk.reader)
        #expect(shown["monthly_revenue"] == "200.00" && shown["owners"]?.list?.first?["ssn_last4"] == "6789")
        #expect(try await desk.importing(header + "crm,8,A,200,Joe,\n").map(\.state) == [.created])
    }

    @Test func `each refused row names its fields and the others are stored`() async throws {
        let desk = try await Desk()
        let answers = try await desk.importing(
            "legal_name,fico,started_on,monthly_revenue\nA,700,2019-01-01,1\nB,999,1/2/2019,x\nC,,,\n,1,,\n")
        #expect(answers.map(\.state) == [.created, .refused, .created, .refused])
        #expect(answers[1].errors.map(\.field).sorted() == ["fico", "monthly_revenue", "started_on"])
        #expect(answers[3].errors.map(\.field).sorted() == ["fico", "legal_name"])
    }

    @Test func `all or nothing stores nothing where one row is refused`() async throws {
        let desk = try await Desk()
        let rows = "legal_name,fico\nA,700\nB,999\n"
        let answers = try await desk.importing(rows, allOrNothing: true)
        #expect(answers.map(\.state) == [.held, .refused])
        #expect(try await desk.caller.call(.get, "/applications", as: desk.reader)["items"] == [])
        #expect(
            try await desk.importing("legal_name\nA\nB\n", allOrNothing: true).map(\.state) == [.created, .created])
    }

    @Test func `an import by page answers each row and counts them`() async throws {
        let desk = try await Desk()
        let answer = try await desk.caller.call(
            .post, "/applications/import", as: desk.broker,
            files: [try desk.upload("rows.csv", Array("legal_name,fico\nA,1\nB,700\n".utf8))])
        #expect(answer["counts"]?["created"] == 1 && answer["counts"]?["refused"] == 1)
        let json = try await desk.caller.call(
            .post, "/applications/import", [["legal_name": "C"]], as: desk.broker)
        #expect(json["counts"]?["created"] == 1)
    }
}
