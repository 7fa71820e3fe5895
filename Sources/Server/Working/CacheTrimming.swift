import Kernel
import Storage

/// Keeps the folder of blobs that lie in a bucket below its limit: looks every ten minutes.
struct CacheTrimming: Sendable {
    let blobs: BlobStore
    let limitBytes: Int64
    let clock: any Clock
    let log: Log

    func run() async {
        while !Task.isCancelled {
            do {
                let (blobs, limit, now) = (blobs, limitBytes, clock.now())
                let removed = try await Blocking.run { try blobs.trim(to: limit, at: now) }
                if removed > 0 { log.info("\(removed) blobs left the folder; the bucket has them") }
            } catch {
                log.info("the folder of blobs could not be trimmed: \(error)")
            }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(600))
        }
    }
}
