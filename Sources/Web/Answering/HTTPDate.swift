import Kernel

extension Moment {
    /// `Fri, 20 Nov 2026 21:22:00 GMT` (RFC 9110 section 5.6.7).
    var httpDate: String {
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (year, month, date) = day.civil
        let second = secondOfDay
        let time = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let padded = date < 10 ? "0\(date)" : "\(date)"
        return "\(weekdays[day.weekday - 1]), \(padded) \(months[month - 1]) \(year) \(time.joined(separator: ":")) GMT"
    }
}
