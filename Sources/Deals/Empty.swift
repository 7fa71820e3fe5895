// Deals
