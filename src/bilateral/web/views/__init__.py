"""One module a page: from the chronology and checked parameters to all that the page says."""
