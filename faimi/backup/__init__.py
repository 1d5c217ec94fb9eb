"""Backups of the whole site that prove themselves, and the way back from one.

A backup is a tar file: `manifest.json`, and after it the database, whichever the site has, as a SQLite database that is
compressed. So what was on one database comes back on either, and needs no program of the database's own. The secret
key of the instance stays where it is: with a backup alone nobody signs in as another, or reads second factors.
"""
