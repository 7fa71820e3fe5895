import Kernel
import Storage

extension Call {
    func verify() async throws -> Int32 {
        let office = try await office()
        let verification = try await office.verification()
        for line in verification.lines {
            if wantsJSON {
                terminal.line(line.value)
            } else {
                terminal.line("\(line.isWhole ? "ok   " : "WRONG") \(line.check): \(line.text)")
            }
        }
        return verification.isWhole ? 0 : 1
    }

    func doctor() async throws -> Int32 {
        let findings: [Doctor.Finding]
        do {
            let office = try await office()
            let accounts = try await office.enroll()
            findings = await Doctor(office, accounts: accounts).examine()
        } catch let fault as StorageFault {
            // Without the records nothing else can be looked at.
            findings = [Doctor.Finding("database", .red, fault.description)]
        }
        for finding in findings {
            if wantsJSON {
                terminal.line(finding.value)
            } else {
                let width = 9
                let tone = finding.tone.rawValue.uppercased()
                terminal.line(
                    tone + String(repeating: " ", count: max(1, width - tone.count))
                        + "\(finding.check): \(finding.text)")
            }
        }
        return findings.contains { $0.tone == .red } ? 1 : 0
    }

    func backup() async throws -> Int32 {
        let office = try await office()
        let sizeBytes = try await Backup.make(
            office.configuration, database: office.database, blobs: office.blobs, to: absolute(words[0]),
            withKey: has("--with-key"))
        terminal.say("\(words[0]): \(Shown.size(sizeBytes))")
        if !has("--with-key") { terminal.say("the master key is not in it; keep a copy of that elsewhere") }
        return 0
    }

    /// Brings the blobs of the folder into the bucket, for an office that kept them in the folder before.
    func upload() async throws -> Int32 {
        let office = try await office()
        guard office.bucket != nil else { throw OfficeRefusal.noBucket }
        let blobs = office.blobs
        let count = try await Blocking.run { try blobs.keepAll() }
        terminal.say("\(count) blobs were brought into the bucket; the folder keeps them as well")
        return 0
    }

    /// Adds a master key and seals everything anew with it; goes on where an earlier call was cut off.
    func rotateKey() async throws -> Int32 {
        let configuration = try configuration()
        let folder = configuration.keysFolder
        let (keys, place) = (try Keys(folder: folder), configuration.database)
        guard try await place.isMade() else { throw OfficeRefusal.noDatabase(place.shown) }
        if !keys.isRotating {
            let added = try place.alone { try keys.rotated(folder: folder) }
            guard added != nil else { throw KeysRefusal.inUse(place.shown) }
        }
        let office = try await office()
        let count = try await KeyRotation(database: office.database, keys: office.keys).run()
        try office.keys.finished(folder: folder)
        terminal.say("\(count) fields are sealed with the new key")
        terminal.say(
            "keep a copy of \(folder)/master.key in a safe place, and give it to every node: backups of before open with it too"
        )
        return 0
    }

    func restore() async throws -> Int32 {
        let configuration = try configuration()
        let held = try await Backup.restore(absolute(words[0]), into: configuration, at: SystemClock().now())
        held.sentences.forEach(terminal.say)
        guard Keys.isThere(folder: configuration.keysFolder) else {
            terminal.say("restored; put the master key back at \(configuration.keysFolder)/master.key before the start")
            return 0
        }
        let office = try await Office.open(configuration, log: Log(level: configuration.logLevel))
        let verification = try await office.verification()
        terminal.say(verification.isWhole ? "restored and verified" : "restored, but `fundgate verify` finds it wrong")
        return verification.isWhole ? 0 : 1
    }

    func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(LocalFile.workingFolder)/\(path)"
    }
}
