/// A length of waiting as people say it.
package enum WaitWords {
    /// `45 min`, `3.5 h`, `26 h`
    package static func of(minutes: Int) -> String {
        if minutes < 60 { return "\(minutes) min" }
        if minutes < 600 {
            let tenths = (minutes * 10 + 30) / 60
            return tenths % 10 == 0 ? "\(tenths / 10) h" : "\(tenths / 10).\(tenths % 10) h"
        }
        return "\((minutes + 30) / 60) h"
    }
}
