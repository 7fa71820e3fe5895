import Crypto
import Documents
import Kernel
import People
import Storage
import TestDatabases
import Testing
import Web

@testable import Applications

@Suite struct FileTests {
    private func desk() async throws -> (Desk, path: String) {
        let desk = try await Desk()
        return (desk, "/applications/\(try await desk.create(Desk.joes)["id"]?.text ?? "")")
    }

    @Test func `A38 an uploaded file is kept with its SHA-256 and comes back as it was`() async throws {
        let (desk, path) = try await desk()
        let made = try await desk.caller.call(
            .post, "\(path)/files", ["document": "bank_statements", "months": 3], as: desk.broker,
            files: [try desk.upload("march.pdf", Desk.pdf)])
        let file = try #require(made["files"]?.list?.first)
        #expect(file["sha256"] == Value(Digest(of: Desk.pdf).description) && file["type"] == "application/pdf")
        let answer = try await desk.caller.call(.get, "\(path)/files/\(file["id"]?.text ?? "")", as: desk.reader)
        let sent = try #require(answer.file)
        #expect(sent.name == "march.pdf" && !sent.isInline)
        #expect(try desk.intake.blobs.bytes(of: Digest(of: Desk.pdf)) == Desk.pdf)
    }

    @Test(arguments: [
        ("a.pdf", "", "empty_file"), ("a.pdf", "no PDF at all", "not_a_pdf"),
        ("a.exe", "MZ", "unsupported_file_type"), ("a", "x", "unsupported_file_type"),
        ("a.pdf.html", "<script>", "unsupported_file_type"),
    ])
    func `a file that funders cannot take is refused and keeps its neighbours out`(
        name: String, content: String, code: String
    ) async throws {
        let (desk, path) = try await desk()
        do {
            _ = try await desk.caller.call(
                .post, "\(path)/files", ["document": "other"], as: desk.broker,
                files: [try desk.upload("good.pdf", Desk.pdf), try desk.upload(name, Array(content.utf8))])
            Issue.record("\(name) was taken")
        } catch let refusal as ApplicationRefusal {
            #expect(refusal.code == code)
        }
        #expect(try await desk.caller.call(.get, path, as: desk.reader)["files"] == [])
    }

