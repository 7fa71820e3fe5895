import Storage

extension Verification {
    /// What is stored beside the events it follows from.
    static func derived(_ db: Connection) throws -> [Line] { [] }
}
