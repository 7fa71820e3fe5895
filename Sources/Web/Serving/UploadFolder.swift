import Glibc

/// The folder where files of requests lie.
enum UploadFolder {
    /// Removes the files that a program which ended in the middle left there.
    static func clear(_ folder: String) {
        guard let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix("upload-") { unlink(folder + "/" + name) }
        }
    }
}
