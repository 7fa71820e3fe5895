import Glibc

/// A folder that a benchmark leaves behind is removed with all that lies in it.
package enum Scratch {
    package static func remove(_ path: String) {
        if let listing = opendir(path) {
            while let entry = readdir(listing) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard name != ".", name != ".." else { continue }
                let child = "\(path)/\(name)"
                if unlink(child) != 0 { remove(child) }
            }
            closedir(listing)
        }
        rmdir(path)
    }
}
