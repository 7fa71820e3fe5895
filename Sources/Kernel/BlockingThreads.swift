import Dispatch
import Glibc
import Synchronization

/// A few threads for tasks that ask the store again and again: what a task asks there may block its thread, so that
/// neither the question nor the answer goes to another one first. The pool that all other tasks share is not touched.
package final class BlockingThreads: TaskExecutor {
    /// The program's own. They end with it.
    package static let shared = BlockingThreads(count: most + max(2, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))

    /// So many of them may block at a time; the others go on with what does not.
    package static let most = 4

    private struct Queue {
        var jobs: [UnownedJob] = []
        var next = 0

        mutating func take() -> UnownedJob {
            let job = jobs[next]
            next += 1
            // Those that are gone go together, so that none is moved more than once on the whole, and a queue that is never empty does not grow.
            if next == jobs.count || next >= 1024 && next * 2 >= jobs.count {
                jobs.removeFirst(next)
                next = 0
            }
            return job
        }
    }

    private let queue = Mutex(Queue())
    /// As many as there are jobs.
    private let waiting = DispatchSemaphore(value: 0)
    /// Set on threads of this kind.
    private static let mark: pthread_key_t = {
        var key = pthread_key_t()
        guard pthread_key_create(&key, nil) == 0 else { preconditionFailure("no key of threads is left") }
        return key
    }()

    private init(count: Int) {
        for _ in 0..<count { start() }
    }

    /// Whether the running code may block this thread for a moment.
    package static var isCurrent: Bool { pthread_getspecific(mark) != nil }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.withLock { $0.jobs.append(job) }
        waiting.signal()
    }

    private func start() {
        var thread = pthread_t()
        let myself = Unmanaged.passRetained(self).toOpaque()
        let code = pthread_create(
            &thread, nil,
            { myself in
                guard let myself else { return nil }
                pthread_setspecific(BlockingThreads.mark, myself)
                Unmanaged<BlockingThreads>.fromOpaque(myself).takeUnretainedValue().run()
            }, myself)
        guard code == 0 else { preconditionFailure("no thread can be made: error \(code)") }
        pthread_detach(thread)
    }

    private func run() -> Never {
        while true {
            waiting.wait()
            queue.withLock { $0.take() }.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
