"""An organisation over years: people leave, and half of what is asked of them they never do."""
