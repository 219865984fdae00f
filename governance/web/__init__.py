"""What all pages share: doors, the page of an act, pictures."""
