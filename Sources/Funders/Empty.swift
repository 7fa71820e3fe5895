// Funders
