"""The report of a month's invoices: on paper, as a workbook, and for another program."""
