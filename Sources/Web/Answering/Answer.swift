import Kernel

/// What a handler answers.
package enum Answer: Sendable {
    /// A page or JSON, as the asker prefers.
    case view(View)
    case json(Value, status: Int = 200)
    /// 303: look there with GET.
    case redirect(to: String)
    /// 201 with the place of what was made; a browser is sent there with 303.
    case created(location: String, Value)
    /// After a command: a browser goes on to `redirect`, a program gets the value.
    case done(redirect: String, Value)
    case file(FileAnswer)
    case bytes([UInt8], type: String, status: Int = 200)
    /// Events as they come, until the stream, the client or the server ends.
    case events(AsyncStream<ServerSentEvent>)
    /// 204.
    case noContent
    indirect case with(Answer, headers: [(name: String, value: String)])
}

extension Answer {
    /// The same answer with one header field more; the field replaces the server's own of that name.
    package func adding(_ name: String, _ value: String) -> Self { .with(self, headers: [(name, value)]) }

    /// The same answer that also sets a cookie.
    package func setting(_ cookie: Cookie) -> Self { adding("Set-Cookie", cookie.header) }

    /// A page or JSON, with the parts of its view.
    package static func view(_ template: String, _ value: Value, title: String? = nil, status: Int = 200) -> Self {
        .view(View(template, value, title: title, status: status))
    }
}

/// A file that is sent as it lies on disk. It is offered for saving, unless it is harmless to show.
package struct FileAnswer: Sendable {
    package let path: String
    package let type: String
    package let name: String
    /// Shown in the browser's window, within a sandbox that runs no script.
    package let isInline: Bool
    /// Without which the path leads nowhere; nil: it is a file like others.
    private let holder: (any AnyObject & Sendable)?

    package init(
        path: String, type: String, name: String, inline: Bool = false, holder: (any AnyObject & Sendable)? = nil
    ) {
        self.holder = holder
        self.path = path
        self.type = type
        self.name = name
        isInline = inline
    }
}
