import Kernel
import Storage

/// When a funder pays the commission for a funded deal.
package enum CommissionPlan: String, CaseIterable, SQLBindable, SQLReadable, Sendable {
    case sameDay = "same_day"
    case endOfWeek = "end_of_week"
    case beginningOfNextWeek = "beginning_of_next_week"
    case sevenDaysOut = "seven_days_out"
    case twoDaysOut = "two_days_out"

    package var label: String {
        switch self {
        case .sameDay: "Same day"
        case .endOfWeek: "End of the week"
        case .beginningOfNextWeek: "Beginning of next week"
        case .sevenDaysOut: "Seven days out"
        case .twoDaysOut: "Two days out"
        }
    }

    /// The business day on which the commission is due. Days out are calendar days; what falls on no business day is
    /// due on the next one, but the end of a week is its last business day, or the next week's where that is past.
    package func dueDate(fundedOn day: Day, _ calendar: BusinessCalendar) -> Day {
        switch self {
        case .sameDay: calendar.rolledForward(day)
        case .twoDaysOut: calendar.rolledForward(day.adding(days: 2))
        case .sevenDaysOut: calendar.rolledForward(day.adding(days: 7))
        case .beginningOfNextWeek: calendar.rolledForward(day.adding(days: 8 - day.weekday))
        case .endOfWeek: Self.endOfWeek(day, calendar)
        }
    }

    private static func endOfWeek(_ day: Day, _ calendar: BusinessCalendar) -> Day {
        let friday = day.adding(days: 5 - day.weekday)
        for week in 0... {
            for back in 0..<5 {
                let candidate = friday.adding(days: week * 7 - back)
                if candidate >= day, calendar.isBusinessDay(candidate) { return candidate }
            }
        }
        preconditionFailure("every calendar has business days")
    }
}
