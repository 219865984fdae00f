"""An invented organisation, made through the acts, so that each page has something to show."""