    @Test func `an application that is no PDF, an unknown document code and no file at all are refused`() async throws {
        let (desk, path) = try await desk()
        for (body, names) in [
            (["document": "application"] as Value, ["a.png"]), (["document": "holiday_photo"], ["a.pdf"]),
            (["document": "other"], []),
        ] {
            await #expect(throws: (any Error).self) {
                try await desk.caller.call(
                    .post, "\(path)/files", body, as: desk.broker,
                    files: try names.map { try desk.upload($0, Desk.pdf) })
            }
        }
    }

    @Test func `a removed file leaves the list and its bytes stay for the mails it went out with`() async throws {
        let (desk, path) = try await desk()
        let made = try await desk.caller.call(
            .post, "\(path)/files", ["document": "void_check"], as: desk.broker,
            files: [try desk.upload("check.pdf", Desk.pdf)])
        let file = "\(path)/files/\(made["files"]?.list?.first?["id"]?.text ?? "")"
        await #expect(throws: RecordRefusal.self) {
            try await desk.caller.call(.post, "\(file)/removal", as: desk.stranger)
        }
        _ = try await desk.caller.call(.post, "\(file)/removal", as: desk.broker)
        #expect(try await desk.caller.call(.get, path, as: desk.reader)["files"] == [])
        #expect(desk.intake.blobs.contains(Digest(of: Desk.pdf)))
    }

    private func sheet(_ desk: Desk, _ path: String) async throws -> ApplicationFile {
        let id = try #require(Application.ID(path.dropFirst("/applications/".count)))
        return try await SheetFiling(database: desk.database, keys: desk.keys, intake: desk.intake)
            .file(of: id, tenant: desk.broker.tenant, by: desk.broker.who, at: desk.clock.now())
    }

    @Test func `an application without a PDF gets one from its fields, kept until they change`() async throws {
        let (desk, path) = try await desk()
        let first = try await sheet(desk, path)
        #expect(first.isGenerated && PDFFile.isPDF(at: desk.intake.blobs.path(of: first.digest)))
        desk.clock.advance(.days(1))
        #expect(try await sheet(desk, path).id == first.id)
        _ = try await desk.caller.call(.patch, path, ["version": 1, "fico": 800], as: desk.broker)
        let second = try await sheet(desk, path)
        #expect(second.id != first.id)
        let files = try await desk.caller.call(.get, path, as: desk.reader)["files"]?.list
        #expect(files?.map { $0["id"] } == [Value(second.id)])
    }

    @Test func `an uploaded application goes before a made one`() async throws {
        let (desk, path) = try await desk()
        _ = try await sheet(desk, path)
        let made = try await desk.caller.call(
            .post, "\(path)/files", ["document": "application"], as: desk.broker,
            files: [try desk.upload("signed.pdf", Desk.pdf)])
        #expect(try await Value(sheet(desk, path).id) == made["files"]?.list?.first?["id"])
    }

    @Test func `K14 tax id and social security number stand in full on the sheet and nowhere else`() async throws {
        let (desk, path) = try await desk()
        let id = try #require(Application.ID(path.dropFirst("/applications/".count)))
        let (tenant, keys, today) = (desk.broker.tenant, desk.keys, desk.today)
        let sheet = try await desk.database.read { db in
            try ApplicationSheet(id, keys: keys, tenant: tenant, today: today, db)
        }.sheet
        #expect(sheet.business.federalTaxID == "12-3456789")
        #expect(sheet.owners.first?.socialSecurityNumber == "123-45-6789")
        #expect(sheet.owners.first?.dateOfBirth == "05/17/1980" && sheet.business.timeInBusiness != nil)

        _ = try await desk.caller.call(.post, "/applications", Desk.joes, as: desk.broker, key: "again")
        let copy = desk.folder.path + "/copy.db"
        try await desk.database.backup(to: copy, migrations: Desk.migrations)
        let bytes = try desk.intake.blobs.bytes(of: desk.intake.blobs.put(file: copy).digest)
        let shown = try await desk.caller.call(.get, path, as: desk.reader).value.json
        for text in [String(decoding: bytes, as: UTF8.self), shown] {
            for secret in ["123456789", "12-3456789", "123-45-6789", "1980-05-17"] { #expect(!text.contains(secret)) }
        }
    }

    @Test func `K04 after a change of keys everything opens with the new key alone`() async throws {
        let (desk, path) = try await desk()
        let id = try #require(Application.ID(path.dropFirst("/applications/".count)))
        let (tenant, today, hashing) = (desk.broker.tenant, desk.today, [UInt8](repeating: 9, count: 32))
        let (old, new) = ([UInt8](repeating: 7, count: 32), [UInt8](repeating: 8, count: 32))
        let both = PersonalKeys(sealing: SealingKeys([1: old, 2: new]), hashing: hashing)
        #expect(try await desk.database.write { try Resealing.run(keys: both, $0) } == 3)
        #expect(try await desk.database.write { try Resealing.run(keys: both, $0) } == 0)
        let sole = PersonalKeys(sealing: SealingKeys([2: new]), hashing: hashing)
        let sheet = try await desk.database.read {
            try ApplicationSheet(id, keys: sole, tenant: tenant, today: today, $0)
        }.sheet
        #expect(sheet.owners.first?.socialSecurityNumber == "123-45-6789")
        let oldKeys = desk.keys
        await #expect(throws: SealedFieldFault.self) {
            try await desk.database.read {
                _ = try ApplicationSheet(id, keys: oldKeys, tenant: tenant, today: today, $0)
            }
        }
    }
}
