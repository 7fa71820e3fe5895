import CCurl

extension CurlHandle {
    /// Says where to and how; nothing is sent yet. TLS that was asked for is required, and so is a certificate that
    /// bears the host's name and a trusted signature: there is no fallback.
    func configure(for endpoint: Endpoint, url: String) {
        discardOutput()
        set(CURLOPT_URL, url)
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps,imap,imaps")
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_CONNECT_ONLY, 1)
        set(CURLOPT_TCP_NODELAY, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(max(1, endpoint.connectTimeout.milliseconds)))
        if endpoint.isLoopback { set(CURLOPT_NOPROXY, "*") }
        set(CURLOPT_USE_SSL, Int((endpoint.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if case .file(let path) = endpoint.authorities {
            set(CURLOPT_CAINFO, path)
            set(CURLOPT_CAPATH, nil)
        }
        guard let credential = endpoint.credential else { return }
        set(CURLOPT_USERNAME, credential.userName)
        switch credential.secret {
        case .password(let password): set(CURLOPT_PASSWORD, password)
        case .accessToken(let token):
            set(CURLOPT_XOAUTH2_BEARER, token)
            set(CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2")
            // RFC 4954 always allows the initial response; IMAP asks for SASL-IR, which libcurl looks up.
            if endpoint.application == .smtp { set(CURLOPT_SASL_IR, 1) }
        }
    }

    /// What the failure of `perform` means.
    func fault(_ code: CURLcode, at endpoint: Endpoint) -> WireFault {
        WireFault(code, host: endpoint.host, port: endpoint.port, reason: reason(of: code), replyCode: replyCode)
    }
}

extension WireFault {
    /// What libcurl's failure means; `reason` is libcurl's text, `replyCode` the server's last refusal.
    init(
        _ code: CURLcode, host: String, port: UInt16, phase: WirePhase = .connect, reason: String, replyCode: Int? = nil
    ) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .couldNotResolve(host: host)
        case CURLE_COULDNT_CONNECT, CURLE_PROXY: self = .couldNotConnect(host: host, port: port)
        case CURLE_PEER_FAILED_VERIFICATION: self = .certificateRejected(host: host, reason: reason)
        case CURLE_SSL_CONNECT_ERROR, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED:
            self = .tlsFailed(host: host, reason: reason)
        case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR: self = .loginRefused(host: host, code: replyCode)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED: self = .greetingRefused(host: host, code: replyCode)
        case CURLE_OPERATION_TIMEDOUT: self = .timedOut(host: host, phase)
        case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE:
            self = .closedByPeer(host: host, phase)
        default: self = .io(host: host, phase, code: Int32(code.rawValue))
        }
    }
}
