"""How much may come in at once. Whatever is larger is refused with a sentence that names the limit.

Each stands here with its reason, and nowhere else. The reader of files, which is a process without
the rest of the program, takes its limits from here as well.
"""

MEGABYTE = 1024 * 1024

# What is sent to a page or to the API.
LONGEST_FIELD = 50_000
"""Letters of one field. The longest that any form takes is 20,000: the rows of several leavers."""
MOST_ITEMS = 200
"""Of one list: each names a person or a choice, and each costs a look at the database's answer."""
LARGEST_BODY = 1_000_000
"""Bytes of JSON. A plan with every answer at its longest has 100,000."""
DEEPEST = 12
"""Levels of JSON. What the API takes has three; platforms, in the admin, have four."""
MOST_VALUES = 5_000
"""Values of all levels of JSON together."""

# Files of the register.
LARGEST_FILE = 10 * MEGABYTE
"""For the command; ten times what 50,000 channels take as CSV."""
LARGEST_UPLOAD = 2 * MEGABYTE
MOST_ROWS = 50_000
MOST_UPLOADED_ROWS = 5_000
"""They are judged and written while somebody waits for the page."""
MOST_COLUMNS = 100
"""The page that matches columns offers each of them twelve times. Registers in use have thirty."""
LONGEST_CELL = 20_000
"""Letters. What we take has 5,000 at most, and a cell of 20,000 is refused where it is used."""
MOST_LETTERS = 20_000_000
"""Of all cells. A workbook can name one long text in a million cells."""
LARGEST_UNPACKED = 100 * MEGABYTE
"""What a workbook says that it holds: 50,000 rows of thirty columns unpack to 80 MB."""
READER_MEMORY = 512 * MEGABYTE
"""Address space of the process that reads a file: the largest that we take needs 200 MB."""
READER_SECONDS = 20
"""Of its processor's time: 50,000 rows of a workbook take eight."""
UPLOAD_SECONDS = 5
"""The same, while somebody waits for the page: 5,000 rows of a workbook take less than one."""
