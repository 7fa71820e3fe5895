import Glibc

/// The public test corpora, where this machine has them: in `FUNDGATE_CORPORA`, else in `shared/corpora` beside the checkout.
enum Corpora {
    static let folder: String = {
        if let set = getenv("FUNDGATE_CORPORA") { return String(cString: set) }
        let checkout = #filePath.split(separator: "/").prefix { $0 != "Tests" }.map { "/\($0)" }.joined()
        return "\(checkout)/../shared/corpora"
    }()

    static func has(_ path: String) -> Bool { access("\(folder)/\(path)", R_OK) == 0 }

    static func read(_ path: String) throws -> [UInt8] { try ScratchFolder.read("\(folder)/\(path)") }
}
