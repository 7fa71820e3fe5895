import Applications
import Kernel
import People
import Web

/// Every slice's routes and the desk's own, each page with what all pages show.
package enum JoinedRoutes {
    /// Without the files of `assets`.
    package static func table(_ office: Office) -> [Route] {
        let slices =
            PeopleRoutes.routes(
                database: office.database, clock: office.clock, passwords: office.passwords,
                isBehindTLS: office.configuration.isBehindTLS)
            + ApplicationRoutes.routes(
                database: office.database, clock: office.clock, keys: office.keys.personal,
                intake: FileIntake(blobs: office.blobs))
            + DeskRoutes.routes(office)
        let waiting = WaitingCounts(database: office.database, clock: office.clock)
        return slices.map { $0.around { handler in waiting.around(handler) } }
    }

    /// What can be asked for without being signed in comes from the same table: style, script, pictures.
    package static func assets(_ office: Office) -> StaticFiles {
        StaticFiles(folder: "\(office.configuration.templatesFolder)/admin/assets", at: "/assets")
    }
}
