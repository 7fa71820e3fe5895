import Glibc

/// The files of a folder as they are at start: no name that was not there then can be asked for.
package struct StaticFiles: Sendable {
    private let prefix: String
    private let assets: [String: Asset]

    /// The folder's files, those of its folders too, below `prefix` (`/assets`). Names that begin with a dot are left out.
    package init(folder: String, at prefix: String) {
        precondition(prefix.hasPrefix("/") && !prefix.hasSuffix("/"), "a prefix is /name: \(prefix)")
        self.prefix = prefix
        var assets: [String: Asset] = [:]
        for name in Self.names(in: folder, below: "", depth: 4) { assets[name] = Asset(path: folder + "/" + name) }
        self.assets = assets
    }

    /// One open route per file.
    package var routes: [Route] {
        assets.sorted { $0.key < $1.key }.map { name, asset in
            Route.get("\(prefix)/\(name)", for: .open, "The file \(name)") { asset.answer($0) }.asAsset()
        }
    }

    /// The address of a file with its content's tag, so that browsers may keep it: `/assets/style.css?v=…`; nil where there
    /// is no such file.
    package func address(of name: String) -> String? { assets[name].map { "\(prefix)/\(name)?v=\($0.tag)" } }

    private static func names(in folder: String, below parent: String, depth: Int) -> [String] {
        guard depth > 0, let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix("."), !name.contains("{") else { continue }
            var status = stat()
            guard lstat(folder + "/" + name, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFREG: names.append(parent + name)
            case S_IFDIR: names += self.names(in: folder + "/" + name, below: parent + name + "/", depth: depth - 1)
            default: break
            }
        }
        return names
    }
}
