import Applications
import Cohorts
import Crypto
import Kernel
import TestServers
import Testing
import Web

@testable import SupportWallet

/// Pictures that come with a request.
@Suite struct EvidenceTests {
    private static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
    }

    /// The files of a folder and of those in it.
    private static func files(below folder: String) -> [String] {
        Files.names(in: folder).sorted().flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            return Files.read(path) == nil ? files(below: path) : [path]
        }
    }

    @Test func `I12 of a JPEG goes what the camera wrote, and the picture stays`() throws {
        let place = Array("Exif GPS 6.5244 3.3792".utf8)
        let kept = Self.segment(0xE0, Array("JFIF".utf8)) + Self.segment(0xDB, [1, 2, 3])
        let scan = Self.segment(0xDA, [0, 1]) + [9, 8, 0xFF, 0x00, 7, 0xFF, 0xD9]
        let bytes =
            [0xFF, 0xD8] + Self.segment(0xE0, Array("JFIF".utf8)) + Self.segment(0xE1, place)
            + Self.segment(0xFE, Array("a comment".utf8)) + Self.segment(0xDB, [1, 2, 3]) + scan + Array("behind".utf8)
        let plain = try #require(PlainPicture(bytes))
        #expect(plain.type == "image/jpeg" && plain.bytes == [0xFF, 0xD8] + kept + scan)
    }

    @Test func `I12 I25 a picture comes with a request, and who may not ask leaves none behind`() async throws {
        let office = try await Supporting()
        let group = try await office.group()
        let jpeg =
            [0xFF, 0xD8] + Self.segment(0xE0, Array("JFIF".utf8)) + Self.segment(0xE1, Array("GPS 6.5".utf8))
            + Self.segment(0xDA, [0, 1]) + [9, 8, 0xFF, 0xD9]
        func ask(_ bytes: [UInt8], _ kind: String?) async throws -> String? {
            var body = Supporting.wish(.data, group.mission)
            if let kind { body = body.adding("evidence_kind", .string(kind)) }
            do {
                _ = try await office.caller.call(
                    .post, "/support/request", body, as: group.askers[0],
                    files: [try office.upload("x.jpg", bytes, field: "evidence")])
                return nil
            } catch let refusal as any Refusal { return refusal.code }
        }
        #expect(try await ask(jpeg, nil) == "required")
        #expect(try await ask(Array("%PDF-1.7".utf8), "screenshot") == "not_a_picture")
        #expect(
            try await ask(Array(repeating: 0xFF, count: Evidence.mostBytes + 1), "screenshot") == "picture_too_large")
        #expect(try await ask(jpeg, "screenshot") == nil)
        let id = try office.found(try await office.own(group)[0]["id"]?.text)
        let path = "/admin/support/\(id)/evidence"
        let shown = try await office.caller.call(.get, path, as: office.principal(.programmeOperator))
        #expect(
            shown.bytes == PlainPicture(jpeg)?.bytes && !String(decoding: shown.bytes, as: UTF8.self).contains("GPS"))
        #expect(shown.headers.contains { $0.name == "Content-Disposition" && $0.value.contains("screenshot.jpg") })
        // The file is sealed, and stays so under another master key (I43).
        let place = try office.found(Self.files(below: "\(office.folder.path)/blobs").first)
        #expect(Files.read(place).map { !String(decoding: $0, as: UTF8.self).contains("JFIF") } == true)
        let anew = PersonalKeys(
            sealing: SealingKeys([1: Array(repeating: 7, count: 32), 2: Array(repeating: 8, count: 32)]),
            hashing: Array(repeating: 9, count: 32))
        #expect(try await office.write { db, _ in try Evidence.reseal(keys: anew, db) } == 1)
        #expect(try await office.write { db, _ in try Evidence.reseal(keys: anew, db) } == 0)
        let newest = PersonalKeys(
            sealing: SealingKeys([2: Array(repeating: 8, count: 32)]), hashing: Array(repeating: 9, count: 32))
        let request = try office.found(SupportRequest.ID(id))
        let stored = try office.found(try await office.read { try Evidence.of(request, tenant: $1, $0) })
        #expect(try Evidence.opened(Files.read(place) ?? [], of: stored, request, newest) == PlainPicture(jpeg)?.bytes)
        for asker in [office.principal(.impactOfficer), group.askers[0]] {
            #expect(try await office.code(.get, path, as: asker) == "role_missing")
        }
        // Asked for already, without why, or for a mission that is none: refused before anything is stored.
        let again = Array(jpeg.dropLast(2)) + [6, 0xFF, 0xD9]
        #expect(try await ask(again, "schedule") == "already_asked")
        let wrong: [(Value, String)] = [
            (Supporting.wish(.data, Mission.ID(bits: 9)), "unknown_mission"),
            (["type": "tools", "mission": Value(group.mission), "justification": "x"], "why_needed"),
        ]
        for (body, code) in wrong {
            let told = await #expect(throws: SupportRefusal.self) {
                _ = try await office.caller.call(
                    .post, "/support/request", body.adding("evidence_kind", "schedule"), as: group.askers[0],
                    files: [try office.upload("x.jpg", again, field: "evidence")])
            }
            #expect(told?.code == code)
        }
        #expect(Self.files(below: "\(office.folder.path)/blobs").count == 1)
        // A fortnight without an attempt: refused, and nothing is stored.
        office.clock.advance(.days(15))
        let before = Self.files(below: "\(office.folder.path)/blobs")
        #expect(before.count == 1)
        let another = Array(jpeg.dropLast(2)) + [7, 0xFF, 0xD9]
        #expect(try await ask(another, "schedule") == "no_recent_attempt")
        #expect(Self.files(below: "\(office.folder.path)/blobs") == before)
    }

    @Test func `I12 of a PNG stay the chunks that draw it`() throws {
        func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
            [0, 0, 0, UInt8(body.count)] + Array(name.utf8) + body + [0, 0, 0, 0]
        }
        let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let drawn = chunk("IHDR", [1]) + chunk("IDAT", [2]) + chunk("IEND", [])
        let told =
            chunk("IHDR", [1]) + chunk("eXIf", [6, 5]) + chunk("tEXt", [3]) + chunk("IDAT", [2]) + chunk("IEND", [])
        #expect(try #require(PlainPicture(head + told + [4, 4])).bytes == head + drawn)
    }

    @Test(
        arguments: [
            Array("%PDF-1.7".utf8), Array("<svg/>".utf8), [0xFF, 0xD8, 0xFF], [], Array(repeating: 0xFF, count: 40),
            [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 1, 2], Array("GIF89a".utf8),
        ] as [[UInt8]])
    func `I12 I25 what is no whole JPEG or PNG is no evidence`(bytes: [UInt8]) {
        #expect(PlainPicture(bytes) == nil)
    }
}
