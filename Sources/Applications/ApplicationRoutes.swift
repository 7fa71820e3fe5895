import Kernel
import People
import Storage
import Web

/// The routes of applications, their files and their import.
package struct ApplicationRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let keys: PersonalKeys
    let intake: FileIntake

    package static func routes(
        database: Database, clock: any Clock, keys: PersonalKeys, intake: FileIntake
    ) -> [Route] {
        let pages = Self(database: database, clock: clock, keys: keys, intake: intake)
        return (pages.recordRoutes + pages.fileRoutes + pages.importRoutes).exporting("/applications", columns)
    }

    // swift-format-ignore
    private static let columns = [
        "id", "reference", "legal_name", "trade_name", "industry_name", "state", "months_in_business", "currency",
        "requested_amount", "monthly_revenue", "fico", "is_archived", "created_at", "updated_at",
    ]

    static let uploads = UploadLimits(count: 20, fileBytes: 50 << 20, totalBytes: 200 << 20)
    static let imports = UploadLimits(count: 1, fileBytes: 64 << 20, totalBytes: 64 << 20)

    // swift-format-ignore
    private var recordRoutes: [Route] {
        [
            .get  ("/applications",                  for: .readers, "Applications, the newest first; q searches name and reference", list)
                .taking(.optional("q", .text(max: 200)), .optional("archived", .flag), .optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get  ("/applications/recent",           for: .readers, "The newest applications, to pick one", recent)
                .taking(.optional("after", .text(max: 600)), .optional("limit", .integer)),
            .get  ("/applications/new",              for: .brokers, "The form for a new application", new),
            .post ("/applications",                  for: .brokers, "Store an application", create)
                .taking(shape: ApplicationShape.fields).answering(AnswerShape(201, "the application")),
            .get  ("/applications/{id}",             for: .readers, "An application with owners, files and history", show),
            .get  ("/applications/{id}/edit",        for: .brokers, "The form to change an application", edit),
            .post ("/applications/{id}",             for: .brokers, "Change the fields that are given; version is needed", change)
                .taking(shape: ApplicationShape.fields + [.required("version", .integer)]),
            .patch("/applications/{id}",             for: .brokers, "Change the fields that are given; version is needed", change)
                .taking(shape: ApplicationShape.fields + [.required("version", .integer)]),
            .post ("/applications/{id}/archiving",   for: .brokers, "Take the application from the lists", archive)
                .taking(.required("version", .integer)),
            .post ("/applications/{id}/restoration", for: .brokers, "Bring the application back into the lists", restore)
                .taking(.required("version", .integer)),
        ]
    }

    // swift-format-ignore
    private var fileRoutes: [Route] {
        [
            .post("/applications/{id}/files",                for: .brokers, "Add files", addFiles)
                .taking(.required("document", .choice(FileCode.allCases.map(\.rawValue))), .optional("months", .integer, "covered by statements"), .required("files", .file))
                .accepting(Self.uploads),
            .get ("/applications/{id}/files/{file}",         for: .readers, "A file, for saving", file),
            .post("/applications/{id}/files/{file}/removal", for: .brokers, "Take a file from the application", removeFile),
            .get ("/applications/{id}/sheet",                for: .brokers, "The application's PDF: the uploaded one, or made from the fields", sheet),
        ]
    }

    // swift-format-ignore
    private var importRoutes: [Route] {
        [
            .get ("/applications/import", for: .brokers, "The form to import a file", newImport),
            .post("/applications/import", for: .brokers, "Import JSON or CSV; an answer for each row", importFile)
                .taking(.optional("all_or_nothing", .flag), .required("file", .file, "or JSON as the body")).accepting(Self.imports).limited(toBody: 16 << 20),
        ]
    }
}

extension Route {
    /// The same route with fields of a list.
    fileprivate func taking(shape: [FieldShape]) -> Self {
        shape.reduce(self) { $0.taking($1) }
    }
}
