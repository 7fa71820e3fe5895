/// The 50 states of the USA and the District of Columbia by their two letters.
package enum USState {
    /// Two letters and name, by the letters.
    // swift-format-ignore
    package static let all: [(code: String, name: String)] = [
        ("AK", "Alaska"), ("AL", "Alabama"), ("AR", "Arkansas"), ("AZ", "Arizona"), ("CA", "California"),
        ("CO", "Colorado"), ("CT", "Connecticut"), ("DC", "District of Columbia"), ("DE", "Delaware"),
        ("FL", "Florida"), ("GA", "Georgia"), ("HI", "Hawaii"), ("IA", "Iowa"), ("ID", "Idaho"), ("IL", "Illinois"),
        ("IN", "Indiana"), ("KS", "Kansas"), ("KY", "Kentucky"), ("LA", "Louisiana"), ("MA", "Massachusetts"),
        ("MD", "Maryland"), ("ME", "Maine"), ("MI", "Michigan"), ("MN", "Minnesota"), ("MO", "Missouri"),
        ("MS", "Mississippi"), ("MT", "Montana"), ("NC", "North Carolina"), ("ND", "North Dakota"),
        ("NE", "Nebraska"), ("NH", "New Hampshire"), ("NJ", "New Jersey"), ("NM", "New Mexico"), ("NV", "Nevada"),
        ("NY", "New York"), ("OH", "Ohio"), ("OK", "Oklahoma"), ("OR", "Oregon"), ("PA", "Pennsylvania"),
        ("RI", "Rhode Island"), ("SC", "South Carolina"), ("SD", "South Dakota"), ("TN", "Tennessee"),
        ("TX", "Texas"), ("UT", "Utah"), ("VA", "Virginia"), ("VT", "Vermont"), ("WA", "Washington"),
        ("WI", "Wisconsin"), ("WV", "West Virginia"), ("WY", "Wyoming"),
    ]

    private static let names = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0.name) })

    package static func name(of code: String) -> String? { names[code] }

    /// The code for `ny` or `New York`; nil for what is no state.
    package static func code(_ text: String) -> String? {
        let upper = text.uppercased()
        if names[upper] != nil { return upper }
        return all.first { $0.name.uppercased() == upper }?.code
    }
}
