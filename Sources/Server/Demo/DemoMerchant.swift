import Kernel

/// One invented merchant: its application as a request brings it, in JSON5, and what its papers look like.
struct DemoMerchant: Sendable {
    /// The application's external id.
    let key: String
    let fields: String
    /// Who keeps its account; nil where there are no statements.
    var bank: String?
    /// False: the application's PDF is made when it is sent.
    var hasPaper = true
    /// What the first start sends by itself: funders by name.
    var sentTo: [String] = []

    func value() throws -> Value {
        guard case .object(var fields) = try Value(parsing: Array(fields.utf8), as: .json5) else {
            preconditionFailure("a merchant of the table is an object")
        }
        fields["source_system"] = Value(DemoMerchant.source)
        fields["external_id"] = Value(key)
        return .object(fields)
    }

    static let source = "demo"

    // Numbers that nobody bears: EINs begin with 00, social security numbers with 9, telephones have 555-01.
    // swift-format-ignore
    static let all: [DemoMerchant] = [
        DemoMerchant(key: "saltbox", fields: """
            { legal_name: 'Saltbox Bakery LLC', trade_name: 'The Saltbox', entity_type: 'llc', incorporation_state: 'MA',
              industry_name: 'Retail bakery', industry_code: '311811', phone: '+1 978 555 0121', email: 'office@saltbox.example',
              website: 'saltbox.example', started_on: '2017-04-03', street: '18 Bearskin Neck', city: 'Rockport', state: 'MA',
              postal_code: '01966', monthly_revenue: '48250', annual_revenue: '579000', average_daily_balance: '6140',
              negative_days: 1, deposits_per_month: 41, requested_amount: '60000', requested_term_months: 9,
              use_of_funds: 'A second deck oven and flour at the autumn price', fico: 668, open_positions: 0,
              default_status: 'none', bankruptcy_status: 'none', ein: '00-1200417',
              owners: [{ name: 'Marguerite Tillson', title: 'Owner', share: '100', ssn: '900-12-0417', birth_date: '1979-02-11',
                         address: '4 Atlantic Ave, Rockport MA 01966', phone: '+1 978 555 0122', email: 'marguerite@saltbox.example' }] }
            """, bank: "Cape Savings Bank (sample)",
            sentTo: ["Lanternfish Capital", "Granite Step Funding", "Sugar Maple Credit", "Two Bridges Merchant Funding",
                     "Candlewick Advance", "Marrow Lane Capital"]),
        DemoMerchant(key: "redgable", fields: """
            { legal_name: 'Red Gable Auto Repair Inc.', entity_type: 'corporation', incorporation_state: 'OH',
              industry_name: 'Automotive repair', industry_code: '811111', phone: '+1 419 555 0133', email: 'books@redgable.example',
              started_on: '2013-09-16', street: '2207 Monroe St', city: 'Toledo', state: 'OH', postal_code: '43604',
              monthly_revenue: '92400', annual_revenue: '1108800', average_daily_balance: '11850', negative_days: 3,
              deposits_per_month: 63, requested_amount: '85000', requested_term_months: 12,
              use_of_funds: 'Alignment rack, and the lease of the bay next door', fico: 612, open_positions: 1,
              default_status: 'none', bankruptcy_status: 'none', ein: '00-2290116',
              owners: [{ name: 'Desmond Achebe', title: 'President', share: '60', ssn: '900-29-0116', birth_date: '1971-07-30', phone: '+1 419 555 0134' },
                       { name: 'Laurel Achebe', title: 'Treasurer', share: '40', ssn: '900-29-0117', birth_date: '1974-12-05' }],
              advances: [{ funder: 'Tin Lizzie Advance', started_on: '2025-11-03', original: '40000', balance: '12600', payment: '340', frequency: 'daily' }] }
            """, bank: "Maumee Valley Bank (sample)",
            sentTo: ["Ironbark Advance", "Foxglove Working Capital", "Old Quarry Funding", "Silver Heron Funding",
                     "Pelican Row Finance", "Marrow Lane Capital"]),
        DemoMerchant(key: "marisol", fields: """
            { legal_name: 'Marisol Taqueria Group LLC', trade_name: 'Taqueria Marisol', entity_type: 'llc', incorporation_state: 'TX',
              industry_name: 'Restaurant', industry_code: '722511', phone: '+1 210 555 0144', email: 'hola@marisol.example',
              started_on: '2015-05-05', street: '901 S Flores St', city: 'San Antonio', state: 'TX', postal_code: '78204',
              monthly_revenue: '141300', annual_revenue: '1695600', average_daily_balance: '22900', negative_days: 0,
              deposits_per_month: 88, requested_amount: '120000', requested_term_months: 12, use_of_funds: 'Opening of the third kitchen',
              fico: 701, open_positions: 0, default_status: 'none', bankruptcy_status: 'none', ein: '00-3370220',
              owners: [{ name: 'Marisol Quintanilla', title: 'Managing member', share: '75', ssn: '900-33-0220', birth_date: '1983-01-19' },
                       { name: 'Ruben Quintanilla', title: 'Member', share: '25', ssn: '900-33-0221', birth_date: '1981-10-08' }] }
            """, bank: "Alamo Commerce Bank (sample)"),
        DemoMerchant(key: "fennimore", fields: """
            { legal_name: 'Fennimore Dental Arts Inc.', entity_type: 'corporation', incorporation_state: 'WI', industry_name: 'Dentist',
              industry_code: '621210', phone: '+1 608 555 0155', email: 'frontdesk@fennimoredental.example', started_on: '2009-01-12',
              street: '640 Lincoln Ave', city: 'Fennimore', state: 'WI', postal_code: '53809', monthly_revenue: '182000',
              annual_revenue: '2184000', average_daily_balance: '48200', negative_days: 0, deposits_per_month: 52,
              requested_amount: '200000', requested_term_months: 18, use_of_funds: 'Cone beam scanner', fico: 742, open_positions: 0,
              default_status: 'none', bankruptcy_status: 'none', ein: '00-4480331',
              owners: [{ name: 'Ingrid Solheim', title: 'Dentist', share: '100', ssn: '900-44-0331', birth_date: '1968-03-27' }] }
            """, bank: "Driftless Community Bank (sample)"),
        DemoMerchant(key: "thistle", fields: """
            { legal_name: 'Blue Thistle Landscaping LLC', entity_type: 'llc', incorporation_state: 'CO', industry_name: 'Landscaping',
              industry_code: '561730', phone: '+1 970 555 0166', started_on: '2022-03-01', street: '77 County Road 12', city: 'Loveland',
              state: 'CO', postal_code: '80537', monthly_revenue: '31200', annual_revenue: '374400', average_daily_balance: '1870',
              negative_days: 6, deposits_per_month: 14, requested_amount: '40000', requested_term_months: 6,
              use_of_funds: 'Two trailers before the season', fico: 588, open_positions: 2, default_status: 'none',
              bankruptcy_status: 'none', ein: '00-5590442',
              owners: [{ name: 'Casey Brannock', title: 'Member', share: '100', ssn: '900-55-0442', birth_date: '1990-08-14' }],
              advances: [{ funder: 'Kettle Pond Capital', balance: '9400', payment: '210', frequency: 'daily' },
                         { funder: 'Second Street Funding', balance: '15000', payment: '900', frequency: 'weekly' }] }
            """, bank: "Front Range Credit Union (sample)"),
        DemoMerchant(key: "quayside", fields: """
            { legal_name: 'Quayside Seafood Market LLC', trade_name: 'Quayside', entity_type: 'llc', incorporation_state: 'ME',
              industry_name: 'Fish and seafood market', industry_code: '445250', phone: '+1 207 555 0177', email: 'dock@quayside.example',
              started_on: '2011-06-20', street: '3 Custom House Wharf', city: 'Portland', state: 'ME', postal_code: '04101',
              monthly_revenue: '208700', annual_revenue: '2504400', average_daily_balance: '31050', negative_days: 0,
              deposits_per_month: 74, requested_amount: '150000', requested_term_months: 12, use_of_funds: 'Cold store and a second van',
              fico: 689, open_positions: 1, default_status: 'none', bankruptcy_status: 'none', ein: '00-6600553',
              owners: [{ name: 'Thaddeus Coombs', title: 'Member', share: '50', ssn: '900-66-0553', birth_date: '1965-11-02' },
                       { name: 'Annick Beaulieu', title: 'Member', share: '50', ssn: '900-66-0554', birth_date: '1970-04-21' }],
              advances: [{ funder: 'Harpoon Street Advance', balance: '22000', payment: '2100', frequency: 'weekly' }] }
            """, bank: "Casco Trust (sample)"),
        DemoMerchant(key: "pinwheel", fields: """
            { legal_name: 'Pinwheel Early Learning LLC', entity_type: 'llc', incorporation_state: 'GA', industry_name: 'Child day care',
              industry_code: '624410', phone: '+1 706 555 0188', started_on: '2019-08-19', street: '415 Baxter St', city: 'Athens',
              state: 'GA', postal_code: '30605', monthly_revenue: '52600', annual_revenue: '631200', average_daily_balance: '9900',
              negative_days: 2, deposits_per_month: 33, requested_amount: '75000', requested_term_months: 10,
              use_of_funds: 'Playground, and a bus', fico: 644, open_positions: 0, default_status: 'satisfied',
              defaulted_on: '2021-02-15', bankruptcy_status: 'none', ein: '00-7710664',
              owners: [{ name: 'Oluchi Bassey', title: 'Director', share: '100', ssn: '900-77-0664', birth_date: '1986-06-09' }] }
            """, bank: "Oconee River Bank (sample)"),
        DemoMerchant(key: "copperline", fields: """
            { legal_name: 'Copperline Freight Inc.', entity_type: 'corporation', incorporation_state: 'CA', industry_name: 'Trucking',
              industry_code: '484121', phone: '+1 209 555 0199', email: 'dispatch@copperlinefreight.example', started_on: '2014-10-27',
              street: '5100 Airport Way', city: 'Stockton', state: 'CA', postal_code: '95206', monthly_revenue: '331500',
              annual_revenue: '3978000', average_daily_balance: '18700', negative_days: 4, deposits_per_month: 57,
              requested_amount: '250000', requested_term_months: 15, use_of_funds: 'Tires, insurance, and two engines', fico: 631,
              open_positions: 3, default_status: 'none', bankruptcy_status: 'discharged', bankruptcy_on: '2018-05-30', ein: '00-8820775',
              owners: [{ name: 'Harbir Gill', title: 'President', share: '100', ssn: '900-88-0775', birth_date: '1977-09-17' }],
              advances: [{ funder: 'Kettle Pond Capital', balance: '61000', payment: '1150', frequency: 'daily' },
                         { funder: 'Tin Lizzie Advance', balance: '34000', payment: '720', frequency: 'daily' },
                         { funder: 'Second Street Funding', balance: '18000', payment: '2400', frequency: 'weekly' }] }
            """, bank: "Delta Growers Bank (sample)", hasPaper: false),
    ]
}
