"""What of a page the draft does not hold."""
