import Glibc

/// Where the pages' templates lie when nobody said: beside the configuration, or above the program itself.
enum TemplatesPlace {
    static func found(base: String) -> String {
        let near = "\(base)/templates"
        if isThere(near) { return near }
        var folder = LocalFile.programFolder
        for _ in 0..<6 where folder.count > 1 {
            for candidate in ["\(folder)/templates", "\(folder)/share/fundgate/templates"] where isThere(candidate) {
                return candidate
            }
            folder = LocalFile.parent(of: folder)
        }
        return near
    }

    private static func isThere(_ folder: String) -> Bool { access("\(folder)/admin/layout.html", R_OK) == 0 }
}
