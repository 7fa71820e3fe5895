import CCurl
import Glibc
import Kernel

/// libcurl's library-wide state, made once.
enum Curl {
    static let isStarted: Bool = {
        // sendfile(2) has no flag against SIGPIPE, and with CURLOPT_NOSIGNAL libcurl leaves it alone as well.
        signal(SIGPIPE, SIG_IGN)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    }()
}

/// One libcurl transfer in CONNECT_ONLY mode with the multi handle that drives it. Both are freed when the value's
/// life ends, on every path. Used by one thread at a time.
struct CurlHandle: ~Copyable {
    private let easy: UnsafeMutableRawPointer
    private let multi: UnsafeMutableRawPointer
    /// CURLOPT_ERRORBUFFER: what OpenSSL says about a certificate.
    private let errorText: UnsafeMutablePointer<CChar>

    init() {
        precondition(Curl.isStarted, "libcurl starts")
        guard let easy = curl_easy_init(), let multi = curl_multi_init() else {
            preconditionFailure("there is memory for a libcurl handle")
        }
        self.easy = easy
        self.multi = multi
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        fg_set_buffer(easy, CURLOPT_ERRORBUFFER, errorText)
    }

    deinit {
        // libcurl would say QUIT or LOGOUT here, even in the middle of a message, and wait for the answer.
        if let socket { shutdown(socket, Int32(SHUT_RDWR)) }
        curl_multi_remove_handle(multi, easy)
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
        errorText.deallocate()
    }

    /// libcurl copies strings; a nil takes an option back.
    func set(_ option: CURLoption, _ value: String?) {
        let code = fg_set_string(easy, option, value)
        precondition(code == CURLE_OK, "libcurl knows text option \(option.rawValue)")
    }

    func set(_ option: CURLoption, _ value: Int) {
        let code = fg_set_long(easy, option, value)
        precondition(code == CURLE_OK, "libcurl knows number option \(option.rawValue)")
    }

    func discardOutput() { fg_discard_output(easy) }

    /// Connects, secures and logs in; nil when the stop switch or the deadline came first.
    func perform(until deadline: Deadline, stop: WakeUp) -> CURLcode? {
        curl_multi_add_handle(multi, easy)
        var running: Int32 = 1
        while true {
            curl_multi_perform(multi, &running)
            var left: Int32 = 0
            if let message = curl_multi_info_read(multi, &left), message.pointee.msg == CURLMSG_DONE {
                return message.pointee.data.result
            }
            let remaining = deadline.remainingMilliseconds
            if stop.isRaised || remaining == 0 { return nil }
            var watched = curl_waitfd(fd: stop.descriptor, events: Int16(CURL_WAIT_POLLIN), revents: 0)
            curl_multi_poll(multi, &watched, 1, remaining, nil)
        }
    }

    /// The code of the refusal with which the server's SMTP replies ended, or nil.
    var replyCode: Int? {
        var code = 0
        fg_get_long(easy, CURLINFO_RESPONSE_CODE, &code)
        return (400...599).contains(code) ? code : nil
    }

    var socket: Int32? {
        var socket: curl_socket_t = -1
        return fg_get_socket(easy, &socket) == CURLE_OK && socket >= 0 ? socket : nil
    }

    /// What libcurl said of its last failure, in one line.
    func reason(of code: CURLcode) -> String {
        let text = String(cString: errorText)
        return text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> (code: CURLcode, count: Int) {
        var count = 0
        let code = curl_easy_send(easy, bytes.baseAddress, bytes.count, &count)
        return (code, count)
    }

    func receive(into bytes: UnsafeMutableRawBufferPointer) -> (code: CURLcode, count: Int) {
        var count = 0
        let code = curl_easy_recv(easy, bytes.baseAddress, bytes.count, &count)
        return (code, count)
    }
}
