"""What a piece of text is: a date, a time of day, a time zone, a person's name. Strings in, values out."""
