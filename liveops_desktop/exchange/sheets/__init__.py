"""Spreadsheets in and out: parsed in a child process, mapped to cues by their headings, written back unchanged."""
