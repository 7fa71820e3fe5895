extension Lexicon {
    // MARK: lines of business

    static let trades: [WordClass] = [
        WordClass(
            "competitor",
            """
            ondeck kapitus credibly fundbox bluevine iwoca youlend liberis capify prospa moula kabbage libertas yellowstone
            kalamata headway lendr everest pearl fora celtic greenbox shopify paypal stripe clearco lendio bizfi
            cfg mulligan merchantadvance newtek reliant vox rapid 365 boost merchantgrowth journeycapital driven
            nucleus bizcap zip lumi capalona fundingcircle stenn swiftfund lendingkart
            """),
        WordClass(
            "industry",
            """
            trucking trucks trucker construction contractors restaurants auto dealers dealership dealerships cannabis
            dispensary dispensaries law firms attorneys lawyers gas realtors realty adult gambling gaming casino casinos
            firearms guns gun vape vapes smoke crypto bail pawn travel staffing transportation logistics daycare
            nightclub nightclubs clubs bars solar cbd liquor tobacco mining oil farming agriculture farms investment
            investors taxi carriers freight marijuana hemp kratom jewelry telemarketing limo livery towing sweepstakes
            arcade arcades escort esports pharmacy pharmacies mlm timeshare debt-collection collections lottery betting
            astrology vet vets veterinary veterinarian veterinarians dentist dentists dental doctors physicians             healthcare health-care clinics chiropractor chiropractors salons salon spas barbers barbershops bakeries
            cafes cafe coffee foodtruck caterers catering hotels motels hospitality hotel motel landscaping
            landscapers roofing roofers plumbers electricians hvac painters contractor builders remodelers homebuilders
            developers flippers flipping wholesalers retailers ecommerce e-commerce dropshipping dropshippers             manufacturers manufacturing importers exporters airlines aviation yachts boats marine car-dealers             truckers hauliers haulage freight-brokers couriers uber lyft rideshare schools childcare daycares
            preschools gyms tattoo tanning massage laundromat laundromats carwash carwashes
            headshops smokeshops bodega bodegas liquor-stores c-stores convenience gas-stations mortgage
            bookkeepers accountants consultants consulting             agencies photographers musicians entertainment nightlife             pest janitorial cleaners recycling ranches agricultural
            cattle dairy fishing forestry logging oilfield drilling fracking coal subcontractors             municipalities crypto-mining bitcoin forex fx livestock poultry vaping e-cig hookah psychic psychics             adult-entertainment strip-clubs homecare hospice rehab rehabs sober-living nursing staffing-agencies             peo immigration
            """),
    ]
}
