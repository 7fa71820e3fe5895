/// An access key and its secret. It never prints itself.
package struct BucketCredential: Sendable {
    package let key: String
    let secret: String

    package init(key: String, secret: String) {
        self.key = key
        self.secret = secret
    }
}

extension BucketCredential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "bucket credential" }
    package var debugDescription: String { "bucket credential" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
