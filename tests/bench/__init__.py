"""How fast the site is: `make bench` measures it, and says what is slower than it may be."""
