import Kernel
import Storage
import Wire

/// What is wrong between us and a bucket, in one sentence that says what to mend.
package enum BucketFault: BlobArchiveFault, Equatable {
    case unreachable(server: String, WireFault)
    case wrongKey
    case wrongSignature
    case noBucket(String)
    case wrongRegion(String, theirs: String)
    case refused(Action, bucket: String)
    case clockSkew(ours: Moment, theirs: String)
    /// It answers, but not as a server of this protocol.
    case strange(server: String, status: Int)
    /// It says that it cannot now, again and again.
    case unavailable(server: String, status: Int, code: String)
    case failed(Action, status: Int, code: String)

    /// What we ask of a bucket, with the right that it takes.
    package enum Action: String, Sendable {
        case list = "s3:ListBucket"
        case read = "s3:GetObject"
        case store = "s3:PutObject"
        case abort = "s3:AbortMultipartUpload"

        var words: String {
            switch self {
            case .list: "list its objects"
            case .read: "read objects"
            case .store: "store objects"
            case .abort: "take back an upload that broke off"
            }
        }
    }

    /// Settings, rights or clock must be mended by somebody; waiting does not help.
    package var isOfTheSettings: Bool {
        switch self {
        case .unreachable(_, .certificateRejected), .unreachable(_, .unusableName): true
        case .unreachable, .unavailable, .failed: false
        case .wrongKey, .wrongSignature, .noBucket, .wrongRegion, .refused, .clockSkew, .strange: true
        }
    }

    /// Asking again may help at once.
    var mayPass: Bool {
        switch self {
        case .unavailable: true
        case .unreachable(_, let fault):
            switch fault {
            case .couldNotConnect, .timedOut, .closedByPeer, .io, .couldNotResolve: true
            default: false
            }
        default: false
        }
    }

    package var description: String {
        switch self {
        case .unreachable(let server, .certificateRejected(_, let reason)):
            "bucket: the certificate of \(server) is not trusted (\(reason)): "
                + "check blobs_endpoint, or name its authority in blobs_authority_file"
        case .unreachable(let server, let fault):
            "bucket: \(server) cannot be used (\(fault)): check blobs_endpoint and the network"
        case .wrongKey: "bucket: the server does not know the access key: check blobs_key"
        case .wrongSignature:
            "bucket: the server does not accept our signature: check the secret that belongs to blobs_key"
        case .noBucket(let name): "bucket: there is no bucket \(name): make it, or check blobs"
        case .wrongRegion(let name, let theirs):
            "bucket: \(name) is not in the region of blobs_region" + (theirs.isEmpty ? "" : ": set it to \(theirs)")
        case .refused(let action, let name):
            "bucket: the key may not \(action.words) in \(name): give it the right \(action.rawValue)"
        case .clockSkew(let ours, let theirs):
            "bucket: our clock says \(ours), the server's \(theirs): set this machine's clock"
        case .strange(let server, let status):
            "bucket: \(server) answers \(status) as no server of S3 does: check blobs_endpoint"
        case .unavailable(let server, let status, let code):
            "bucket: \(server) answers \(status) \(code): it is asked again later"
        case .failed(let action, let status, let code):
            "bucket: the server refused to \(action.words) with \(status) \(code)"
        }
    }
}

extension BucketFault {
    /// What an answer that is no success means.
    init(_ reply: HTTPReply, to action: Action, at place: BucketPlace, sentAt moment: Moment) {
        let code = MarkupText.text(of: "Code", in: reply.body) ?? ""
        let server = place.host.url
        switch (reply.status, code) {
        case (_, "RequestTimeTooSkewed"):
            self = .clockSkew(ours: moment, theirs: reply.header("date") ?? "another time")
        case (_, "InvalidAccessKeyId"): self = .wrongKey
        case (_, "SignatureDoesNotMatch"): self = .wrongSignature
        case (_, "NoSuchBucket"): self = .noBucket(place.bucket)
        case (_, "AuthorizationHeaderMalformed"), (301, _), (307, _), (_, "PermanentRedirect"):
            let theirs = MarkupText.text(of: "Region", in: reply.body) ?? reply.header("x-amz-bucket-region")
            self = .wrongRegion(place.bucket, theirs: theirs ?? "")
        case (_, "AccessDenied"), (403, ""): self = .refused(action, bucket: place.bucket)
        case (429, _), (500..., _), (_, "RequestTimeout"), (_, "SlowDown"):
            self = .unavailable(server: server, status: reply.status, code: code)
        case (_, ""): self = .strange(server: server, status: reply.status)
        default: self = .failed(action, status: reply.status, code: code)
        }
    }
}
