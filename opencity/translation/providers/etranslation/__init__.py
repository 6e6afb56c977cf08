"""eTranslation of the European Commission: a REST call takes a document, the answer comes later.

https://ec.europa.eu/cefdigital/wiki/display/CEFDIGITAL/How+to+submit+a+translation+request+via+the+CEF+eTranslation+webservice
"""
