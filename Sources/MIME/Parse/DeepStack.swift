import Glibc

/// Runs work on a thread with as much stack as it asks for. Only the pages that are touched become memory.
enum DeepStack {
    private final class Work {
        var body: (() -> Void)?
    }

    /// Waits for `body`, which runs alone on the other thread meanwhile.
    static func run<Result>(stackBytes: Int, _ body: () throws -> Result) throws -> Result {
        var outcome: Swift.Result<Result, any Error>?
        try withoutActuallyEscaping(body) { body in
            let work = Work()
            work.body = { outcome = Swift.Result { try body() } }
            try start(work, stackBytes: stackBytes)
            work.body = nil
        }
        guard let outcome else { throw MessageParseError.unreadable(code: EAGAIN) }
        return try outcome.get()
    }

    private static func start(_ work: Work, stackBytes: Int) throws {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackBytes)
        var thread = pthread_t()
        let code = pthread_create(
            &thread, &attributes,
            { context in
                guard let context else { return nil }
                Unmanaged<Work>.fromOpaque(context).takeUnretainedValue().body?()
                return nil
            }, Unmanaged.passUnretained(work).toOpaque())
        guard code == 0 else { throw MessageParseError.unreadable(code: code) }
        pthread_join(thread, nil)
    }
}
