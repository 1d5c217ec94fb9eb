"""What all requests and answers of the app have in common, whichever view answers."""
