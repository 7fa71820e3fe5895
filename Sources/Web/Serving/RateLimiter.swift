import Kernel
import Synchronization

/// A bucket of tokens per key: `burst` at once, one more each `refill`. For sign-in and public forms, by address or name.
package final class RateLimiter: Sendable {
    private struct Bucket {
        /// In milliseconds of refilling.
        var credit: Int64
        var at: Moment
    }

    private let burst: Int64
    private let refill: Span
    private let largest: Int
    private let buckets = Mutex<[String: Bucket]>([:])

    /// At most `keys` keys are remembered: beyond that the full buckets are forgotten first, then all.
    package init(burst: Int, refill: Span, keys: Int = 50_000) {
        precondition(burst > 0 && refill.milliseconds > 0 && keys > 0, "a rate has a burst, a refill and keys")
        self.burst = Int64(burst)
        self.refill = refill
        largest = keys
    }

    /// Takes a token for `key`; refused (429) where none is left.
    package func take(_ key: String, at now: Moment) throws {
        let isAllowed = buckets.withLock { buckets in
            if buckets[key] == nil, buckets.count >= largest { forget(&buckets, at: now) }
            var bucket = buckets[key] ?? Bucket(credit: burst * refill.milliseconds, at: now)
            bucket.credit = credit(of: bucket, at: now)
            bucket.at = max(now, bucket.at)
            let isAllowed = bucket.credit >= refill.milliseconds
            if isAllowed { bucket.credit -= refill.milliseconds }
            buckets[key] = bucket
            return isAllowed
        }
        guard isAllowed else {
            let seconds = max(1, refill.milliseconds / 1000)
            throw PlainRefusal(.tooMany, code: "too_many_requests", "too many attempts: try again in \(seconds) s")
        }
    }

    /// Gives a token back that was taken for nothing.
    package func giveBack(_ key: String) {
        buckets.withLock { buckets in
            guard let bucket = buckets[key] else { return }
            buckets[key]?.credit = min(burst * refill.milliseconds, bucket.credit + refill.milliseconds)
        }
    }

    private func credit(of bucket: Bucket, at now: Moment) -> Int64 {
        min(burst * refill.milliseconds, bucket.credit + max(0, (now - bucket.at).milliseconds))
    }

    private func forget(_ buckets: inout [String: Bucket], at now: Moment) {
        buckets = buckets.filter { credit(of: $0.value, at: now) < burst * refill.milliseconds }
        if buckets.count >= largest { buckets = [:] }
    }
}
