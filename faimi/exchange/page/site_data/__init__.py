"""What a checkout keeps in `_data`, read where a page's loop names it and the keys say what the rows are."""
