import CCurl
import Glibc
import Kernel

/// One libcurl handle for calls over HTTP, with the connection that it keeps.
///
/// Unchecked, because `HTTPClient` gives it away under a lock and takes it back only after the call: one thread has it at
/// a time, and libcurl allows that thread to change (libcurl-thread(3)).
final class HTTPHandle: @unchecked Sendable {
    private let easy: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>

    init() {
        precondition(Curl.isStarted, "libcurl starts")
        guard let easy = curl_easy_init() else { preconditionFailure("there is memory for a libcurl handle") }
        self.easy = easy
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(easy)
        errorText.deallocate()
    }

    func perform(
        _ call: HTTPCall, _ client: HTTPClient, _ take: ((Int, UnsafeRawBufferPointer) throws -> Void)?
    ) throws -> HTTPReply {
        let transfer = try HTTPTransfer(call, take)
        curl_easy_reset(easy)
        errorText[0] = 0
        configure(call, client)
        var list: UnsafeMutablePointer<curl_slist>?
        // The answer to Expect would be waited for; a server that refuses says so in the middle of the body too.
        for (name, value) in call.headers + [("Expect", "")] {
            list = curl_slist_append(list, value.isEmpty ? "\(name):" : "\(name): \(value)")
        }
        defer { curl_slist_free_all(list) }
        check(fg_set_list(easy, CURLOPT_HTTPHEADER, list))
        attach(transfer)
        if client.isForPublic { keepToPublic(transfer) }
        let code = withExtendedLifetime(transfer) { curl_easy_perform(easy) }
        if let failure = transfer.failure { throw failure }
        guard code == CURLE_OK else {
            if transfer.isRefused { throw WireFault.privateAddress(host: call.server.host) }
            let text = String(cString: errorText)
            throw WireFault(
                code, host: call.server.host, port: call.server.port,
                phase: transfer.reply.status == 0 ? .send : .receive,
                reason: text.isEmpty ? String(cString: curl_easy_strerror(code)) : text)
        }
        return transfer.reply
    }

    private func configure(_ call: HTTPCall, _ client: HTTPClient) {
        check(fg_set_buffer(easy, CURLOPT_ERRORBUFFER, errorText))
        set(CURLOPT_URL, call.server.url + call.target)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TCP_NODELAY, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(max(1, client.connectTimeout.milliseconds)))
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, Int(max(1, client.silence.milliseconds / 1000)))
        set(CURLOPT_BUFFERSIZE, 1 << 18)
        set(CURLOPT_UPLOAD_BUFFERSIZE, 1 << 18)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let longest = client.longest { set(CURLOPT_TIMEOUT_MS, Int(max(1, longest.milliseconds))) }
        if call.goesOnce {
            set(CURLOPT_FRESH_CONNECT, 1)
            set(CURLOPT_FORBID_REUSE, 1)
        }
        // A proxy would hide which address is called.
        if client.isForPublic || Endpoint.isLoopback(call.server.host) { set(CURLOPT_NOPROXY, "*") }
        if case .file(let path) = client.authorities {
            set(CURLOPT_CAINFO, path)
            set(CURLOPT_CAPATH, nil)
        }
        switch call.method {
        case "GET": set(CURLOPT_HTTPGET, 1)
        case "HEAD": set(CURLOPT_NOBODY, 1)
        case "DELETE": set(CURLOPT_CUSTOMREQUEST, "DELETE")
        default:
            set(CURLOPT_UPLOAD, 1)
            set(CURLOPT_CUSTOMREQUEST, call.method)
            check(fg_set_size(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(call.body.length)))
        }
    }

    /// libcurl calls these while `curl_easy_perform` runs, and never after.
    private func attach(_ transfer: HTTPTransfer) {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        check(fg_set_bytes(easy, CURLOPT_HEADERFUNCTION) { HTTPTransfer.at($3)?.takeHeader($0, $1 * $2) ?? 0 })
        check(fg_set_context(easy, CURLOPT_HEADERDATA, context))
        check(fg_set_bytes(easy, CURLOPT_WRITEFUNCTION) { HTTPTransfer.at($3)?.takeBody($0, $1 * $2) ?? 0 })
        check(fg_set_context(easy, CURLOPT_WRITEDATA, context))
        check(fg_set_bytes(easy, CURLOPT_READFUNCTION) { HTTPTransfer.at($3)?.give($0, $1 * $2) ?? 0 })
        check(fg_set_context(easy, CURLOPT_READDATA, context))
        check(
            fg_set_seek(easy) { context, offset, _ in
                HTTPTransfer.at(context)?.seek(to: Int64(offset)) ?? CURL_SEEKFUNC_FAIL
            })
        check(fg_set_context(easy, CURLOPT_SEEKDATA, context))
    }

    /// The address is looked at where it is connected to, after the name was resolved: so no name that resolves otherwise
    /// the second time gets by (CURLOPT_OPENSOCKETFUNCTION(3)).
    private func keepToPublic(_ transfer: HTTPTransfer) {
        check(fg_set_context(easy, CURLOPT_OPENSOCKETDATA, Unmanaged.passUnretained(transfer).toOpaque()))
        check(
            fg_set_open(easy) { context, _, address in
                // The address may be longer than the structure's last member says.
                guard let address, let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else {
                    return CURL_SOCKET_BAD
                }
                let place = UnsafeRawPointer(address).advanced(by: offset).assumingMemoryBound(to: sockaddr.self)
                guard PublicAddress.isPublic(place) else {
                    HTTPTransfer.at(context)?.refuse()
                    return CURL_SOCKET_BAD
                }
                return fg_open_socket(address)
            })
    }

    private func set(_ option: CURLoption, _ value: String?) { check(fg_set_string(easy, option, value)) }
    private func set(_ option: CURLoption, _ value: Int) { check(fg_set_long(easy, option, value)) }

    private func check(_ code: CURLcode) { precondition(code == CURLE_OK, "libcurl takes its own options") }
}
