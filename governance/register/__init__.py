"""The register as a file: read from a spreadsheet, judged row by row, and written out again."""
