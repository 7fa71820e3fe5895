import FoundationEssentials
import Kernel
import People
import Server
import Storage
import TestDatabases

/// An installation of its own for one test, in a folder that goes with the value.
final class TemporaryOffice: Sendable {
    let folder: String
    let office: Office
    let clock: ManualClock

    /// The folder that holds Package.swift.
    static let root: String = {
        var parts = #filePath.split(separator: "/")
        parts.removeLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    init(at moment: Moment = Moment(seconds: 1_795_000_000)) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "fundgate-office-\(UUID().uuidString)").path
        clock = ManualClock(moment)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file: Value = ["data": .string(folder), "templates": .string(Self.root + "/templates"), "undo_seconds": 0]
        try await TestDatabases.prepare(folder, JoinedSchema.migrations)
        let configuration = try Configuration(file, environment: TestDatabases.environment(folder), base: folder)
        office = try await Office.create(
            configuration, clock: clock, log: Log(level: .info) { _ in }, passwords: Passwords(cost: 4))
    }

    deinit {
        // What cannot be removed now lies in the system's folder for such files.
        try? FileManager.default.removeItem(atPath: folder)
    }
}
