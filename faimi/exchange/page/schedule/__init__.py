"""Reads a timetable, in whatever form it stands, into rows."""
