/// How many files one request may bring, and how large they may be.
package struct UploadLimits: Hashable, Sendable {
    package let count: Int
    package let fileBytes: Int
    /// All files of the request together.
    package let totalBytes: Int

    package init(count: Int = 20, fileBytes: Int = 50 << 20, totalBytes: Int = 100 << 20) {
        self.count = count
        self.fileBytes = fileBytes
        self.totalBytes = totalBytes
    }
}
