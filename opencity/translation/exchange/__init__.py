"""Files for translators' own programs: what they hold, how they are written, read and judged."""
