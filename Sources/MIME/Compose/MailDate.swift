import Kernel

/// Dates as mail headers write them (RFC 5322 section 3.3), in UTC.
package enum MailDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Fri, 20 Nov 2026 21:22:00 +0000`
    package static func written(_ moment: Moment) -> String {
        let day = moment.day
        let (year, month, number) = day.civil
        let second = moment.secondOfDay
        let time = [second / 3600, second / 60 % 60, second % 60].map(two).joined(separator: ":")
        return "\(days[day.weekday - 1]), \(two(number)) \(months[month - 1]) \(year) \(time) +0000"
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
