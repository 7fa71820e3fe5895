import Glibc
import Kernel
import People
import Storage
import Web

extension ApplicationRoutes {
    /// All files are stored before the first row is: one that is refused keeps the others out too.
    func addFiles(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Application.self)
        let (document, months) = try request.read { fields in
            (fields.choice("document", FileCode.self), fields.optionalInteger("months", in: 1...60))
        }
        _ = try await database.read { try Application.find(id, tenant: caller.tenant, $0) }
        guard !request.files.isEmpty else { throw ApplicationRefusal.noFile }
        var drafts: [ApplicationFile.Draft] = []
        for file in request.files {
            drafts.append(
                try await intake.take(path: file.path, name: file.name, document: document, months: months))
        }
        let (now, stored) = (clock.now(), drafts)
        let files = try await database.write { db in
            try stored.map {
                try ApplicationFile.add($0, to: id, tenant: caller.tenant, by: caller.who, at: now, db)
            }
        }
        return .created(location: "/applications/\(id)", ["files": .list(files.map(\.value))])
    }

    func file(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (id, fileID) = (try request.id("id", Application.self), try request.id("file", ApplicationFile.self))
        let file = try await database.read { db in
            try ApplicationFile.find(fileID, of: id, tenant: caller.tenant, db)
        }
        return try await answer(file)
    }

    func removeFile(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let (id, fileID) = (try request.id("id", Application.self), try request.id("file", ApplicationFile.self))
        let now = clock.now()
        let file = try await database.write { db in
            try ApplicationFile.remove(fileID, of: id, tenant: caller.tenant, by: caller.who, at: now, db)
        }
        return .done(redirect: "/applications/\(id)", file.value)
    }

    func sheet(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", Application.self)
        let file = try await SheetFiling(database: database, keys: keys, intake: intake)
            .file(of: id, tenant: caller.tenant, by: caller.who, at: clock.now())
        return try await answer(file)
    }

    private func answer(_ file: ApplicationFile) async throws -> Answer {
        if let link = intake.blobs.link(to: file.digest, type: file.type, name: file.name) {
            return .redirect(to: link)
        }
        let path = try await intake.blobs.awaitedPath(of: file.digest)
        return .file(FileAnswer(path: path, type: file.type, name: file.name))
    }

    func newImport(_ request: Request) async throws -> Answer {
        .view("applications/import", [:], title: "Import applications")
    }

    /// The file of the form, or the body itself.
    func importFile(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let now = clock.now()
        var isAllOrNothing = request.query.flag("all_or_nothing")
        let bytes: [UInt8]
        if let file = request.files.first {
            isAllOrNothing = try request.read { $0.flag("all_or_nothing") } || isAllOrNothing
            bytes = try await intake.read(path: file.path)
        } else if !request.value.isNull {
            bytes = request.value.jsonBytes
        } else {
            throw ApplicationRefusal.noFile
        }
        let source = try ImportSource(bytes)
        let answers = try await ApplicationImport(
            database: database, keys: keys, tenant: caller.tenant, by: caller.who
        ).run(source, allOrNothing: isAllOrNothing, at: now)
        return .view("applications/imported", ImportAnswer.report(answers), title: "Imported applications")
    }
}

extension FileIntake {
    /// The whole file; its size was limited when it came.
    package func read(path: String) async throws -> [UInt8] {
        try await run {
            guard let stream = fopen(path, "re") else { throw ApplicationRefusal.noFile }
            defer { fclose(stream) }
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { bytes += buffer[..<count] }
            return bytes
        }
    }
}
