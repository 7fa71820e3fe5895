import Glibc

/// The C library's clock, in a file of its own because Glibc's names are many.
enum ContinuousWallClock {
    static func sinceEpoch() -> (seconds: Int64, nanoseconds: Int64) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return (Int64(time.tv_sec), Int64(time.tv_nsec))
    }
}
