"""Files of figures, read and written a row at a time, in the formats of statistical offices."""
