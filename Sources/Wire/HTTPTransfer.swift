import CCurl
import Glibc
import Kernel

/// What one call sends and gets, while it runs.
final class HTTPTransfer {
    private(set) var reply = HTTPReply()
    /// Why the call was broken off from our side.
    private(set) var failure: (any Error)?
    /// An address was not called because not everybody can reach it.
    private(set) var isRefused = false
    private let take: ((Int, UnsafeRawBufferPointer) throws -> Void)?
    private let source: Source
    private var sent: Int64 = 0

    private enum Source {
        case bytes([UInt8])
        case file(Int32, offset: Int64, length: Int64)
    }

    /// Bodies that are not given away end here.
    private static let mostBody = 8 << 20

    init(_ call: HTTPCall, _ take: ((Int, UnsafeRawBufferPointer) throws -> Void)?) throws {
        self.take = take
        switch call.body {
        case .none: source = .bytes([])
        case .bytes(let bytes): source = .bytes(bytes)
        case .file(let path, let offset, let length):
            let file = open(path, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { throw WireFault.unreadableFile(.send, errno: errno) }
            source = .file(file, offset: offset, length: length)
        }
    }

    deinit { if case .file(let file, _, _) = source { close(file) } }

    static func at(_ context: UnsafeMutableRawPointer?) -> HTTPTransfer? {
        context.map { Unmanaged<HTTPTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    func refuse() { isRefused = true }

    /// One line of the header. A status line begins it anew: an interim answer (1xx) may come first.
    func takeHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        let line = UnsafeRawBufferPointer(start: bytes, count: count)
        let text = String(decoding: line, as: UTF8.self).split(separator: "\r\n").first ?? ""
        if text.hasPrefix("HTTP/") {
            reply = HTTPReply()
            reply.status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...].drop { $0 == " " }
            reply.headers.append((text[..<colon].lowercased(), String(value)))
        }
        return count
    }

    /// Anything but `count` ends the call.
    func takeBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        let chunk = UnsafeRawBufferPointer(start: bytes, count: count)
        guard let take, (200...299).contains(reply.status) else {
            guard reply.body.count + count <= Self.mostBody else { return 0 }
            reply.body += chunk
            return count
        }
        do { try take(reply.status, chunk) } catch {
            failure = error
            return 0
        }
        return count
    }

    func give(_ bytes: UnsafeMutablePointer<CChar>?, _ capacity: Int) -> Int {
        switch source {
        case .bytes(let all):
            let count = min(capacity, all.count - Int(sent))
            all[Int(sent)..<Int(sent) + count].withUnsafeBytes {
                UnsafeMutableRawBufferPointer(start: bytes, count: capacity).copyMemory(from: $0)
            }
            sent += Int64(count)
            return count
        case .file(let file, let offset, let length):
            let wanted = min(Int64(capacity), length - sent)
            guard wanted > 0 else { return 0 }
            let count = pread(file, bytes, Int(wanted), off_t(offset + sent))
            guard count > 0 else {
                failure = WireFault.unreadableFile(.send, errno: count < 0 ? errno : 0)
                return Int(CURL_READFUNC_ABORT)
            }
            sent += Int64(count)
            return count
        }
    }

    /// A kept connection that was closed meanwhile is noticed after the first bytes: libcurl begins again.
    func seek(to offset: Int64) -> Int32 {
        sent = offset
        return CURL_SEEKFUNC_OK
    }
}

extension HTTPCall.Body {
    var length: Int64 {
        switch self {
        case .none: 0
        case .bytes(let bytes): Int64(bytes.count)
        case .file(_, _, let length): length
        }
    }
}
