"""What people supply with a step: one form each, for the page and for the API."""
