import Crypto
import Kernel
import Storage
import TestCalls
import TestServers

@testable import Sponsorship
@testable import Web

/// Sponsors and contracts for tests.
extension Sponsoring {
    static func fields(_ tier: String) -> Value {
        [
            "company": "Larch & Sons", "contact_name": "Ines Calloway", "email": "ines@larch.example",
            "tier": .string(tier),
        ]
    }

    /// 30,000 EUR for a year.
    static func contract(_ reference: String, year: Int = 2026) -> Value {
        [
            "reference": .string(reference), "amount": "30000", "currency": "EUR",
            "starts_on": .string("\(year)-11-18"), "ends_on": .string("\(year + 1)-11-17"),
        ]
    }

    /// Two by two pixels.
    static let picture: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
        0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xFD, 0xD4, 0x9A, 0x73, 0x00, 0x00, 0x00,
        0x0E, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60, 0x80, 0x80, 0xFF, 0x60, 0x00, 0x00, 0x14, 0xF9, 0x05,
        0xFB, 0xC8, 0x0A, 0xA8, 0x4F, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]

    func sponsor(
        _ tier: String, of node: OrgNode.ID, sponsoring entities: [OrgNode.ID] = []
    ) async throws -> Sponsor.ID {
        let body = Self.fields(tier).adding("node", Value(node)).adding("entities", .list(entities.map { Value($0) }))
        let made = try await act("/sponsors", body)
        return try found(made["id"]?.text.flatMap { Sponsor.ID($0) })
    }

    func drafted(_ sponsor: Sponsor.ID, _ body: Value) async throws -> SponsorContract.ID {
        let made = try await act("/sponsors/\(sponsor)/contracts", body)
        return try found(made["id"]?.text.flatMap { SponsorContract.ID($0) })
    }

    /// A contract that stands; with obligations of its own instead of the tier's where they are named.
    func active(_ sponsor: Sponsor.ID, obligations: String? = nil) async throws -> SponsorContract.ID {
        var body = Self.contract("R-1")
        if let obligations {
            body = body.adding("entitlements", false).adding("obligations_lines", .string(obligations))
        }
        let id = try await drafted(sponsor, body)
        _ = try await act("/sponsor-contracts/\(id)/activation", as: checker)
        return id
    }

    func owed(_ contract: SponsorContract.ID) async throws -> [Value] {
        try await get("/sponsor-contracts/\(contract)")["obligations"]?.list ?? []
    }

    func deliver(
        _ path: String, _ body: Value, _ files: [(name: String, bytes: [UInt8])], as asker: Principal? = nil,
        key: String? = nil
    ) async throws -> RouteCaller.Outcome {
        clock.advance(.seconds(1))
        return try await caller.call(
            .post, path, body, as: asker ?? admin, key: key, files: try files.map { try upload($0.name, $0.bytes) })
    }

    /// The code of what a delivery is refused with; nil where it is not refused.
    func refusal(_ path: String, _ body: Value, _ files: [(name: String, bytes: [UInt8])]) async throws -> String? {
        do {
            _ = try await deliver(path, body, files)
            return nil
        } catch let refusal as any Refusal {
            return refusal.code
        }
    }

    /// A file as the server would hand it over.
    private func upload(_ name: String, _ bytes: [UInt8]) throws -> UploadedFile {
        let path = "\(folder.path)/upload-\(Hexadecimal.encode(randomBytes(6)))"
        guard Files.write(bytes, to: path) else { throw NotFound() }
        return UploadedFile(
            field: "file", name: name, contentType: "application/octet-stream", sizeBytes: bytes.count,
            file: TemporaryFile(path: path))
    }
}
