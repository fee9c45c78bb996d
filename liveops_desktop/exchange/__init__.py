"""Files in and out: content, spreadsheets, reports."""
