import Storage

extension FundersSchema {
    static let guideline = """
        CREATE TABLE funder_guideline (
            id                       TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id                TEXT    NOT NULL,
            funder_id                TEXT    NOT NULL UNIQUE,
            version                  INTEGER NOT NULL CHECK (version >= 1),
            version_id               TEXT    NOT NULL,  -- of the row in funder_guideline_version
            currency                 TEXT    NOT NULL CHECK (length(currency) = 3),
            states_allowed           TEXT    NOT NULL,  -- JSON lists of two letters; empty: all
            states_excluded          TEXT    NOT NULL,
            industries_allowed       TEXT    NOT NULL,  -- JSON lists of names and code prefixes
            industries_restricted    TEXT    NOT NULL,
            min_months_in_business   INTEGER CHECK (min_months_in_business >= 0),
            min_monthly_revenue_cents INTEGER CHECK (min_monthly_revenue_cents >= 0),
            max_monthly_revenue_cents INTEGER,
            min_annual_revenue_cents INTEGER CHECK (min_annual_revenue_cents >= 0),
            max_annual_revenue_cents INTEGER,
            takes_first_position     INTEGER CHECK (takes_first_position IN (0, 1)),  -- NULL: not known
            max_position             INTEGER CHECK (max_position BETWEEN 1 AND 20),
            max_advances             INTEGER CHECK (max_advances BETWEEN 0 AND 20),
            max_daily_debit_cents    INTEGER CHECK (max_daily_debit_cents >= 0),
            default_rule             TEXT    CHECK (default_rule IN ('none', 'satisfied', 'allowed')),
            default_lookback_months  INTEGER CHECK (default_lookback_months BETWEEN 1 AND 600),
            bankruptcy_rule          TEXT    CHECK (bankruptcy_rule IN ('none', 'discharged', 'allowed')),
            bankruptcy_months        INTEGER CHECK (bankruptcy_months BETWEEN 1 AND 600),  -- since the discharge
            min_fico                 INTEGER CHECK (min_fico BETWEEN 300 AND 850),
            min_term_months          INTEGER CHECK (min_term_months >= 1),
            max_term_months          INTEGER,
            min_funding_cents        INTEGER CHECK (min_funding_cents >= 0),
            max_funding_cents        INTEGER,
            turnaround_hours         INTEGER CHECK (turnaround_hours BETWEEN 1 AND 2000),
            commission_points        INTEGER CHECK (commission_points BETWEEN 0 AND 100000),  -- thousandths of a point
            commission_plan          TEXT    CHECK (commission_plan IN ('same_day', 'end_of_week',
                                                 'beginning_of_next_week', 'seven_days_out', 'two_days_out')),
            bonus_cents              INTEGER CHECK (bonus_cents >= 0),
            incentives               TEXT    NOT NULL,  -- JSON: count of deals funded in a month, bonus
            required_docs            TEXT    NOT NULL,  -- JSON: code, label, min_months, required_if, others kept
            rules                    TEXT    NOT NULL,  -- JSON: field, operator, value
            updated_by               TEXT    NOT NULL,
            updated_at               INTEGER NOT NULL,
            CHECK (max_monthly_revenue_cents >= min_monthly_revenue_cents),
            CHECK (max_annual_revenue_cents >= min_annual_revenue_cents),
            CHECK (max_term_months >= min_term_months),
            CHECK (max_funding_cents >= min_funding_cents),
            FOREIGN KEY (tenant_id, funder_id) REFERENCES funder (tenant_id, id)
        ) STRICT
        """

    static let guidelineVersion = """
        CREATE TABLE funder_guideline_version (
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            guideline_id  TEXT    NOT NULL REFERENCES funder_guideline (id),
            version       INTEGER NOT NULL CHECK (version >= 1),
            content       TEXT    NOT NULL,  -- JSON: the guidelines as they were saved
            who           TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            UNIQUE (guideline_id, version)
        ) STRICT
        """

    // swift-format-ignore
    static let declineReasons = """
        INSERT INTO decline_reason (id, code, label, category) VALUES
            ( 1, 'time_in_business',      'Time in business too short',                'business'),
            ( 2, 'low_revenue',           'Revenue too low',                           'cash_flow'),
            ( 3, 'declining_revenue',     'Revenue declining',                         'cash_flow'),
            ( 4, 'insufficient_deposits', 'Too few or irregular deposits',             'cash_flow'),
            ( 5, 'low_balances',          'Average balance too low',                   'cash_flow'),
            ( 6, 'negative_days',         'NSFs, overdrafts or negative days',         'cash_flow'),
            ( 7, 'existing_positions',    'Too many positions, over-leveraged',        'credit'),
            ( 8, 'prior_default',         'Prior default',                             'credit'),
            ( 9, 'bankruptcy',            'Bankruptcy',                                'credit'),
            (10, 'low_credit_score',      'Credit score too low',                      'credit'),
            (11, 'tax_lien_judgment',     'Tax lien, judgment or tax debt',            'credit'),
            (12, 'restricted_industry',   'Restricted industry',                       'business'),
            (13, 'restricted_state',      'Restricted state or territory',             'compliance'),
            (14, 'business_type',         'Business type not served',                  'business'),
            (15, 'ownership',             'Ownership too small or owner missing',      'business'),
            (16, 'amount_out_of_range',   'Amount outside the program',                'process'),
            (17, 'duplicate_submission',  'Already submitted',                         'process'),
            (18, 'existing_client',       'Already a client, or declined recently',    'process'),
            (19, 'unable_to_verify',      'Could not be verified',                     'compliance'),
            (20, 'incomplete_file',       'File incomplete',                           'process'),
            (21, 'suspected_fraud',       'Altered documents or suspected fraud',      'compliance'),
            (22, 'background',            'Criminal record or litigation',             'compliance'),
            (23, 'merchant_declined',     'Merchant not interested or went elsewhere', 'process'),
            (24, 'unspecified',           'No reason given',                           'process'),
            (25, 'other',                 'Another reason',                            'process')
        """
}
