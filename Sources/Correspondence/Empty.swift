// Correspondence
