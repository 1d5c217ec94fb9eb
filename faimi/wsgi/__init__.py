"""The WSGI layers around the app, apart from the page cache (`faimi/public/cache.py`)."""
