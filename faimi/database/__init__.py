"""The database below the models: the file of SQLite, which tables there are, and who may change them."""
