"""The openness index: a composite index from plain tables, with how sure each rank is.

Pure calculation on numpy arrays: it knows no database and no web page.
"""
