import Buckets
import Correspondence
import Kernel
import Storage
import Wire

/// The settings of a bucket for blobs: `blobs: "s3://bucket/prefix"` and what begins with `blobs_`.
package struct BucketSettings: Sendable, Equatable {
    package let place: BucketPlace
    let key: String
    let secret: SecretSource
    let authorityFile: String?
    /// How much the folder may hold, or nil where it may hold all.
    let cacheBytes: Int64?
    /// How long a download link works, or nil where there are none.
    let linkLength: Span?

    static let folder = "folder"

    /// Nil where blobs lie in the folder alone, or where a problem was told.
    init?(_ reader: inout ConfigurationReader, path: (String) -> String) {
        let text = reader.text("blobs", optional: true) ?? Self.folder
        let endpoint = reader.text("blobs_endpoint", optional: true)
        let region = reader.text("blobs_region", optional: true) ?? "us-east-1"
        let key = reader.text("blobs_key", optional: true)
        let file = reader.text("blobs_secret_file", optional: true).map(path)
        let variable = reader.text("blobs_secret_variable", optional: true)
        let isVirtualHost = reader.flag("blobs_virtual_host", default: false)
        authorityFile = reader.text("blobs_authority_file", optional: true).map(path)
        let cacheMegabytes = reader.integer("blobs_cache_mb", default: 0, in: 0...100_000_000)
        let linkMinutes = reader.integer("blobs_link_minutes", default: 0, in: 0...10_080)
        guard text != Self.folder else { return nil }
        guard let (bucket, prefix) = BucketPlace.parse(text) else {
            reader.problems.append("blobs must be folder, or s3:// and a bucket's name, such as s3://office/blobs")
            return nil
        }
        guard let server = BucketPlace.server(endpoint ?? "https://s3.\(region).amazonaws.com") else {
            reader.problems.append("blobs_endpoint must be https:// or http:// and a host")
            return nil
        }
        guard let key, file != nil || variable != nil else {
            reader.problems.append("a bucket needs blobs_key, and blobs_secret_file or blobs_secret_variable")
            return nil
        }
        place = BucketPlace(
            bucket: bucket, prefix: prefix, server: server, region: region, isVirtualHost: isVirtualHost)
        self.key = key
        secret = SecretSource(file: file, variable: variable)
        cacheBytes = cacheMegabytes > 0 ? Int64(cacheMegabytes) << 20 : nil
        linkLength = linkMinutes > 0 ? .minutes(Int64(linkMinutes)) : nil
    }
}

extension Configuration {
    /// The store of blobs as it is set: the folder, with the bucket behind it where one is named. The bucket is not asked.
    package func openBlobs(clock: any Clock) throws -> BlobStore {
        try BlobStore(folder: blobsFolder, archive: bucket.map { try $0.open(clock: clock) })
    }
}

extension BucketSettings {
    func open(clock: any Clock) throws -> Bucket {
        Bucket(
            place, BucketCredential(key: key, secret: try secret.read()),
            client: HTTPClient(authorities: authorityFile.map { .file($0) } ?? .system), clock: clock,
            linkLength: linkLength)
    }
}
