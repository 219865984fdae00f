"""The vault: keys, from deposit to shredding. It knows no web page, channel or team."""
