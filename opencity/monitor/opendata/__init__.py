"""Figures described for other programs: selections, tables, CSVW, data packages, data sets."""
